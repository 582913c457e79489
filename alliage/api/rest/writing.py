"""What programs write: each field named, bounded and typed; any other is refused.

The bounds are those of the form. A type is never guessed: « 2018 » between quotes is a text.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from alliage.capitalisation.models import ImpactKind, PartnershipType, Stage
from alliage.contribution.models import DraftState
from alliage.network.models import ActorKind, OrganisationSize

from .schemas import GoalNumber, Links, Paging, Ref

PARTIAL_DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
WEB = r"^https?://\S+$"


# Of a field that may be left out; what was left out is told apart from `null` (exclude_unset).
ABSENT: Any = None


def up_to(most: int, *, is_required: bool = False) -> Any:
    """Bound a text to so many characters; a required one says something."""
    return Field(max_length=most, pattern=r"\S" if is_required else None)


def one_of(choices: Any) -> Any:
    """Give the type of one of the words of a list, in a body where nothing else is guessed."""
    return Annotated[choices, Field(strict=False)]


class Written(Schema):
    """A body: what it does not declare is refused, so that nothing else can be assigned."""

    model_config = ConfigDict(extra="forbid", strict=True)


Year = Annotated[int, Field(ge=1800, le=2100)]
Amount = Annotated[float, Field(gt=-1e14, lt=1e14, allow_inf_nan=False)]
Whole = Annotated[int, Field(gt=-(10**14), lt=10**14)]
Kind: Any = one_of(ActorKind)
Size: Any = one_of(OrganisationSize)
Words = Annotated[str, up_to(160)]


class WrittenPartner(Written):
    """A partner: who, of what kind, what it does."""

    name: Annotated[str, up_to(255, is_required=True)]
    kind: Kind
    size: Size | None = None
    role: Annotated[str, up_to(255)] | None = None
    contribution: Annotated[str, up_to(2_000)] | None = None


class WrittenFigure(Written):
    """A figure: what it counts, how much, in what unit, when."""

    label_fr: Annotated[str, up_to(200, is_required=True)]
    value: Whole | Amount
    unit: Annotated[str, up_to(60)] | None = None
    year: Year | None = None


Story = Annotated[str, up_to(20_000)] | None
Stages: Any = one_of(Stage)
Types: Any = one_of(PartnershipType)
Impacts: Any = one_of(ImpactKind)
OfficialPlace: Any = Annotated[Ref, Field(description="Une référence : departement:16.")]


class DraftPatch(Written):
    """A merge patch (RFC 7396) of the exchange layout: `null` empties a field, a list is replaced.

    The territory is a reference of the official list; the draft then states it as files do.
    """

    title: Annotated[str, up_to(200, is_required=True)] = ABSENT
    summary_fr: Story = None
    problem_fr: Story = None
    solution_fr: Story = None
    results_fr: Story = None
    partners: Annotated[list[WrittenPartner], Field(max_length=60)] = ABSENT
    figures: Annotated[list[WrittenFigure], Field(max_length=60)] = ABSENT
    source_url: Annotated[str, Field(max_length=500, pattern=WEB)] | None = None
    source_title: Annotated[str, up_to(300)] | None = None
    source_publisher: Annotated[str, up_to(200)] | None = None
    accessed: Annotated[str, Field(pattern=PARTIAL_DATE)] | None = None
    sdgs: Annotated[list[GoalNumber], Field(max_length=17)] = ABSENT
    domains: Annotated[list[Words], Field(max_length=60)] = ABSENT
    partnership_type: Annotated[list[Types], Field(max_length=4)] = ABSENT
    stage: Stages = ABSENT
    start_year: Year | None = None
    end_year: Year | None = None
    impacts: Annotated[list[Impacts], Field(max_length=3)] = ABSENT
    territory: OfficialPlace | None = None


class Beginning(Written):
    """What a draft is about: nothing yet, or a published sheet to correct."""

    amends: Annotated[str, up_to(120)] | None = Field(
        None, description="Identifiant de la fiche à corriger."
    )


class Merging(Written):
    """What to keep where the draft and the sheet both changed; asked only then."""

    keep: Literal["mine", "theirs"] | None = None


class WrittenRemark(Written):
    """What a reader asks, about one field of the layout or about the whole."""

    field: Annotated[str, up_to(120)] = ""
    text: Annotated[str, up_to(2_000, is_required=True)]


class Remarks(Written):
    """What must be mended before publication."""

    remarks: Annotated[list[WrittenRemark], Field(min_length=1, max_length=60)]


class Refusal(Written):
    """Why a draft will not be published."""

    reason: Annotated[str, up_to(2_000, is_required=True)]


class PartnerAnswer(Written):
    """What a partner says of its own part: exact, or what should change."""

    answer: Literal["exact", "change"]
    request: Annotated[str, up_to(2_000)] = ""


# --- Answering -------------------------------------------------------------------------------
class DraftFilters(Paging):
    """The filter of one's drafts."""

    etat: list[DraftState] = Field([], max_length=len(DraftState))


class DraftSummary(Schema):
    """A draft in a list."""

    id: int
    state: DraftState
    title: str
    sheet: str | None
    is_amendment: bool
    version: int
    territory: str | None
    updated_at: datetime
    submitted_at: datetime | None
    links: Links


class Mending(Schema):
    """What prevents a sheet from being published."""

    field: str
    reason: str


class DraftRemark(Schema):
    """What a reader asked."""

    field: str
    text: str
    is_settled: bool
    created_at: datetime


class DraftDetail(DraftSummary):
    """A whole draft, in the exchange layout, and what remains to be done."""

    content: dict[str, Any]
    refusal: str | None
    to_mend: list[Mending]
    remarks: list[DraftRemark]


class PublishedSheet(Schema):
    """The sheet that a draft became."""

    slug: str
    links: Links


class PartnerPart(Schema):
    """What a sheet says of a partner."""

    name: str
    kind: str
    role: str
    contribution: str


class PartnerWordRow(Schema):
    """What a sheet says of a partner today, and the last word of that partner."""

    alliance: str
    organisation: str
    parts: list[PartnerPart]
    answer: Literal["exact", "change"] | None
    request: str
    holds: bool

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


def text(most: int, *, is_required: bool = False) -> Any:
    """Give the type of a text of so many characters at most; a required one says something."""
    return Annotated[str, Field(max_length=most, pattern=r"\S" if is_required else None)]


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
Words: Any = text(160)


class WrittenPartner(Written):
    """A partner: who, of what kind, what it does."""

    name: text(255, is_required=True)  # type: ignore[valid-type] # made by a function, as its peers
    kind: Kind
    size: Size | None = None
    role: text(255) | None = None  # type: ignore[valid-type] # idem
    contribution: text(2_000) | None = None  # type: ignore[valid-type] # idem


class WrittenFigure(Written):
    """A figure: what it counts, how much, in what unit, when."""

    label_fr: text(200, is_required=True)  # type: ignore[valid-type] # idem
    value: Whole | Amount
    unit: text(60) | None = None  # type: ignore[valid-type] # idem
    year: Year | None = None


Story: Any = text(20_000) | None
Stages: Any = one_of(Stage)
Types: Any = one_of(PartnershipType)
Impacts: Any = one_of(ImpactKind)
OfficialPlace: Any = Annotated[Ref, Field(description="Une référence : departement:16.")]


class DraftPatch(Written):
    """A merge patch (RFC 7396) of the exchange layout: `null` empties a field, a list is replaced.

    The territory is a reference of the official list; the draft then states it as files do.
    """

    title: text(200, is_required=True) = None  # type: ignore[valid-type] # idem
    summary_fr: Story = None
    problem_fr: Story = None
    solution_fr: Story = None
    results_fr: Story = None
    partners: Annotated[list[WrittenPartner], Field(max_length=60)] = None  # type: ignore[assignment] # absent
    figures: Annotated[list[WrittenFigure], Field(max_length=60)] = None  # type: ignore[assignment] # idem
    source_url: Annotated[str, Field(max_length=500, pattern=WEB)] | None = None
    source_title: text(300) | None = None  # type: ignore[valid-type] # idem
    source_publisher: text(200) | None = None  # type: ignore[valid-type] # idem
    accessed: Annotated[str, Field(pattern=PARTIAL_DATE)] | None = None
    sdgs: Annotated[list[GoalNumber], Field(max_length=17)] = None  # type: ignore[assignment] # idem
    domains: Annotated[list[Words], Field(max_length=60)] = None  # type: ignore[assignment] # idem
    partnership_type: Annotated[list[Types], Field(max_length=4)] = None  # type: ignore[assignment] # idem
    stage: Stages = None
    start_year: Year | None = None
    end_year: Year | None = None
    impacts: Annotated[list[Impacts], Field(max_length=3)] = None  # type: ignore[assignment] # idem
    territory: OfficialPlace | None = None


class Beginning(Written):
    """What a draft is about: nothing yet, or a published sheet to correct."""

    amends: text(120) | None = Field(None, description="Identifiant de la fiche à corriger.")  # type: ignore[valid-type] # idem


class Merging(Written):
    """What to keep where the draft and the sheet both changed; asked only then."""

    keep: Literal["mine", "theirs"] | None = None


class WrittenRemark(Written):
    """What a reader asks, about one field of the layout or about the whole."""

    field: text(120) = ""  # type: ignore[valid-type] # idem
    text: text(2_000, is_required=True)  # type: ignore[valid-type] # idem


class Remarks(Written):
    """What must be mended before publication."""

    remarks: Annotated[list[WrittenRemark], Field(min_length=1, max_length=60)]


class Refusal(Written):
    """Why a draft will not be published."""

    reason: text(2_000, is_required=True)  # type: ignore[valid-type] # idem


class PartnerAnswer(Written):
    """What a partner says of its own part: exact, or what should change."""

    answer: Literal["exact", "change"]
    request: text(2_000) = ""  # type: ignore[valid-type] # idem


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

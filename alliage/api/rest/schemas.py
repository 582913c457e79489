"""What the interface reads and writes; only this package knows these classes."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema

from alliage.capitalisation.models import Access, ImpactKind, Medoc, PartnershipType, Stage, Usage
from alliage.network.models import ActorKind, OrganisationSize, World
from alliage.territories.models import Level

REF = r"^(france|region|departement|epci|commune):[0-9A-Za-z]{1,9}$"
Ref = Annotated[str, Field(pattern=REF)]
Period = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{4}$")]
GoalNumber = Annotated[int, Field(ge=1, le=17)]


# --- Asking ----------------------------------------------------------------------------------
class Paging(Schema):
    """How many, from where."""

    limit: int = Field(20, ge=1, le=100, description="Lignes par page, 100 au plus.")
    cursor: str = Field("", max_length=4000, description="Donné par la page d’avant.")


class Words(Paging):
    """A list that can be searched."""

    q: str = Field("", max_length=200, description="Mots cherchés ; les meilleurs d’abord.")


class AllianceFilters(Words):
    """The filters of the list of alliances."""

    type: list[PartnershipType] = Field([], max_length=40)
    domaine: list[str] = Field([], max_length=40)
    monde: list[World] = Field([], max_length=40)
    territoire: list[Ref] = Field([], max_length=40, description="region:75, departement:16…")
    stade: list[Stage] = Field([], max_length=40)
    acteur: list[ActorKind] = Field([], max_length=40)
    taille: list[OrganisationSize] = Field([], max_length=40)
    odd: list[GoalNumber] = Field([], max_length=17, description="De 1 à 17.")
    impact: list[ImpactKind] = Field([], max_length=40)
    periode: list[Period] = Field([], max_length=40, description="2015-2019, 2020-2024…")
    partenaire: list[str] = Field([], max_length=40)


class ResourceFilters(Words):
    """The filters of the list of resources."""

    famille: list[Medoc] = Field([], max_length=40)
    usage: list[Usage] = Field([], max_length=40)
    acces: list[Access] = Field([], max_length=40)
    public: list[str] = Field([], max_length=40)
    maturite: list[str] = Field([], max_length=40)
    porte: list[str] = Field([], max_length=40)
    format: list[str] = Field([], max_length=40)


class OrganisationFilters(Words):
    """The filters of the list of organisations."""

    monde: list[World] = Field([], max_length=40)
    acteur: list[ActorKind] = Field([], max_length=40)
    taille: list[OrganisationSize] = Field([], max_length=40)
    territoire: list[Ref] = Field([], max_length=40)


class TerritoryFilters(Paging):
    """The filters of the list of territories."""

    niveau: list[Level] = Field([], max_length=5)
    departement: list[str] = Field([], max_length=40)
    region: list[str] = Field([], max_length=40)


class TargetFilters(Schema):
    """The filter of the targets."""

    odd: list[GoalNumber] = Field([], max_length=17)


# --- Answering -------------------------------------------------------------------------------
class Links(Schema):
    """Where a thing is, for programs and for people."""

    self: str
    html: str | None


class Place(Schema):
    """A territory where an alliance acts."""

    ref: str
    label: str


class PartnerName(Schema):
    """A partner in a list."""

    name: str
    kind: str


class AllianceSummary(Schema):
    """An alliance in a list."""

    slug: str
    title: str
    summary: str | None
    types: list[str]
    stage: str
    start_year: int | None
    end_year: int | None
    partners: list[PartnerName]
    places: list[Place]
    domains: list[str]
    goals: list[int]
    licence: str
    updated_at: datetime
    links: Links


class Partner(Schema):
    """A partner as the exchange format has it."""

    name: str
    kind: str
    size: str | None
    role: str | None
    contribution: str | None = None


class StatedTerritory(Schema):
    """The place of an alliance as its file states it."""

    level: str | None
    name: str | None
    department_code: str | None
    region_name: str | None


class Figure(Schema):
    """A figure of an alliance."""

    label_fr: str
    value: int | float
    unit: str | None
    year: int | None


class Step(Schema):
    """A dated step."""

    year: int
    text_fr: str


class AllianceRecord(Schema):
    """An alliance in the exchange format: what an import reads."""

    slug: str
    title: str
    summary_fr: str | None
    problem_fr: str | None
    solution_fr: str | None
    results_fr: str | None
    partners: list[Partner]
    partnership_type: str | list[str]
    domains: list[str]
    sdgs: list[int]
    territory: StatedTerritory
    start_year: int | None
    end_year: int | None
    stage: str
    impacts: list[str]
    figures: list[Figure]
    source_url: str | None
    source_title: str | None
    source_publisher: str | None
    accessed: str | None
    lessons_fr: str = ""
    success_conditions_fr: str = ""
    targets: list[str] = []
    licence: str = ""
    milestones: list[Step] = []


class AllianceDetail(Schema):
    """A whole alliance."""

    record: AllianceRecord
    licence: str
    last_checked_on: date | None
    updated_at: datetime
    places: list[Place]
    organisations: list[str]
    links: Links


class ResourceRecord(Schema):
    """A resource in the exchange format."""

    slug: str
    title: str
    description_fr: str | None
    medoc: str
    goal: str
    access: str
    audiences: list[str]
    entry_door: str | None
    maturity: list[str]
    format: str | None
    publisher: str | None
    year: int | None
    url: str
    source_url: str | None
    licence: str = ""
    accessed: str = ""


class ResourceRow(Schema):
    """A resource."""

    record: ResourceRecord
    updated_at: datetime
    links: Links


class OrganisationRecord(Schema):
    """An organisation in the layout of exports."""

    slug: str
    name: str
    kind: str
    size: str | None
    siren: str | None
    siret: str | None
    rna: str | None
    territory: str | None
    url: str | None
    aliases: list[str]


class OrganisationRow(Schema):
    """An organisation."""

    record: OrganisationRecord
    updated_at: datetime
    links: Links


class CentreRow(Schema):
    """A resource centre."""

    slug: str
    title: str
    summary: str | None
    url: str | None
    links: Links


class CentreStep(Schema):
    """A step on the path of a centre."""

    year: int
    text: str
    source_url: str | None


class Piece(Schema):
    """A piece of a kit."""

    axis: str
    title: str
    comment: str | None
    links: Links


class CentreDetail(CentreRow):
    """A resource centre, its path and its kit."""

    milestones: list[CentreStep]
    kit: list[Piece]


class TerritoryRow(Schema):
    """A territory of the official geography."""

    ref: str
    level: str
    code: str
    name: str
    population: int | None
    longitude: float | None
    latitude: float | None
    within: list[str]
    vintage: int
    links: Links


class GoalRow(Schema):
    """A Sustainable Development Goal."""

    number: int
    label_fr: str
    label_en: str | None
    title_fr: str
    title_en: str
    colour: str
    links: Links


class TargetRow(Schema):
    """A target of a goal."""

    code: str
    goal: int
    label_fr: str
    label_en: str | None
    note_fr: str | None
    note_en: str | None


class DomainRow(Schema):
    """A domain of general interest."""

    slug: str
    label_fr: str
    label_en: str | None
    alternative_labels: list[str]
    goals: list[int]


class TermRow(Schema):
    """A term of a vocabulary."""

    code: str
    label_fr: str
    label_en: str | None
    definition_fr: str | None
    definition_en: str | None
    source: str | None
    source_url: str | None
    is_confirmed: bool


class VocabularyRow(Schema):
    """A vocabulary."""

    code: str
    label: str
    links: Links


class Listed[Row](Schema):
    """A page of a list; `next` is the address of the next one, if any."""

    items: list[Row]
    next: str | None = None


class Index(Schema):
    """Where to begin."""

    openapi: str
    documentation: str
    lists: dict[str, str]

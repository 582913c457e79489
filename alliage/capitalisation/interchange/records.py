"""Clean records: what an import may write, already checked, still without identity in the base."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from alliage.capitalisation.models import Access, ImpactKind, Medoc, PartnershipType, Stage, Usage
from alliage.network.models import ActorKind, OrganisationSize
from alliage.territories.models import Level
from alliage.territories.queries import Stated

from .cleaning import Cleaner

# Read once: an enumeration lists its values anew each time.
TYPES = tuple(PartnershipType.values)
STAGES = tuple(Stage.values)
LEVELS = tuple(Level.values)
IMPACTS = tuple(ImpactKind.values)
KINDS = tuple(ActorKind.values)
SIZES = tuple(OrganisationSize.values)
FAMILIES = tuple(Medoc.values)
USAGES = tuple(Usage.values)
ACCESSES = tuple(Access.values)
GOAL_NUMBERS = range(1, 18)
# A negative figure is a fall of something; its label or unit says so.
VARIATION_WORDS = ("variation", "évolution", "baisse", "recul", "réduction", "diminution", "écart")


@dataclass(frozen=True)
class PartnerRecord:
    """A partner as a file states it."""

    name: str
    kind: str
    size: str
    role: str
    contribution: str


@dataclass(frozen=True)
class FigureRecord:
    """A figure as a file states it."""

    label: str
    value: Decimal
    unit: str
    year: int | None
    is_variation: bool


@dataclass(frozen=True)
class AllianceRecord:
    """A sheet as a file states it."""

    line: int
    slug: str
    title: str
    texts: Mapping[str, str]
    types: tuple[str, ...]
    stage: str
    place: Stated
    start_year: int | None
    end_year: int | None
    domains: tuple[str, ...]
    goals: tuple[int, ...]
    targets: tuple[str, ...]
    impacts: tuple[str, ...]
    partners: tuple[PartnerRecord, ...]
    figures: tuple[FigureRecord, ...]
    milestones: tuple[tuple[int, str], ...]
    source_url: str
    source_title: str
    source_publisher: str
    consulted_on: str
    licence: str


@dataclass(frozen=True)
class ResourceRecord:
    """A resource as a file states it."""

    line: int
    slug: str
    title: str
    description: str
    medoc: str
    usage: str
    access: str
    audiences: tuple[str, ...]
    entry_door: str
    maturities: tuple[str, ...]
    format: str
    publisher: str
    year: int | None
    licence: str
    url: str
    source_url: str
    consulted_on: str


def clean_alliance(cleaner: Cleaner) -> AllianceRecord:
    """Read an alliance; the record is sound only if the cleaner has no problem."""
    raw = cleaner.raw
    title = cleaner.text(raw.get("title"), "title", limit=200, is_required=True)
    start_year = cleaner.year(raw.get("start_year"), "start_year")
    end_year = cleaner.year(raw.get("end_year"), "end_year")
    if start_year and end_year and end_year < start_year:
        cleaner.refuse("end_year", _("l’année de fin précède l’année de début."), end_year)
    record = AllianceRecord(
        line=cleaner.line,
        slug=cleaner.slug(raw.get("slug"), fallback=slugify(title)[:120]),
        title=title,
        texts=_texts(cleaner),
        types=_codes(cleaner, "partnership_type", TYPES, is_required=True),
        stage=cleaner.choice(raw.get("stage"), "stage", STAGES),
        place=stated_place(cleaner),
        start_year=start_year,
        end_year=end_year,
        domains=clean_words(cleaner, "domains"),
        goals=_goals(cleaner),
        targets=clean_words(cleaner, "targets"),
        impacts=_codes(cleaner, "impacts", IMPACTS),
        partners=_partners(cleaner),
        figures=_figures(cleaner),
        milestones=_milestones(cleaner),
        source_url=cleaner.url(raw.get("source_url"), "source_url"),
        source_title=cleaner.text(raw.get("source_title"), "source_title", limit=300),
        source_publisher=cleaner.text(raw.get("source_publisher"), "source_publisher", limit=200),
        consulted_on=cleaner.partial_date(raw.get("accessed"), "accessed"),
        licence=cleaner.text(raw.get("licence"), "licence", limit=60) or "etalab-2.0",
    )
    if record.figures and not record.source_url and not cleaner.problems:
        cleaner.refuse("source_url", _("manque : un chiffre ne va pas sans sa source."))
    return record


def clean_resource(cleaner: Cleaner) -> ResourceRecord:
    """Read a resource; the record is sound only if the cleaner has no problem."""
    raw = cleaner.raw
    title = cleaner.text(raw.get("title"), "title", limit=200, is_required=True)
    return ResourceRecord(
        line=cleaner.line,
        slug=cleaner.slug(raw.get("slug"), fallback=slugify(title)[:120]),
        title=title,
        description=cleaner.text(raw.get("description_fr"), "description_fr"),
        medoc=cleaner.choice(raw.get("medoc"), "medoc", FAMILIES),
        usage=cleaner.choice(raw.get("goal"), "goal", USAGES),
        access=cleaner.choice(raw.get("access"), "access", ACCESSES),
        audiences=clean_words(cleaner, "audiences"),
        entry_door=cleaner.text(raw.get("entry_door"), "entry_door", limit=60),
        maturities=clean_words(cleaner, "maturity"),
        format=cleaner.text(raw.get("format"), "format", limit=60),
        publisher=cleaner.text(raw.get("publisher"), "publisher", limit=200),
        year=cleaner.year(raw.get("year"), "year"),
        licence=cleaner.text(raw.get("licence"), "licence", limit=60),
        url=cleaner.url(raw.get("url"), "url", is_required=True),
        source_url=cleaner.url(raw.get("source_url"), "source_url"),
        consulted_on=cleaner.partial_date(raw.get("accessed"), "accessed"),
    )


TEXT_FIELDS = {
    "summary": "summary_fr",
    "problem": "problem_fr",
    "solution": "solution_fr",
    "results": "results_fr",
    "lessons": "lessons_fr",
    "success_conditions": "success_conditions_fr",
}


def _texts(cleaner: Cleaner) -> dict[str, str]:
    return {name: cleaner.text(cleaner.raw.get(key), key) for name, key in TEXT_FIELDS.items()}


def _codes(
    cleaner: Cleaner, name: str, choices: tuple[str, ...], *, is_required: bool = False
) -> tuple[str, ...]:
    items = cleaner.items(cleaner.raw.get(name), name)
    if is_required and not items:
        cleaner.refuse(name, _("manque."))
    return tuple(dict.fromkeys(cleaner.choice(item, name, choices) for item in items))


def clean_words(cleaner: Cleaner, name: str, *, limit: int = 160) -> tuple[str, ...]:
    """Clean a list of short texts, each once."""
    items = cleaner.items(cleaner.raw.get(name), name)
    words = [cleaner.text(item, name, limit=limit) for item in items]
    for word in words:
        if "|" in word:
            cleaner.refuse(
                name, _("ne contient pas de barre « | », qui sépare les mots d’une liste."), word
            )
    return tuple(dict.fromkeys(word for word in words if word))


def _goals(cleaner: Cleaner) -> tuple[int, ...]:
    numbers = []
    for item in cleaner.items(cleaner.raw.get("sdgs"), "sdgs"):
        number = cleaner.integer(item, "sdgs", GOAL_NUMBERS.start, GOAL_NUMBERS.stop - 1)
        if number is not None:
            numbers.append(number)
    return tuple(dict.fromkeys(numbers))


def stated_place(cleaner: Cleaner) -> Stated:
    """Clean a territory as a file describes it."""
    raw = cleaner.raw.get("territory")
    if not isinstance(raw, Mapping):
        reason = _("un objet est attendu.") if raw else _("manque.")
        cleaner.refuse("territory", reason, raw or "")
        return Stated("", "")
    return Stated(
        level=cleaner.choice(raw.get("level"), "territory.level", LEVELS),
        name=cleaner.text(raw.get("name"), "territory.name", limit=160),
        department_code=cleaner.text(
            _code(raw.get("department_code")), "territory.department_code", limit=3
        ),
        region_name=cleaner.text(raw.get("region_name"), "territory.region_name", limit=160),
    )


def _code(value: object) -> object:
    # A spreadsheet turns « 01 » into the number 1: give the code its zero back.
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return text.zfill(2) if isinstance(text, str) and text.isdigit() else text


def _partners(cleaner: Cleaner) -> tuple[PartnerRecord, ...]:
    result = []
    for number, raw in enumerate(cleaner.mappings(cleaner.raw.get("partners"), "partners"), 1):
        at = f"partners.{number}"
        result.append(
            PartnerRecord(
                name=cleaner.text(raw.get("name"), f"{at}.name", limit=255, is_required=True),
                kind=cleaner.choice(raw.get("kind"), f"{at}.kind", KINDS),
                size=cleaner.choice(raw.get("size"), f"{at}.size", SIZES, is_required=False),
                role=cleaner.text(raw.get("role"), f"{at}.role", limit=255),
                contribution=cleaner.text(raw.get("contribution"), f"{at}.contribution"),
            )
        )
    return tuple(result)


def _figures(cleaner: Cleaner) -> tuple[FigureRecord, ...]:
    result = []
    for number, raw in enumerate(cleaner.mappings(cleaner.raw.get("figures"), "figures"), 1):
        at = f"figures.{number}"
        figure = _figure(cleaner, raw, at)
        if figure is not None:
            result.append(figure)
    return tuple(result)


def _figure(cleaner: Cleaner, raw: Mapping[str, Any], at: str) -> FigureRecord | None:
    label = cleaner.text(raw.get("label_fr"), f"{at}.label_fr", limit=200, is_required=True)
    unit = cleaner.text(raw.get("unit"), f"{at}.unit", limit=60)
    year = cleaner.year(raw.get("year"), f"{at}.year")
    value = cleaner.decimal(raw.get("value"), f"{at}.value")
    if value is None:
        if raw.get("value") in (None, ""):
            cleaner.refuse(f"{at}.value", _("manque."))
        return None
    is_variation = any(word in f"{label} {unit}".lower() for word in VARIATION_WORDS)
    if value < 0 and not is_variation:
        cleaner.refuse(f"{at}.value", _("est négatif ; seule une variation peut l’être."), value)
    return FigureRecord(label, value, unit, year, is_variation and value < 0)


def _milestones(cleaner: Cleaner) -> tuple[tuple[int, str], ...]:
    result = []
    for number, raw in enumerate(cleaner.mappings(cleaner.raw.get("milestones"), "milestones"), 1):
        at = f"milestones.{number}"
        year = cleaner.year(raw.get("year"), f"{at}.year")
        text = cleaner.text(raw.get("text_fr"), f"{at}.text_fr", limit=400, is_required=True)
        if year is None:
            cleaner.refuse(f"{at}.year", _("manque."))
        elif text:
            result.append((year, text))
    return tuple(result)

"""What lists and cards show of an alliance or a resource, ready for the components."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import get_language

from alliage.calc.typography import capital, year_span
from alliage.capitalisation.models import Alliance, Resource
from alliage.search.models import Hit
from alliage.search.queries import FacetedList, marked

from .freshness import due_mark
from .likeness import Neighbour


@dataclass(frozen=True)
class Row:
    """One thing in a list or on a card; the names are those of the `result` component."""

    slug: str
    href: str
    title: str
    text: str = ""
    types: list[tuple[str, str]] = field(default_factory=list)
    partners: list[Any] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    why: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    # That nobody looked at it for a year; empty for most.
    mark: str = ""


def alliance_row(alliance: Alliance, *, reasons: tuple[str, ...] = ()) -> Row:
    """Show an alliance in a list; reads only rows prefetched by `for_listing`."""
    places = dict.fromkeys(place.label for place in alliance.places.all())
    return Row(
        slug=alliance.slug,
        href=alliance.get_absolute_url(),
        title=alliance.title,
        text=alliance.summary,
        types=[(row.type, str(row.get_type_display())) for row in alliance.types.all()],
        partners=list(alliance.participations.all()),
        facts=[", ".join(places), _stage_and_years(alliance)],
        reasons=reasons,
        mark=due_mark(alliance.freshness),
    )


def _stage_and_years(alliance: Alliance) -> str:
    stage = str(alliance.get_stage_display())
    if not alliance.start_year and not alliance.end_year:
        return capital(stage)
    years = year_span(alliance.start_year, alliance.end_year, language=get_language() or "fr")
    return f"{capital(stage)}, {years}"


def alliance_rows(alliances: Iterable[Alliance]) -> list[Row]:
    """Show alliances in a list."""
    return [alliance_row(alliance) for alliance in alliances]


def found_rows(rows: Iterable[Row], faceted: FacetedList) -> list[Row]:
    """Highlight the words that answer, and say why a row answers where no word shows it."""
    if not faceted.words:
        return list(rows)
    hits = {hit.slug: hit for hit in faceted.hits}
    return [_found(row, faceted.marked_words, hits.get(row.slug)) for row in rows]


def _found(row: Row, words: str, hit: Hit | None) -> Row:
    title, text = marked(row.title, words), marked(row.text, words)
    is_shown = "<mark>" in title or "<mark>" in text
    why = hit.why if hit and not is_shown else ()
    lowered = (hit.lowered,) if hit and hit.lowered else ()
    return replace(row, title=title, text=text, why=why + lowered)


def neighbour_rows(neighbours: Iterable[Neighbour]) -> list[Row]:
    """Show neighbours as cards, with the reasons of the likeness."""
    return [alliance_row(near.alliance, reasons=near.reasons) for near in neighbours]


def resource_row(resource: Resource) -> Row:
    """Show a resource in a list; reads only rows prefetched by `for_listing`."""
    family, usage = str(resource.get_medoc_display()), str(resource.get_usage_display())
    facts = [
        f"{capital(family)}, {usage}",
        capital(resource.format),
        resource.publisher,
        str(resource.year) if resource.year else "",
    ]
    return Row(
        slug=resource.slug,
        href=resource.get_absolute_url(),
        title=resource.title,
        text=resource.description,
        facts=[fact for fact in facts if fact],
        mark=due_mark(resource.freshness),
    )


def resource_rows(resources: Iterable[Resource]) -> list[Row]:
    """Show resources in a list."""
    return [resource_row(resource) for resource in resources]

"""What lists and cards show of an alliance or a resource, ready for the components."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from alliage.calc.typography import year_span
from alliage.capitalisation.models import Alliance, Resource

from .likeness import Neighbour


@dataclass(frozen=True)
class Row:
    """One thing in a list or on a card; the names are those of the `result` component."""

    href: str
    title: str
    text: str = ""
    types: list[tuple[str, str]] = field(default_factory=list)
    partners: list[Any] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    why: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def alliance_row(
    alliance: Alliance, *, why: tuple[str, ...] = (), reasons: tuple[str, ...] = ()
) -> Row:
    """Show an alliance in a list; reads only rows prefetched by `for_listing`."""
    places = dict.fromkeys(place.label for place in alliance.places.all())
    return Row(
        href=alliance.get_absolute_url(),
        title=alliance.title,
        text=alliance.summary,
        types=[(row.type, str(row.get_type_display())) for row in alliance.types.all()],
        partners=list(alliance.participations.all()),
        facts=[", ".join(places), _stage_and_years(alliance)],
        why=why,
        reasons=reasons,
    )


def _stage_and_years(alliance: Alliance) -> str:
    stage = str(alliance.get_stage_display())
    if not alliance.start_year and not alliance.end_year:
        return stage[:1].upper() + stage[1:]
    years = year_span(alliance.start_year, alliance.end_year, language=get_language() or "fr")
    return f"{stage[:1].upper()}{stage[1:]}, {years}"


def alliance_rows(
    alliances: Iterable[Alliance], why: Mapping[str, tuple[str, ...]] | None = None
) -> list[Row]:
    """Show alliances in a list, with why each was found."""
    found = why or {}
    return [alliance_row(alliance, why=found.get(alliance.slug, ())) for alliance in alliances]


def neighbour_rows(neighbours: Iterable[Neighbour]) -> list[Row]:
    """Show neighbours as cards, with the reasons of the likeness."""
    return [alliance_row(near.alliance, reasons=near.reasons) for near in neighbours]


def resource_row(resource: Resource, *, why: tuple[str, ...] = ()) -> Row:
    """Show a resource in a list; reads only rows prefetched by `for_listing`."""
    family, usage = str(resource.get_medoc_display()), str(resource.get_usage_display())
    facts = [
        f"{family[:1].upper()}{family[1:]}, {usage}",
        resource.format[:1].upper() + resource.format[1:],
        resource.publisher,
        str(resource.year) if resource.year else "",
    ]
    return Row(
        href=resource.get_absolute_url(),
        title=resource.title,
        text=resource.description,
        facts=[fact for fact in facts if fact],
        why=why,
    )


def resource_rows(
    resources: Iterable[Resource], why: Mapping[str, tuple[str, ...]] | None = None
) -> list[Row]:
    """Show resources in a list, with why each was found."""
    found = why or {}
    return [resource_row(resource, why=found.get(resource.slug, ())) for resource in resources]

"""The content of exports: what a filtered list holds, in each open format."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet

from alliage.capitalisation.interchange.layout import (
    ALLIANCE_COLUMNS,
    OPTIONAL_ALLIANCE_COLUMNS,
    OPTIONAL_RESOURCE_COLUMNS,
    RESOURCE_COLUMNS,
    flatten,
    header,
)
from alliage.capitalisation.models import Alliance, Participation, Resource
from alliage.web.exports import Entry, Table

from .records import alliance_record, resource_record

CHUNK, HEADER_CHUNK = 500, 5_000
NUMBERED_PARTS = {"partners": "participations", "figures": "figures", "milestones": "milestones"}
LICENCE = "etalab-2.0"  # SPDX identifier of the Licence Ouverte 2.0


def alliances_table(slugs: Iterable[str]) -> Table:
    """Lay published alliances out for the formats that an import reads back."""
    ordered = sorted(slugs)
    return Table(
        name="alliances",
        columns=lambda: alliances_header(ordered),
        cells=lambda: alliance_cells(ordered),
        records=lambda: map(alliance_record, alliances_named(ordered)),
    )


def resources_table(slugs: Iterable[str]) -> Table:
    """Lay published resources out for the formats that an import reads back."""
    ordered = sorted(slugs)
    return Table(
        name="ressources",
        columns=lambda: resources_header(ordered),
        cells=lambda: resource_cells(ordered),
        records=lambda: map(resource_record, resources_named(ordered)),
    )


def alliances_named(slugs: Sequence[str]) -> Iterator[Alliance]:
    """Read alliances in the order of their slugs, a few hundred at a time."""
    for start in range(0, len(slugs), CHUNK):
        part = slugs[start : start + CHUNK]
        found = {a.slug: a for a in Alliance.objects.published().filter(slug__in=part).for_sheet()}
        yield from (found[slug] for slug in part if slug in found)


def resources_named(slugs: Sequence[str]) -> Iterator[Resource]:
    """Read resources in the order of their slugs, a few hundred at a time."""
    for start in range(0, len(slugs), CHUNK):
        part = slugs[start : start + CHUNK]
        rows = Resource.objects.published().filter(slug__in=part).for_listing()
        found = {resource.slug: resource for resource in rows}
        yield from (found[slug] for slug in part if slug in found)


def alliances_header(slugs: Sequence[str]) -> list[str]:
    """Spell the columns that these alliances need, numbered ones included."""
    numbered = dict.fromkeys(NUMBERED_PARTS, 0)
    filled: set[str] = set()
    for part in batched(slugs, HEADER_CHUNK, strict=False):
        alliances = Alliance.objects.filter(slug__in=part)
        for group, rows in NUMBERED_PARTS.items():
            numbered[group] = max(numbered[group], _most(alliances, rows))
        filled |= _filled_optional(alliances, numbered)
    return header(ALLIANCE_COLUMNS, OPTIONAL_ALLIANCE_COLUMNS, numbered, filled)


def _most(alliances: QuerySet[Alliance], parts: str) -> int:
    counted = alliances.annotate(number=Count(parts)).aggregate(most=Max("number"))
    return int(counted["most"] or 0)


def _filled_optional(alliances: QuerySet[Alliance], numbered: dict[str, int]) -> set[str]:
    filled = set()
    for column, condition in {
        "lessons_fr": Q(lessons__gt=""),
        "success_conditions_fr": Q(success_conditions__gt=""),
        "targets": Q(targets__isnull=False),
    }.items():
        if alliances.filter(condition).exists():
            filled.add(column)
    if alliances.exclude(licence="etalab-2.0").exists():
        filled.add("licence")
    if Participation.objects.filter(alliance__in=alliances).exclude(contribution="").exists():
        filled.add("partners.N.contribution")
    if numbered["milestones"]:
        filled |= {"milestones.N.year", "milestones.N.text_fr"}
    return filled


def alliance_cells(slugs: Sequence[str]) -> Iterator[dict[str, str]]:
    """Lay alliances flat, for CSV and spreadsheets."""
    return (flatten(alliance_record(alliance)) for alliance in alliances_named(slugs))


def resources_header(slugs: Sequence[str]) -> list[str]:
    """Spell the columns that these resources need."""
    filled = set()
    for part in batched(slugs, HEADER_CHUNK, strict=False):
        resources = Resource.objects.filter(slug__in=part)
        if resources.exclude(licence="").exists():
            filled.add("licence")
        if resources.exclude(consulted_on="").exists():
            filled.add("accessed")
    return header(RESOURCE_COLUMNS, OPTIONAL_RESOURCE_COLUMNS, {}, filled)


def resource_cells(slugs: Sequence[str]) -> Iterator[dict[str, str]]:
    """Lay resources flat, for CSV and spreadsheets."""
    return (flatten(resource_record(resource)) for resource in resources_named(slugs))


def alliance_feature(alliance: Alliance) -> dict[str, Any]:
    """Draw an alliance as a GeoJSON feature, at the centre of its territory where it has one."""
    places = alliance.places.all()
    territory = places[0].territory if places else None
    has_point = territory is not None and territory.longitude is not None
    return {
        "type": "Feature",
        "id": alliance.slug,
        "geometry": {"type": "Point", "coordinates": [territory.longitude, territory.latitude]}
        if territory is not None and has_point
        else None,
        "properties": {
            "slug": alliance.slug,
            "title": alliance.title,
            "summary_fr": alliance.summary,
            "partnership_types": [row.type for row in alliance.types.all()],
            "stage": alliance.stage,
            "place": places[0].label if places else None,
            # Said so that nobody takes the centre of a region for an address.
            "precision": territory.level if territory else None,
            "url": settings.SITE_URL + alliance.get_absolute_url(),
        },
    }


def resource_feature(resource: Resource) -> dict[str, Any]:
    """Give a resource as a GeoJSON feature without geometry: it belongs to no place."""
    properties = resource_record(resource)
    return {"type": "Feature", "id": resource.slug, "geometry": None, "properties": properties}


def alliance_entry(alliance: Alliance) -> Entry:
    """Tell an alliance in a feed."""
    return Entry(
        title=alliance.title,
        url=settings.SITE_URL + alliance.get_absolute_url(),
        summary=alliance.summary,
        updated_at=alliance.updated_at,
    )


def resource_entry(resource: Resource) -> Entry:
    """Tell a resource in a feed."""
    return Entry(
        title=resource.title,
        url=settings.SITE_URL + resource.get_absolute_url(),
        summary=resource.description,
        updated_at=resource.updated_at,
    )

"""Sheets and resources in the exchange layout: what exports write is what imports read."""

from decimal import Decimal
from typing import Any

from alliage.capitalisation.models import Alliance, AlliancePlace, Resource
from alliage.territories.models import Level

TERRITORY_FIELDS = ("level", "name", "department_code", "region_name")


def alliance_record(alliance: Alliance) -> dict[str, Any]:
    """Lay an alliance out as JSON Lines has it; reads only rows prefetched by `for_sheet`."""
    types = [row.type for row in alliance.types.all()]
    sources = alliance.sources.all()
    source = sources[0] if sources else None
    record: dict[str, Any] = {
        "slug": alliance.slug,
        "title": alliance.title,
        "summary_fr": alliance.summary or None,
        "problem_fr": alliance.problem or None,
        "solution_fr": alliance.solution or None,
        "results_fr": alliance.results or None,
        "partners": [_partner(row) for row in alliance.participations.all()],
        "partnership_type": types[0] if len(types) == 1 else types,
        "domains": [domain.label_fr for domain in alliance.domains.all()],
        "sdgs": [goal.number for goal in alliance.goals.all()],
        "territory": _territory(alliance),
        "start_year": alliance.start_year,
        "end_year": alliance.end_year,
        "stage": alliance.stage,
        "impacts": [row.kind for row in alliance.impacts.all()],
        "figures": [
            {
                "label_fr": row.label,
                "value": plain_number(row.value),
                "unit": row.unit or None,
                "year": row.year,
            }
            for row in alliance.figures.all()
        ],
        "source_url": source.url if source else None,
        "source_title": source.title if source else None,
        "source_publisher": source.publisher or None if source else None,
        "accessed": source.consulted_on or None if source else None,
    }
    return record | _more(alliance)


def _more(alliance: Alliance) -> dict[str, Any]:
    """What few sheets have: left out when empty, so that the common layout stays the short one."""
    licence = "" if alliance.licence == "etalab-2.0" else alliance.licence
    more = {
        "lessons_fr": alliance.lessons,
        "success_conditions_fr": alliance.success_conditions,
        "targets": [target.code for target in alliance.targets.all()],
        "licence": licence,
        "milestones": [
            {"year": row.year, "text_fr": row.text} for row in alliance.milestones.all()
        ],
    }
    return {name: value for name, value in more.items() if value}


def _partner(participation: Any) -> dict[str, Any]:
    partner = {
        "name": participation.stated_name,
        "kind": participation.kind,
        "size": participation.size or None,
        "role": participation.role or None,
    }
    if participation.contribution:
        partner["contribution"] = participation.contribution
    return partner


def _territory(alliance: Alliance) -> dict[str, str | None]:
    stated = alliance.stated_territory
    if stated:
        return {name: stated.get(name) or None for name in TERRITORY_FIELDS}
    places = alliance.places.all()
    return _described(places[0]) if places else dict.fromkeys(TERRITORY_FIELDS)


def _described(place: AlliancePlace) -> dict[str, str | None]:
    territory = place.territory
    department = territory.department
    region = territory if territory.level == Level.REGION else territory.region
    code = territory.code if territory.level == Level.DEPARTMENT else None
    return {
        "level": place.stated_level or territory.level,
        "name": place.stated_name or territory.name,
        "department_code": code or (department.code if department else None),
        "region_name": region.name if region else None,
    }


def plain_number(value: Decimal) -> int | float:
    """Give a number as JSON writes it, without the zeros of the database.

    >>> plain_number(Decimal("800.0000")), plain_number(Decimal("37.5000"))
    (800, 37.5)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def resource_record(resource: Resource) -> dict[str, Any]:
    """Lay a resource out as JSON Lines has it; reads only rows prefetched by `for_listing`."""
    record: dict[str, Any] = {
        "slug": resource.slug,
        "title": resource.title,
        "description_fr": resource.description or None,
        "medoc": resource.medoc,
        "goal": resource.usage,
        "access": resource.access,
        "audiences": [term.code for term in resource.audiences.all()],
        "entry_door": resource.entry_door.code if resource.entry_door else None,
        "maturity": [term.code for term in resource.maturities.all()],
        "format": resource.format or None,
        "publisher": resource.publisher or None,
        "year": resource.year,
        "url": resource.url,
        "source_url": resource.source_url or None,
    }
    more = {"licence": resource.licence, "accessed": resource.consulted_on}
    return record | {name: value for name, value in more.items() if value}

"""The filters of lists, by the same names as in the addresses of the pages, on live rows."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from alliage.network.models import WORLD_OF_KIND
from alliage.territories.models import Level
from alliage.territories.queries.references import parse_ref

from .pages import holding

Rows = QuerySet[Any]
Filter = Callable[[Rows, tuple[str, ...]], Rows]


def on(path: str) -> Filter:
    """Filter on a column, or on one of related rows."""
    return lambda rows, values: holding(rows, path, values)


def on_world(path: str) -> Filter:
    """Filter on the world that a kind of actor belongs to."""

    def keep(rows: Rows, values: tuple[str, ...]) -> Rows:
        kinds = [str(kind) for kind, world in WORLD_OF_KIND.items() if world in values]
        return holding(rows, path, kinds)

    return keep


def on_period(path: str) -> Filter:
    """Filter on five-year slices: `2015-2019`."""

    def keep(rows: Rows, values: tuple[str, ...]) -> Rows:
        slices = [value.split("-") for value in values]
        return rows.filter(
            _any(Q(**{f"{path}__range": (int(first), int(last))}) for first, last in slices)
        )

    return keep


def on_territory(path: str) -> Filter:
    """Filter on a territory and all that lies in it."""

    def keep(rows: Rows, values: tuple[str, ...]) -> Rows:
        inside = _any(_inside(path, ref) for ref in values)
        return rows.filter(pk__in=rows.model._default_manager.filter(inside).values("pk"))

    return keep


def _inside(path: str, text: str) -> Q:
    ref = parse_ref(text)
    if ref is None:
        return Q(pk__in=[])
    level, code = ref
    if level == Level.COUNTRY:
        return Q(**{f"{path}__isnull": False})
    exact = Q(**{f"{path}__level": level, f"{path}__code": code})
    field = {Level.DEPARTMENT: "department_codes", Level.REGION: "region_codes"}.get(Level(level))
    if level == Level.EPCI:
        return exact | Q(**{f"{path}__epci__code": code})
    if field is None:
        return exact
    # An intercommunalité may straddle: codes are parted by spaces, none is part of another.
    name = f"{path}__{field}"
    return (
        exact
        | Q(**{name: code})
        | Q(**{f"{name}__startswith": f"{code} "})
        | Q(**{f"{name}__endswith": f" {code}"})
        | Q(**{f"{name}__contains": f" {code} "})
    )


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


ALLIANCES: Mapping[str, Filter] = {
    "type": on("types__type"),
    "domaine": on("domains__slug"),
    "monde": on_world("participations__kind"),
    "territoire": on_territory("places__territory"),
    "stade": on("stage"),
    "acteur": on("participations__kind"),
    "taille": on("participations__size"),
    "odd": on("goals__number"),
    "impact": on("impacts__kind"),
    "periode": on_period("start_year"),
    "partenaire": on("participations__organisation__slug"),
}
RESOURCES: Mapping[str, Filter] = {
    "famille": on("medoc"),
    "usage": on("usage"),
    "acces": on("access"),
    "public": on("audiences__code"),
    "maturite": on("maturities__code"),
    "porte": on("entry_door__code"),
    "format": on("format"),
}
ORGANISATIONS: Mapping[str, Filter] = {
    "monde": on_world("kind"),
    "acteur": on("kind"),
    "taille": on("size"),
    "territoire": on_territory("territory"),
}
TERRITORIES: Mapping[str, Filter] = {
    "niveau": on("level"),
    "departement": on("department__code"),
    "region": on("region__code"),
}
TARGETS: Mapping[str, Filter] = {"odd": on("goal__number")}


def filtered(
    rows: Rows, known: Mapping[str, Filter], chosen: Mapping[str, tuple[str, ...]]
) -> Rows:
    """Keep what satisfies all the filters; within one, any value will do."""
    for name, values in chosen.items():
        rows = known[name](rows, values)
    return rows

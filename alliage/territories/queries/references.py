"""References: the short keys that documents and addresses use for territories, and their words."""

from collections.abc import Iterable
from functools import lru_cache
from math import cos, radians

from django.db.models import F, Q
from django.db.models.expressions import CombinedExpression

from alliage.territories.data import rows
from alliage.territories.models import Level, Territory

COUNTRY_REF = "france:FR"
OVERSEAS = frozenset({"01", "02", "03", "04", "06"})
_LEVELS = frozenset(Level.values)


def facet_refs(territory: Territory) -> tuple[str, ...]:
    """Give the references of a territory and of all that contains it, the nearest first.

    An intercommunalité that straddles départements lies in each of them. Read communes with their
    `epci` for this to cost no query.
    """
    refs = [territory.ref]
    if territory.epci:
        refs.append(territory.epci.ref)
    refs += [f"departement:{code}" for code in territory.department_codes.split()]
    if territory.level == Level.REGION and territory.code in OVERSEAS:
        # Overseas, the région and its only département are one place.
        refs += [f"departement:{code}" for code in _departments_of(territory.code)]
    refs += [f"region:{code}" for code in territory.region_codes.split()]
    return tuple(dict.fromkeys([*refs, COUNTRY_REF]))


def parse_ref(ref: str) -> tuple[str, str] | None:
    """Cut « region:75 » into its level and code; nothing if it is not a reference."""
    level, _, code = ref.partition(":")
    return (level, code) if level in _LEVELS and code.isalnum() and len(code) <= 9 else None


def by_refs(refs: Iterable[str]) -> dict[str, Territory]:
    """Read the territories that references name, in one query; unknown ones are left out."""
    codes: dict[str, list[str]] = {}
    for parsed in filter(None, map(parse_ref, refs)):
        codes.setdefault(parsed[0], []).append(parsed[1])
    if not codes:
        return {}
    wanted = Q()
    for level, found in codes.items():
        wanted |= Q(level=level, code__in=found)
    territories = Territory.objects.filter(wanted).select_related("region", "department", "epci")
    return {territory.ref: territory for territory in territories}


def labels_for_refs(refs: Iterable[str]) -> dict[str, str]:
    """Give the labels of references, in one query: « Charente (16) »."""
    return {ref: territory.label for ref, territory in by_refs(refs).items()}


def _departments_of(region: str) -> list[str]:
    return [code for code, (_name, held_by) in _departments().items() if held_by == region]


@lru_cache(maxsize=1)
def _departments() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["name"], row["region"]) for row in rows("departements")}


@lru_cache(maxsize=1)
def _regions() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("regions")}


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], ...]:
    return tuple(rows("names"))


def _nicknames(level: str, codes: Iterable[str]) -> list[str]:
    wanted = set(codes)
    return [
        row["name"]
        for row in _names()
        if row["kind"] == "usual" and row["level"] == level and row["code"] in wanted
    ]


def former_regions(territory: Territory) -> tuple[str, ...]:
    """Give the régions of before 2016 that the territory lies in, or is made of.

    « Centre » is left out: it only gained two words, and means too many things.
    """
    departments, regions = territory.department_codes.split(), {territory.code}
    return tuple(
        row["name"]
        for row in _names()
        if row["kind"] == "former"
        and row["name"] != "Centre"
        and (
            set(row["departments"].split()) & set(departments)
            or (territory.level == Level.REGION and row["code"] in regions)
        )
    )


def place_words(territory: Territory) -> tuple[str, ...]:
    """Give the words under which a place is looked for, its own name first.

    Its intercommunalité, its départements by name and code, its régions of today and of before
    2016, and how people call them.
    """
    departments = territory.department_codes.split()
    regions = territory.region_codes.split()
    if territory.level == Level.REGION:
        regions = [territory.code]
    words = [territory.name]
    if territory.epci:
        words.append(territory.epci.name)
    for code in departments:
        words += [_departments()[code][0], code] if code in _departments() else [code]
    words += [_regions()[code] for code in regions if code in _regions()]
    words += [*former_regions(territory), *_nicknames("region", regions)]
    words += _nicknames(territory.level, [territory.code])
    if any(code in OVERSEAS or len(code) == 3 for code in regions):
        words += ["outre-mer", "DROM"]
    return tuple(dict.fromkeys(words))


def place_synonyms() -> list[tuple[str, ...]]:
    """Give the groups of names that mean the same territory, for search."""
    groups: dict[tuple[str, str], list[str]] = {}
    official = {("region", code): name for code, name in _regions().items()}
    for row in _names():
        place = (row["level"], row["code"])
        if row["kind"] == "usual" and place in official:
            groups.setdefault(place, [official[place]]).append(row["name"])
    overseas = ("outre-mer", "DROM", "DOM-TOM", "DROM-COM", "ultramarin")
    return [*(tuple(group) for group in groups.values()), overseas]


def near(territory: Territory, limit: int = 6) -> list[Territory]:
    """Give the nearest territories of the same level, in one query as a rule.

    Communes and intercommunalités are looked for in the same département, départements in the same
    région, régions among all; where nothing else is there (Paris, La Réunion), farther away.
    """
    if territory.longitude is None or territory.latitude is None:
        return []
    siblings = (
        Territory.objects.of_level(territory.level)
        .exclude(pk=territory.pk)
        .filter(longitude__isnull=False)
        .select_related("department")
        .order_by(_nearness(territory.longitude, territory.latitude), "code")
    )
    around = [
        Q(department=territory.department_id) if territory.department_id else None,
        Q(region=territory.region_id) if territory.region_id else None,
        Q() if territory.level != Level.COMMUNE else None,
    ]
    for condition in filter(lambda condition: condition is not None, around):
        found = list(siblings.filter(condition)[:limit])
        if found:
            return found
    return []


def _nearness(longitude: float, latitude: float) -> CombinedExpression:
    """Give what grows with the distance to a place: enough to rank neighbours by."""
    east = (F("longitude") - longitude) * cos(radians(latitude))
    north = F("latitude") - latitude
    return east * east + north * north

"""What the pages about places show: a territory and what it holds, the index, the search."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.utils.translation import gettext as _

from alliage.calc.places import place_key
from alliage.territories.data import rows
from alliage.territories.models import FormerCommune, Level, Territory, TerritoryQuerySet

from .maps import Locator, locator
from .references import former_regions, near

LARGEST_COMMUNES = 24
FOUND = 12
_RANK = {level: rank for rank, level in enumerate(Level.values)}


@dataclass(frozen=True)
class RegionEntry:
    """A région of the index and its départements."""

    region: Territory
    departments: tuple[Territory, ...]

    @property
    def is_collectivity(self) -> bool:
        """Whether it is an overseas collectivity, outside the eighteen régions."""
        return len(self.region.code) == 3


@dataclass(frozen=True)
class Group:
    """Territories of one kind that a page lists under a title."""

    anchor: str
    title: str
    places: Sequence[Territory] | TerritoryQuerySet
    note: str = ""
    has_population: bool = False


@dataclass(frozen=True)
class TerritoryPage:
    """A territory, what contains it, what it holds and what is near."""

    territory: Territory
    counts: dict[str, int]
    groups: tuple[Group, ...]
    former: Sequence[FormerCommune]
    former_regions: tuple[str, ...]
    locator: Locator | None


def regions_with_departments() -> list[RegionEntry]:
    """Give the régions with their départements, then the collectivities, in one query."""
    found = Territory.objects.filter(level__in=[Level.REGION, Level.DEPARTMENT]).order_by("name")
    regions = [t for t in found if t.level == Level.REGION]
    entries = [
        RegionEntry(
            region,
            tuple(t for t in found if t.level == Level.DEPARTMENT and t.region_id == region.pk),
        )
        for region in regions
    ]
    return sorted(entries, key=lambda entry: entry.is_collectivity)


def territory_page(territory: Territory) -> TerritoryPage:
    """Read what the page of a territory shows; give it with its larger territories."""
    counts = _counts(territory)
    is_region, is_commune = territory.level == Level.REGION, territory.level == Level.COMMUNE
    former = territory.former_communes.exclude(name="").order_by("name")
    return TerritoryPage(
        territory=territory,
        counts=counts,
        groups=tuple(group for group in _groups(territory, counts) if group.places),
        former=list(former) if is_commune else [],
        former_regions=former_regions(territory) if is_region else (),
        locator=locator(territory),
    )


def _counts(territory: Territory) -> dict[str, int]:
    """Count what a territory holds, by level."""
    if territory.level == Level.COMMUNE:
        return {}
    inside = Territory.objects.inside(territory)
    counted = inside.order_by().values_list("level").annotate(total=Count("pk"))
    return dict(counted)


def _groups(territory: Territory, counts: dict[str, int]) -> Iterator[Group]:
    """Give what a territory holds, level by level, then its neighbours."""
    level, inside = territory.level, Territory.objects.inside(territory)
    codes = territory.department_codes.split()
    if level == Level.COUNTRY:
        yield Group("regions", _("Ses régions"), inside.of_level(Level.REGION).order_by("key"))
    elif level == Level.REGION:
        departments = inside.of_level(Level.DEPARTMENT).order_by("key")
        yield Group("departements", _("Ses départements"), departments)
    elif level == Level.DEPARTMENT:
        epci = list(Territory.objects.straddling(territory.code).order_by("name"))
        # Those that straddle its border count too, whatever their main département.
        counts[Level.EPCI] = len(epci)
        yield Group("intercommunalites", _("Ses intercommunalités"), epci)
        yield _largest_communes(inside, counts)
    elif level == Level.EPCI:
        if len(codes) > 1:
            crossed = Territory.objects.of_level(Level.DEPARTMENT).filter(code__in=codes)
            title = _("Les départements qu’elle réunit")
            yield Group("departements", title, crossed.order_by("key"))
        communes = inside.of_level(Level.COMMUNE).order_by("key")
        yield Group("communes", _("Ses communes"), communes, has_population=True)
    if level != Level.COUNTRY:
        yield Group("voisins", _("À côté"), near(territory))


def _largest_communes(inside: TerritoryQuerySet, counts: dict[str, int]) -> Group:
    communes = inside.of_level(Level.COMMUNE).order_by(F("population").desc(nulls_last=True))
    shown = list(communes[:LARGEST_COMMUNES])
    total = counts.get(Level.COMMUNE, 0)
    if total <= len(shown):
        return Group("communes", _("Ses communes"), shown, has_population=True)
    note = _("Sur %(total)d communes ; la recherche d’un lieu les trouve toutes.")
    title = _("Ses communes les plus peuplées")
    return Group("communes", title, shown, note % {"total": total}, has_population=True)


def find_territory(level: str, code: str) -> Territory | None:
    """Read a territory with what contains it; an old commune code gives the commune of today."""
    found = (
        Territory.objects.select_related("region", "department", "epci")
        .filter(level=level, code=code.upper())
        .first()
    )
    if found is None and level == Level.COMMUNE:
        former = FormerCommune.objects.select_related("commune").filter(code=code.upper()).first()
        return former.commune if former else None
    return found


def found_places(text: str, limit: int = FOUND) -> list[Territory]:
    """Find the territories whose name starts with a text, or has a word that does.

    Codes, names in use (« PACA ») and names of communes that have joined another count too. The
    best come first: the very name, then the larger levels, then the most inhabited.
    """
    key = place_key(text)
    if not key or "\0" in text:
        return []
    code = text.strip()[:9]
    wanted = Q(key__startswith=key) | Q(key__contains=f" {key}") | Q(code__iexact=code)
    former = FormerCommune.objects.filter(Q(key__startswith=key) | Q(code__iexact=code))
    wanted |= Q(level=Level.COMMUNE, pk__in=former.values("commune_id"))
    very_name = Q(key=key) | Q(code__iexact=code)
    for row in rows("names"):
        nickname = place_key(row["name"])
        if nickname.startswith(key):
            named = Q(level=row["level"], code=row["code"])
            wanted |= named
            very_name |= named if nickname == key else Q()
    return list(
        Territory.objects.filter(wanted)
        .select_related("department", "region")
        .annotate(nearness=_nearness(key, very_name), rank=_rank())
        .order_by("nearness", "rank", F("population").desc(nulls_last=True), "code")[:limit]
    )


def _nearness(key: str, very_name: Q) -> Case:
    """Rank the very name first, then names that start with the words, then the others."""
    return Case(
        When(very_name, then=Value(0)),
        When(key__startswith=key, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _rank() -> Case:
    """Rank the levels, the largest first."""
    return Case(
        *(When(level=level, then=Value(rank)) for level, rank in _RANK.items()),
        output_field=IntegerField(),
    )

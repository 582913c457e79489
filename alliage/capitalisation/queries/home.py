"""What the home page shows of the base."""

from collections.abc import Mapping
from dataclasses import dataclass

from alliage.capitalisation.models import Alliance
from alliage.search.models import Query
from alliage.search.queries import search
from alliage.territories.queries import FranceMap, france_map

from .maps import list_url
from .rows import Row, alliance_row

RECENT, SHOWCASE, CANDIDATES, REGIONS_SHOWN = 6, 6, 30, 8


@dataclass(frozen=True)
class RegionCount:
    """How many alliances act in a region, and the address of their list."""

    label: str
    url: str
    count: int


@dataclass(frozen=True)
class Home:
    """The living part of the home page."""

    total: int
    anchored: int
    map: FranceMap
    regions: list[RegionCount]
    recent: list[Row]
    showcase: list[Row]

    @property
    def nationwide(self) -> int:
        """How many alliances act in the whole country rather than in a region."""
        return self.total - self.anchored

    @property
    def largest(self) -> int:
        """The count of the first region, which bars are drawn against."""
        return self.regions[0].count if self.regions else 0


def home() -> Home:
    """Read the home page: counts and the newest sheets from the index, their rows in one go."""
    found = search(Query(kinds=("alliance",), facets=("region",), sort="recent", limit=CANDIDATES))
    counts = found.facets.get("region", {})
    drawn = france_map("region", counts, list_url)
    regions = [RegionCount(s.name, s.href, s.count) for s in drawn.ranked if s.count]
    slugs = [hit.slug for hit in found.hits]
    rows = Alliance.objects.published().filter(slug__in=slugs).for_listing()
    by_slug = {alliance.slug: alliance for alliance in rows}
    alliances = [by_slug[slug] for slug in slugs if slug in by_slug]
    return Home(
        total=found.total,
        anchored=_anchored(counts, found.total),
        map=drawn,
        regions=regions[:REGIONS_SHOWN],
        recent=[alliance_row(alliance) for alliance in alliances[:RECENT]],
        showcase=[alliance_row(alliance) for alliance in _most_mixed(alliances[RECENT:])],
    )


def _anchored(counts: Mapping[str, int], total: int) -> int:
    """Count alliances that name a place smaller than the country."""
    nationwide = search(Query(kinds=("alliance",), filters={"lieu": ("france:FR",)}, limit=0)).total
    return total - nationwide if counts else 0


def _most_mixed(alliances: list[Alliance]) -> list[Alliance]:
    """Choose the alliances that bring the most worlds together, then the most partners."""

    def mix(alliance: Alliance) -> tuple[int, int]:
        partners = alliance.participations.all()
        return len({partner.world for partner in partners}), len(partners)

    return sorted(alliances, key=mix, reverse=True)[:SHOWCASE]

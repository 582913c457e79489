"""Where alliances act, counted by the search index."""

from collections.abc import Mapping

from django.urls import reverse

from alliage.search.models import Query
from alliage.search.queries import search
from alliage.territories.queries import FranceMap, france_map


def counts_by_place(level: str) -> Mapping[str, int]:
    """Count published alliances by region or department, in one search."""
    found = search(Query(kinds=("alliance",), facets=(level,), limit=0))
    return found.facets.get(level, {})


def alliances_by_place(level: str) -> FranceMap:
    """Draw how many alliances act inside each region or department."""
    return france_map(level, counts_by_place(level), list_url)


def list_url(ref: str) -> str:
    """Give the address of the list of alliances of a territory."""
    return f"{reverse('capitalisation:alliances')}?territoire={ref}"

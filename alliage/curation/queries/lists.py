"""Filtered lists, asked again as they were saved."""

from collections.abc import Callable

from django.http import QueryDict

from alliage.capitalisation.queries.facets import alliance_facets, resource_facets
from alliage.network.queries import organisation_facets
from alliage.search.queries import FacetedList, FacetSpec

FACETS: dict[str, Callable[[], list[FacetSpec]]] = {
    "alliance": alliance_facets,
    "resource": resource_facets,
    "organisation": organisation_facets,
}


def clean_query_string(kind: str, query_string: str) -> str:
    """Keep of an address what its list understands, always in the same order, page left out."""
    return _asked(kind, query_string).query_string


def found_slugs(kind: str, query_string: str) -> list[str]:
    """Give all that a saved list holds now."""
    return list(_asked(kind, query_string).slugs)


def _asked(kind: str, query_string: str) -> FacetedList:
    return FacetedList(kind, FACETS[kind](), QueryDict(query_string), page_size=0)

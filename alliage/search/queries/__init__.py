"""Readings of the index: the engine in use, a search, and lists with facets."""

from .asking import engine, is_ready, search, similar
from .listing import Choice, Facet, FacetedList, FacetSpec, Link
from .state import State

__all__ = [
    "Choice",
    "Facet",
    "FacetSpec",
    "FacetedList",
    "Link",
    "State",
    "engine",
    "is_ready",
    "search",
    "similar",
]

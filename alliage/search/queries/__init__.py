"""Readings of the index: the engine in use, a search, and lists with facets."""

from .asking import engine, is_ready, search, similar
from .everything import Group, groups, suggestions
from .facets import Choice, Facet, FacetSpec, Link
from .listing import FacetedList
from .marking import marked
from .state import State

__all__ = [
    "Choice",
    "Facet",
    "FacetSpec",
    "FacetedList",
    "Group",
    "Link",
    "State",
    "engine",
    "groups",
    "is_ready",
    "marked",
    "search",
    "similar",
    "suggestions",
]

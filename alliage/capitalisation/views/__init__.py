"""Pages of the capitalisation context."""

from .alliances import alliance, alliance_card, alliances, alliances_export, alliances_map
from .resources import centre, centres, resource, resources, resources_export

__all__ = [
    "alliance",
    "alliance_card",
    "alliances",
    "alliances_export",
    "alliances_map",
    "centre",
    "centres",
    "resource",
    "resources",
    "resources_export",
]

"""Readings of the territories context."""

from .around import covering_refs, near_refs
from .gazetteer import Gazetteer
from .maps import FranceMap, Locator, france_map, locator, place_on_map
from .official import Stated
from .pages import (
    TerritoryPage,
    find_territory,
    found_places,
    regions_with_departments,
    territory_page,
)
from .placing import Placement, Placer, UnknownPlace
from .references import (
    by_refs,
    facet_refs,
    former_regions,
    labels_for_refs,
    near,
    parse_ref,
    place_synonyms,
    place_words,
)

__all__ = [
    "FranceMap",
    "Gazetteer",
    "Locator",
    "Placement",
    "Placer",
    "Stated",
    "TerritoryPage",
    "UnknownPlace",
    "by_refs",
    "covering_refs",
    "facet_refs",
    "find_territory",
    "former_regions",
    "found_places",
    "france_map",
    "labels_for_refs",
    "locator",
    "near",
    "near_refs",
    "parse_ref",
    "place_on_map",
    "place_synonyms",
    "place_words",
    "regions_with_departments",
    "territory_page",
]

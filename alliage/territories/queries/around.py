"""Around a territory: what covers it from above, what lies near."""

from collections.abc import Iterable

from alliage.territories.models import Level

from .references import by_refs, facet_refs, near

SIZES = (Level.COMMUNE, Level.EPCI, Level.DEPARTMENT, Level.REGION, Level.COUNTRY)


def covering_refs(refs: Iterable[str]) -> tuple[str, ...]:
    """Give the references of the larger territories that hold these, these excluded."""
    chosen = by_refs(refs)
    found = (
        ref
        for territory in chosen.values()
        for ref in facet_refs(territory)
        if SIZES.index(ref.partition(":")[0]) > SIZES.index(territory.level)
    )
    return tuple(dict.fromkeys(ref for ref in found if ref not in chosen))


def near_refs(ref: str) -> list[str]:
    """Give the references of the territories of the same level that lie nearest."""
    territory = by_refs([ref]).get(ref)
    return [neighbour.ref for neighbour in near(territory)] if territory else []

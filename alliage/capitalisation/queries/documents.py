"""What the search engine learns about alliances and resources."""

from collections.abc import Iterable, Iterator

from alliage.capitalisation.models import Alliance, Resource
from alliage.search.models import Document
from alliage.territories.models import Level
from alliage.territories.queries import facet_refs, place_words

CHUNK = 500
PERIOD_YEARS = 5


def alliance_documents(slugs: Iterable[str] | None) -> Iterator[Document]:
    """Give the documents of published alliances: those of these slugs, or all."""
    alliances = Alliance.objects.published().for_sheet().order_by("pk")
    if slugs is not None:
        alliances = alliances.filter(slug__in=list(slugs))
    for alliance in alliances.iterator(chunk_size=CHUNK):
        yield alliance_document(alliance)


def alliance_document(alliance: Alliance) -> Document:
    """Say what can be found of one alliance; reads only prefetched rows."""
    participations = alliance.participations.all()
    places = alliance.places.all()
    domains = alliance.domains.all()
    return Document(
        kind="alliance",
        slug=alliance.slug,
        title=alliance.title,
        summary=alliance.summary,
        body="\n".join(
            [
                alliance.problem,
                alliance.solution,
                alliance.results,
                alliance.lessons,
                alliance.success_conditions,
                *(row.role for row in participations),
                *(row.label for row in alliance.figures.all()),
            ]
        ),
        labels=(
            *(domain.label_fr for domain in domains),
            *(str(row.get_type_display()) for row in alliance.types.all()),
        ),
        names=tuple(row.stated_name for row in participations),
        places=(
            *(place.stated_name for place in places if place.stated_name),
            *(word for place in places for word in place_words(place.territory)),
        ),
        facets=_alliance_facets(alliance),
        year=alliance.start_year,
        updated=int(alliance.updated_at.timestamp()),
        checked=alliance.freshness.day,
    )


def _alliance_facets(alliance: Alliance) -> dict[str, tuple[str, ...]]:
    participations = alliance.participations.all()
    places = alliance.places.all()
    refs = _unique(ref for place in places for ref in facet_refs(place.territory))
    return {
        "type": tuple(row.type for row in alliance.types.all()),
        "domaine": tuple(domain.slug for domain in alliance.domains.all()),
        "acteur": _unique(row.kind for row in participations),
        "monde": _unique(str(row.world) for row in participations),
        "taille": _unique(row.size for row in participations if row.size),
        "territoire": refs,
        "region": _of_level(refs, Level.REGION),
        "departement": _of_level(refs, Level.DEPARTMENT),
        "lieu": _unique(place.territory.ref for place in places),
        "odd": tuple(str(goal.number) for goal in alliance.goals.all()),
        "stade": (alliance.stage,),
        "impact": tuple(row.kind for row in alliance.impacts.all()),
        "periode": (period(alliance.start_year),) if alliance.start_year else (),
        "partenaire": _unique(row.organisation.slug for row in participations),
    }


def resource_documents(slugs: Iterable[str] | None) -> Iterator[Document]:
    """Give the documents of published resources: those of these slugs, or all."""
    resources = Resource.objects.published().for_listing()
    if slugs is not None:
        resources = resources.filter(slug__in=list(slugs))
    for resource in resources.iterator(chunk_size=CHUNK):
        yield resource_document(resource)


def resource_document(resource: Resource) -> Document:
    """Say what can be found of one resource; reads only prefetched rows."""
    audiences = resource.audiences.all()
    door = resource.entry_door
    return Document(
        kind="resource",
        slug=resource.slug,
        title=resource.title,
        summary=resource.description,
        labels=(
            resource.format,
            str(resource.get_medoc_display()),
            *([door.label_fr] if door else []),
            *(term.label_fr for term in audiences),
        ),
        names=(resource.publisher,) if resource.publisher else (),
        facets={
            "famille": (resource.medoc,),
            "usage": (resource.usage,),
            "acces": (resource.access,),
            "public": tuple(term.code for term in audiences),
            "maturite": tuple(term.code for term in resource.maturities.all()),
            "porte": (door.code,) if door else (),
            "format": (resource.format,) if resource.format else (),
        },
        year=resource.year,
        updated=int(resource.updated_at.timestamp()),
        checked=resource.freshness.day,
    )


def period(year: int) -> str:
    """Name the five-year slice of a year.

    >>> period(2016), period(2020)
    ('2015-2019', '2020-2024')
    """
    start = year - year % PERIOD_YEARS
    return f"{start}-{start + PERIOD_YEARS - 1}"


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _of_level(refs: Iterable[str], level: Level) -> tuple[str, ...]:
    return tuple(ref for ref in refs if ref.startswith(f"{level}:"))

"""What a published sheet looks like to a harvester."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from alliage.capitalisation.models import Alliance, KitItem, Resource
from alliage.harvesting.formats import Learning, dublin_core, lom
from alliage.harvesting.models import RecordKind


@dataclass(frozen=True)
class Offered:
    """One record, ready to be served."""

    slug: str
    sets: str
    dublin_core: str
    lom: str

    @property
    def digest(self) -> str:
        """What changes when the record does."""
        return sha256("\0".join((self.sets, self.dublin_core, self.lom)).encode()).hexdigest()


def published_slugs(kind: str) -> list[str]:
    """List all that is offered of a kind."""
    return list(_published(kind).order_by("pk").values_list("slug", flat=True))


def offered(kind: str, slugs: Iterable[str]) -> list[Offered]:
    """Read some records, in a constant number of queries."""
    with override("fr"):
        if kind == RecordKind.ALLIANCE:
            return _alliances(slugs)
        return _resources(slugs)


def _published(kind: str) -> QuerySet[Alliance] | QuerySet[Resource]:
    if kind == RecordKind.ALLIANCE:
        return Alliance.objects.published()
    return _own_resources()


def _own_resources() -> QuerySet[Resource]:
    """Leave out what was harvested elsewhere: its source offers it, with its dates and deletions.

    Offered again here it would reach twice whoever harvests both, and two instances that harvest
    each other would send the same record round for ever.
    """
    return Resource.objects.published().filter(harvested_record__isnull=True)


def _sets(base: str, items: Iterable[KitItem]) -> str:
    centres = sorted({f"centre:{item.centre.slug}" for item in items})
    return f"|{'|'.join([base, *centres])}|"


def _url(name: str, slug: str) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=[slug])}"


def _alliances(slugs: Iterable[str]) -> list[Offered]:
    found = (
        Alliance.objects.published()
        .filter(slug__in=list(slugs))
        .prefetch_related("domains", "goals", "participations", "places__territory__department")
        .prefetch_related("kit_items__centre")
    )
    return [
        Offered(
            alliance.slug, _sets("alliances", alliance.kit_items.all()), _alliance_dc(alliance), ""
        )
        for alliance in found
    ]


def _alliance_dc(alliance: Alliance) -> str:
    story = [alliance.summary, alliance.problem, alliance.solution, alliance.results]
    return dublin_core(
        [
            ("title", alliance.title),
            *(("creator", partner.stated_name) for partner in alliance.participations.all()),
            *(("subject", str(domain)) for domain in alliance.domains.all()),
            *(("subject", str(goal)) for goal in alliance.goals.all()),
            *(("description", told) for told in story),
            ("type", "alliance"),
            ("format", "text/html"),
            ("identifier", _url("capitalisation:alliance", alliance.slug)),
            ("language", "fr"),
            *(("coverage", place.label) for place in alliance.places.all()),
            ("rights", alliance.licence),
        ]
    )


def _resources(slugs: Iterable[str]) -> list[Offered]:
    found = (
        _own_resources()
        .filter(slug__in=list(slugs))
        .select_related("entry_door")
        .prefetch_related("audiences", "maturities", "kit_items__centre")
    )
    return [
        Offered(
            resource.slug,
            _sets("resources", resource.kit_items.all()),
            _resource_dc(resource),
            lom(_learning(resource)),
        )
        for resource in found
    ]


def _subjects(resource: Resource) -> list[str]:
    door = [str(resource.entry_door)] if resource.entry_door else []
    return [*door, *(str(term) for term in resource.audiences.all())]


def _resource_dc(resource: Resource) -> str:
    return dublin_core(
        [
            ("title", resource.title),
            *(("subject", subject) for subject in _subjects(resource)),
            ("description", resource.description),
            ("publisher", resource.publisher),
            ("date", str(resource.year or "")),
            ("type", resource.medoc),
            ("format", resource.format),
            ("identifier", _url("capitalisation:resource", resource.slug)),
            ("source", resource.url),
            ("language", "fr"),
            ("rights", resource.licence),
        ]
    )


def _learning(resource: Resource) -> Learning:
    return Learning(
        identifier=_url("capitalisation:resource", resource.slug),
        title=resource.title,
        description=resource.description,
        keywords=tuple(_subjects(resource)),
        location=resource.url,
        format=resource.format,
        publisher=resource.publisher,
        year=str(resource.year or ""),
        family=resource.medoc,
        licence=resource.licence,
    )

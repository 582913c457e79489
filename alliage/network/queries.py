"""Readings of the network."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alliage.accounts.models import User
from alliage.calc.french import name_key
from alliage.calc.typography import capital
from alliage.search.models import Document
from alliage.search.queries import FacetSpec
from alliage.territories.models import Level, Territory
from alliage.territories.queries import facet_refs, labels_for_refs, near_refs, place_words
from alliage.web.exports import Entry, Table

from .domains import shares_domain
from .identifiers import clean_rna, clean_siren, clean_siret
from .models import (
    ActorKind,
    Animation,
    Invitation,
    Membership,
    MembershipQuerySet,
    Organisation,
    OrganisationSize,
    World,
)
from .permissions import animates_instance, holders

CHUNK = 500
COLUMNS = [
    "slug",
    "name",
    "kind",
    "size",
    "siren",
    "siret",
    "rna",
    "territory",
    "url",
    "aliases",
]
LIST_SEPARATOR = " | "
# How official numbers are read: what is wrong gives an empty text.
OFFICIAL_NUMBERS: Mapping[str, Callable[[str], str]] = {
    "siren": clean_siren,
    "siret": clean_siret,
    "rna": clean_rna,
}


def organisation_documents(slugs: Iterable[str] | None) -> Iterator[Document]:
    """Give the documents of organisations: those of these slugs, or all.

    Collective names are left out: nobody looks for « Communes rurales » as for somebody.
    """
    organisations = Organisation.objects.public().named().for_listing().prefetch_related("aliases")
    if slugs is not None:
        organisations = organisations.filter(slug__in=list(slugs))
    for organisation in organisations.iterator(chunk_size=CHUNK):
        yield organisation_document(organisation)


def organisation_document(organisation: Organisation) -> Document:
    """Say what can be found of one organisation; reads only prefetched rows."""
    territory = organisation.territory
    refs = tuple(facet_refs(territory)) if territory else ()
    return Document(
        kind="organisation",
        slug=organisation.slug,
        title=organisation.name,
        labels=(str(organisation.get_kind_display()),),
        names=tuple(alias.name for alias in organisation.aliases.all()),
        places=tuple(place_words(territory)) if territory else (),
        facets={
            "acteur": (organisation.kind,),
            "monde": (str(organisation.world),),
            "taille": (organisation.size,) if organisation.size else (),
            "territoire": refs,
            "region": tuple(ref for ref in refs if ref.startswith("region:")),
        },
    )


def organisation_facets() -> list[FacetSpec]:
    """Give the facets of the list of organisations."""
    return [
        FacetSpec("monde", gettext_lazy("Monde"), dict(World.choices), kind="world"),
        FacetSpec("acteur", gettext_lazy("Type d’acteur"), dict(ActorKind.choices), shown=8),
        FacetSpec("taille", gettext_lazy("Taille"), dict(OrganisationSize.choices)),
        FacetSpec(
            "territoire",
            gettext_lazy("Territoire"),
            labels_for_refs,
            offered_by="region",
            near=near_refs,
        ),
    ]


def organisations_table(slugs: Iterable[str]) -> Table:
    """Lay organisations out for the formats that an import reads back."""
    ordered = sorted(slugs)
    return Table(
        name="organisations",
        columns=lambda: COLUMNS,
        cells=lambda: map(organisation_cells, _read(ordered)),
        records=lambda: map(organisation_record, _read(ordered)),
    )


def organisations_named(slugs: Sequence[str]) -> list[Organisation]:
    """Read organisations in the order of their slugs."""
    return list(_read(slugs))


def _read(slugs: Sequence[str]) -> Iterator[Organisation]:
    for part in batched(slugs, CHUNK, strict=False):
        rows = Organisation.objects.public().filter(slug__in=part).for_listing()
        found = {row.slug: row for row in rows.prefetch_related("aliases")}
        yield from (found[slug] for slug in part if slug in found)


def organisation_record(organisation: Organisation) -> dict[str, Any]:
    """Lay an organisation out for the open formats; reads prefetched aliases."""
    territory = organisation.territory
    values = {
        "slug": organisation.slug,
        "name": organisation.name,
        "kind": organisation.kind,
        "size": organisation.size,
        "siren": organisation.siren,
        "siret": organisation.siret,
        "rna": organisation.rna,
        "territory": territory.ref if territory else "",
        "url": organisation.url,
    }
    aliases = [alias.name for alias in organisation.aliases.all()]
    return {**{name: value or None for name, value in values.items()}, "aliases": aliases}


def organisation_cells(organisation: Organisation) -> dict[str, str]:
    """Lay an organisation flat, for CSV and spreadsheets."""
    record = organisation_record(organisation)
    aliases = LIST_SEPARATOR.join(record.pop("aliases"))
    return {**{name: value or "" for name, value in record.items()}, "aliases": aliases}


def organisation_feature(organisation: Organisation) -> dict[str, Any]:
    """Draw an organisation as a GeoJSON feature, at the centre of its territory if it has one."""
    territory = organisation.territory
    has_point = territory is not None and territory.longitude is not None
    return {
        "type": "Feature",
        "id": organisation.slug,
        "geometry": {"type": "Point", "coordinates": [territory.longitude, territory.latitude]}
        if territory is not None and has_point
        else None,
        "properties": organisation_record(organisation),
    }


def organisation_entry(organisation: Organisation) -> Entry:
    """Tell an organisation in a feed."""
    return Entry(
        title=organisation.name,
        url=settings.SITE_URL + organisation.get_absolute_url(),
        summary=str(organisation.get_kind_display()),
        updated_at=organisation.updated_at,
    )


def organisation_facts(organisation: Organisation) -> list[tuple[str, str]]:
    """Say what is known of an organisation."""
    pairs = [
        (_("Type d’acteur"), str(organisation.get_kind_display())),
        (_("Taille"), str(organisation.get_size_display())),
        (_("Territoire"), organisation.territory.label if organisation.territory else ""),
        (_("SIREN"), organisation.siren),
        (_("SIRET"), organisation.siret),
        (_("Numéro RNA"), organisation.rna),
    ]
    return [(label, capital(value)) for label, value in pairs if value]


def organisation_linked_data(organisation: Organisation) -> dict[str, Any]:
    """Describe an organisation as schema.org does."""
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": settings.SITE_URL + organisation.get_absolute_url(),
        "name": organisation.name,
        **({"url": organisation.url} if organisation.url else {}),
        **({"identifier": organisation.siren} if organisation.siren else {}),
    }


# --- People ------------------------------------------------------------------------------------
def animators_of(territories: Iterable[Territory]) -> QuerySet[User]:
    """Give those who animate one of these territories, one that holds it, or the instance."""
    scopes = set().union(*(holders(territory) for territory in territories))
    animations = Animation.objects.filter(Q(territory=None) | Q(territory__in=scopes))
    return User.objects.filter(is_active=True, pk__in=animations.values("user")).order_by("pk")


def proves_by_domain(organisation: Organisation, addresses: Iterable[str]) -> bool:
    """Tell whether one of these addresses is of the organisation’s own domain."""
    return not organisation.is_collective and shares_domain(addresses, organisation.url)


def representatives_of(organisation: Organisation) -> QuerySet[User]:
    """Give those who may speak for an organisation."""
    memberships = organisation.memberships.active().filter(role=Membership.Role.REPRESENTATIVE)
    return User.objects.filter(is_active=True, pk__in=memberships.values("user")).order_by("pk")


def memberships_of(user: User) -> MembershipQuerySet:
    """Give the organisations of a person, with what became of each request."""
    return user.memberships.for_listing().order_by("organisation__name", "pk")


def membership_of(user: User | AnonymousUser, organisation: Organisation) -> Membership | None:
    """Give the tie of a person to an organisation, if there is one."""
    if not user.is_authenticated:
        return None
    return Membership.objects.filter(user=user, organisation=organisation).first()


def members_of(organisation: Organisation) -> MembershipQuerySet:
    """Give who belongs to an organisation, representatives first."""
    active = organisation.memberships.active().for_listing()
    return active.order_by("-role", "user__name", "user__email", "pk")


def invitations_of(organisation: Organisation) -> QuerySet[Invitation]:
    """Give the invitations that nobody answered yet."""
    return organisation.invitations.select_related("by")


def requests_for(animator: User) -> MembershipQuerySet:
    """Give the requests that a person may answer as an animator: within their scope alone."""
    requested = Membership.objects.requested().for_listing().exclude(user=animator)
    if animates_instance(animator):
        return requested
    animated = Territory.objects.filter(animations__user=animator)
    scope = Q(organisation__territory__in=animated)
    for larger in ("epci", "department", "region"):
        scope |= Q(**{f"organisation__territory__{larger}__in": animated})
    if animated.filter(level=Level.COUNTRY).exists():
        scope |= Q(organisation__territory__isnull=False)
    return requested.filter(scope)


def organisation_names(words: str, limit: int = 12) -> list[str]:
    """Give the names of organisations that hold what is being typed; nothing under two letters."""
    key = name_key(words)
    if len(key) < 2:
        return []
    found = Organisation.objects.public().named().filter(key__contains=key)
    return list(found.order_by("name").values_list("name", flat=True)[:limit])

"""Write resources brought by a file."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.capitalisation.interchange.cleaning import Cleaner
from alliage.capitalisation.interchange.layout import OPTIONAL_RESOURCE_COLUMNS, RESOURCE_COLUMNS
from alliage.capitalisation.interchange.records import ResourceRecord, clean_resource
from alliage.capitalisation.models import EditorialState, Resource
from alliage.search.services import reindex
from alliage.taxonomy.models import Term, Vocabulary

from .imports import Tally

PLAIN_FIELDS = [
    "title",
    "description",
    "medoc",
    "usage",
    "access",
    "format",
    "publisher",
    "year",
    "licence",
    "url",
    "source_url",
    "consulted_on",
]
WRITTEN_FIELDS = [*PLAIN_FIELDS, "entry_door", "editorial_state", "updated_at"]
LINKS = {"audiences": Vocabulary.AUDIENCE, "maturities": Vocabulary.MATURITY}
State = tuple[object, ...]


class ResourceWriter:
    """Write resources; reads the vocabularies once."""

    columns: Sequence[str] = [*RESOURCE_COLUMNS, *OPTIONAL_RESOURCE_COLUMNS]
    required = "title"

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Read the vocabularies."""
        vocabularies = [Vocabulary.ENTRY_DOOR, *LINKS.values()]
        terms = Term.objects.filter(vocabulary__in=vocabularies)
        self._terms = {(term.vocabulary, term.code): term for term in terms}

    def clean(self, cleaner: Cleaner) -> ResourceRecord:
        """Read a resource, and check that its terms exist."""
        record = clean_resource(cleaner)
        if record.entry_door:
            self._check(cleaner, "entry_door", Vocabulary.ENTRY_DOOR, record.entry_door)
        for code in record.audiences:
            self._check(cleaner, "audiences", Vocabulary.AUDIENCE, code)
        for code in record.maturities:
            self._check(cleaner, "maturity", Vocabulary.MATURITY, code)
        return record

    def _check(self, cleaner: Cleaner, field: str, vocabulary: Vocabulary, code: str) -> None:
        if (vocabulary, code) not in self._terms:
            known = ", ".join(c for v, c in self._terms if v == vocabulary)
            cleaner.refuse(field, _("n’est pas connu ; choisissez parmi : %s.") % known, code)

    def write(self, records: Sequence[ResourceRecord]) -> Tally:
        """Create or change the resources of a batch; those that are already so stay untouched."""
        slugs = [record.slug for record in records]
        known = {r.slug: r for r in Resource.objects.filter(slug__in=slugs).for_listing()}
        fresh = [r for r in records if r.slug not in known]
        changed = [r for r in records if r.slug in known and _state(known[r.slug]) != _wanted(r)]
        made = [self._filled(Resource(slug=r.slug), r) for r in fresh]
        resources = Resource.objects.bulk_create(made)
        stale = [self._filled(known[r.slug], r) for r in changed]
        Resource.objects.bulk_update(stale, WRITTEN_FIELDS)
        self._link(resources + stale, fresh + changed)
        return Tally(
            created=[r.slug for r in fresh],
            updated=[r.slug for r in changed],
            unchanged=len(records) - len(fresh) - len(changed),
        )

    def finish(self, tally: Tally) -> None:
        """Have the search engine learn what changed, once it is safely written."""
        slugs = tally.created + tally.updated
        if slugs:
            transaction.on_commit(lambda: reindex("resource", slugs))

    def _filled(self, resource: Resource, record: ResourceRecord) -> Resource:
        for name in PLAIN_FIELDS:
            setattr(resource, name, getattr(record, name))
        resource.entry_door = self._terms.get((Vocabulary.ENTRY_DOOR, record.entry_door))
        resource.editorial_state = EditorialState.PUBLISHED
        resource.updated_at = timezone.now()
        return resource

    def _link(self, resources: Sequence[Resource], records: Sequence[ResourceRecord]) -> None:
        for name, vocabulary in LINKS.items():
            through: Any = getattr(Resource, name).through
            through._default_manager.filter(resource__in=resources).delete()
            through._default_manager.bulk_create(
                through(resource_id=resource.pk, term_id=self._terms[vocabulary, code].pk)
                for resource, record in zip(resources, records, strict=True)
                for code in getattr(record, name)
            )


def _state(resource: Resource) -> State:
    return (
        *(getattr(resource, name) for name in PLAIN_FIELDS),
        resource.entry_door.code if resource.entry_door else "",
        *(sorted(term.code for term in getattr(resource, name).all()) for name in LINKS),
    )


def _wanted(record: ResourceRecord) -> State:
    return (
        *(getattr(record, name) for name in PLAIN_FIELDS),
        record.entry_door,
        *(sorted(getattr(record, name)) for name in LINKS),
    )

"""Write one page of harvested records, and leave alone what was changed here by hand."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alliage.capitalisation.models import (
    Access,
    EditorialState,
    KitAxis,
    KitItem,
    Medoc,
    Resource,
    Usage,
)
from alliage.harvesting.models import HarvestedRecord, HarvestSource
from alliage.harvesting.reading import Record
from alliage.harvesting.reading.mapping import (
    LONGEST_TITLE,
    RefusedRecordError,
    Wanted,
    shortened,
    wanted,
)
from alliage.search.services import reindex
from alliage.taxonomy.models import Term, Vocabulary

Values = dict[str, Any]
LINKS = ("entry_door", "audiences")
# Where a resource stands in the kit of the centre that the source feeds.
AXES = {
    Medoc.METHOD: KitAxis.METHODS,
    Medoc.EXAMPLE: KitAxis.EXAMPLES,
    Medoc.DATA: KitAxis.REFERENCE,
    Medoc.TOOL: KitAxis.TOOLBOX,
    Medoc.SKILL: KitAxis.METHODS,
}


@dataclass(frozen=True)
class Refused:
    """A record that could not become a resource."""

    identifier: str
    title: str
    reason: str


@dataclass
class PageTally:
    """What a page brought."""

    created: int = 0
    updated: int = 0
    deleted: int = 0
    unchanged: int = 0
    refused: list[Refused] = field(default_factory=list)


class RecordWriter:
    """Write the records of one source; the vocabularies are read once."""

    def __init__(self, source: HarvestSource) -> None:
        """Read the terms that subjects may name."""
        self._source = source
        terms = list(
            Term.objects.filter(vocabulary__in=[Vocabulary.ENTRY_DOOR, Vocabulary.AUDIENCE])
        )
        self._terms = {(term.vocabulary, term.code): term for term in terms}
        self._by_label = {(t.vocabulary, t.label_fr.casefold()): t.code for t in terms}

    def write(self, records: Iterable[Record]) -> PageTally:
        """Write some records within the transaction of their page."""
        tally, touched = PageTally(), set[str]()
        some = list(records)
        known = {
            record.identifier: record
            for record in HarvestedRecord.objects.filter(
                source=self._source, identifier__in=[one.identifier for one in some]
            )
            .select_related("resource__entry_door")
            .prefetch_related("resource__audiences")
        }
        for one in some:
            there = known.get(one.identifier)
            try:
                made = self._delete(one, there) if one.is_deleted else self._write(one, there)
            except RefusedRecordError as refusal:
                title = one.told.titles[0] if one.told and one.told.titles else ""
                tally.refused.append(
                    Refused(one.identifier, shortened(title, LONGEST_TITLE), str(refusal))
                )
                continue
            outcome, record = made
            setattr(tally, outcome, getattr(tally, outcome) + 1)
            if record is not None:
                known[one.identifier] = record
            if record is not None and record.resource and outcome != "unchanged":
                touched.add(record.resource.slug)
        if touched:
            transaction.on_commit(lambda: reindex("resource", sorted(touched)))
        return tally

    def _write(self, one: Record, there: HarvestedRecord | None) -> tuple[str, HarvestedRecord]:
        if not one.identifier:
            raise RefusedRecordError(_("Cette notice n’a pas d’identifiant utilisable."))
        found = wanted(one.told, self._source.family)
        values = self._values(found)
        if there is None or (there.resource is None and there.is_deleted):
            return "created", self._create(one, there, found, values)
        outcome = "unchanged"
        if there.resource is not None and self._change(there.resource, there.written, values):
            outcome = "updated"
        self._keep(there, one, found, values)
        return outcome, there

    def _values(self, found: Wanted) -> Values:
        """Say all that is written: the fields, the terms that the subjects name, the state."""
        words = [subject.casefold() for subject in found.subjects]
        doors = [self._by_label.get((Vocabulary.ENTRY_DOOR, word)) for word in words]
        audiences = {self._by_label.get((Vocabulary.AUDIENCE, word)) for word in words}
        return {
            **found.fields,
            "entry_door": next((code for code in doors if code), ""),
            "audiences": sorted(code for code in audiences if code),
            "editorial_state": str(EditorialState.PUBLISHED),
        }

    def _create(
        self, one: Record, there: HarvestedRecord | None, found: Wanted, values: Values
    ) -> HarvestedRecord:
        plain = {name: value for name, value in values.items() if name not in LINKS}
        resource = Resource.objects.create(
            slug=_free_slug(values["title"]),
            usage=Usage.LEARN_ABOUT,
            access=Access.OPEN,
            entry_door=self._terms.get((Vocabulary.ENTRY_DOOR, values["entry_door"])),
            **plain,
        )
        if values["audiences"]:
            resource.audiences.add(*self._audiences(values))
        if self._source.centre_id:
            axis = AXES[Medoc(values["medoc"])]
            KitItem.objects.create(centre_id=self._source.centre_id, axis=axis, resource=resource)
        record = there or HarvestedRecord(source=self._source, identifier=one.identifier)
        record.resource = resource
        self._keep(record, one, found, values)
        return record

    def _keep(self, record: HarvestedRecord, one: Record, found: Wanted, values: Values) -> None:
        record.values, record.original_url = values, found.original_url
        record.datestamp, record.is_deleted = one.datestamp, False
        record.harvested_at = timezone.now()
        record.save()

    def _change(self, resource: Resource, written: Values, values: Values) -> bool:
        """Write the fields that are still as they were last harvested; say whether any changed."""
        present = _present(resource)
        stale = {
            name: value
            for name, value in values.items()
            if value != present[name] and name in written and present[name] == written[name]
        }
        if not stale:
            return False
        for name, value in stale.items():
            if name == "entry_door":
                resource.entry_door = self._terms.get((Vocabulary.ENTRY_DOOR, value))
            elif name == "audiences":
                resource.audiences.set(self._audiences(values))
            else:
                setattr(resource, name, value)
        resource.save()
        return True

    def _audiences(self, values: Values) -> list[Term]:
        return [self._terms[Vocabulary.AUDIENCE, code] for code in values["audiences"]]

    def _delete(
        self, one: Record, there: HarvestedRecord | None
    ) -> tuple[str, HarvestedRecord | None]:
        """Archive what the source withdrew, unless somebody here made it theirs."""
        if there is None or there.is_deleted:
            return "unchanged", there
        there.is_deleted, there.datestamp = True, one.datestamp
        there.harvested_at = timezone.now()
        resource = there.resource
        if resource is not None and not is_edited(resource, there.written):
            resource.editorial_state = EditorialState.ARCHIVED
            resource.save(update_fields=["editorial_state", "updated_at"])
            there.values = {**there.written, "editorial_state": str(EditorialState.ARCHIVED)}
        there.save()
        return "deleted", there


def is_edited(resource: Resource, written: Values) -> bool:
    """Tell whether a resource differs from what was last harvested: somebody changed it here."""
    present = _present(resource)
    return any(present[name] != value for name, value in written.items() if name in present)


def _present(resource: Resource) -> Values:
    return {
        "title": resource.title,
        "description": resource.description,
        "medoc": resource.medoc,
        "format": resource.format,
        "publisher": resource.publisher,
        "year": resource.year,
        "licence": resource.licence,
        "url": resource.url,
        "source_url": resource.source_url,
        "entry_door": resource.entry_door.code if resource.entry_door else "",
        "audiences": sorted(term.code for term in resource.audiences.all()),
        "editorial_state": str(resource.editorial_state),
    }


def _free_slug(title: str) -> str:
    """Make the identifier of a new resource; writers wait for one another (one_at_a_time)."""
    base = slugify(title.replace("’", " ").replace("'", " "))[:100].strip("-") or "ressource"
    taken = set(Resource.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug

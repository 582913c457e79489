"""Keep the ledger true to what is published.

Whoever changes a sheet tells the search engine; we hear it too, and date the record. A refresh of
the whole compares every published sheet with the ledger, for what was changed in silence.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import batched

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from alliage.harvesting.models import LedgerEntry, RecordKind
from alliage.harvesting.queries.offered import Offered, offered, published_slugs

BATCH = 500
WRITTEN = ["datestamp", "is_deleted", "sets", "digest", "dublin_core", "lom"]


@dataclass
class LedgerTally:
    """What a refresh found."""

    changed: int = 0
    deleted: int = 0

    def __str__(self) -> str:
        return f"{self.changed} notices nouvelles ou modifiées, {self.deleted} retirées."


@task()
def refresh() -> str:
    """Compare the whole with the ledger, in the background; run twice, it changes nothing."""
    return str(refresh_ledger())


def on_change(kind: str | None, slugs: Iterable[str] | None) -> None:
    """Hear from the search engine that some sheets changed."""
    if kind is None or kind in RecordKind.values:
        refresh_ledger(kind, slugs)


def refresh_ledger(kind: str | None = None, slugs: Iterable[str] | None = None) -> LedgerTally:
    """Date what changed, appeared or was withdrawn, among some sheets or among all."""
    tally = LedgerTally()
    wanted = None if slugs is None else sorted(set(slugs))
    for name in [kind] if kind else RecordKind.values:
        known = LedgerEntry.objects.filter(kind=name, is_deleted=False).values_list(
            "slug", flat=True
        )
        every = wanted if wanted is not None else sorted({*known, *published_slugs(name)})
        for some in batched(every, BATCH, strict=False):
            _refresh_some(name, some, tally)
    return tally


@transaction.atomic
def _refresh_some(kind: str, slugs: Iterable[str], tally: LedgerTally) -> None:
    entries = LedgerEntry.objects.filter(kind=kind, slug__in=slugs)
    known = {entry.slug: entry for entry in entries}
    now = timezone.now().replace(microsecond=0)
    found = offered(kind, slugs)
    changed = [_entry(kind, one, now) for one in found if _differs(known.get(one.slug), one)]
    there = {one.slug for one in found}
    gone = [e for e in known.values() if e.slug not in there and not e.is_deleted]
    for entry in gone:
        # The sets stay: a harvester of one set must learn that its record left.
        entry.is_deleted, entry.datestamp = True, now
        entry.digest = entry.dublin_core = ""
        # `lom` says that this format existed: the header is then served in it as deleted.
    LedgerEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["kind", "slug"], update_fields=WRITTEN
    )
    LedgerEntry.objects.bulk_update(gone, ["is_deleted", "datestamp", "digest", "dublin_core"])
    tally.changed += len(changed)
    tally.deleted += len(gone)


def _differs(entry: LedgerEntry | None, one: Offered) -> bool:
    return entry is None or entry.is_deleted or entry.digest != one.digest


def _entry(kind: str, one: Offered, now: datetime) -> LedgerEntry:
    return LedgerEntry(
        kind=kind,
        slug=one.slug,
        datestamp=now,
        sets=one.sets,
        digest=one.digest,
        dublin_core=one.dublin_core,
        lom=one.lom,
    )

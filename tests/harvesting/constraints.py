"""The rules that the database keeps for harvesting."""

from typing import Any

from django.utils import timezone

from alliage.harvesting.models import HarvestedRecord, HarvestRun, HarvestSource, LedgerEntry


def entry(**fields: Any) -> LedgerEntry:
    given = {"kind": "alliance", "slug": "une", "digest": "x", **fields}
    return LedgerEntry.objects.create(datestamp=timezone.now(), **given)


def entered_twice() -> None:
    entry()
    entry()


def source(**fields: Any) -> HarvestSource:
    given = {"name": "Une", "base_url": "https://un.fr/oai", **fields}
    return HarvestSource.objects.create(**given)


def sourced_twice() -> None:
    source()
    source()


def run(**fields: Any) -> HarvestRun:
    now = timezone.now()
    one = HarvestSource.objects.first() or source()
    given = {"source": one, "owner": "x", "started_at": now, "heartbeat_at": now, **fields}
    return HarvestRun.objects.create(**given)


def run_twice() -> None:
    run()
    run()


def record() -> HarvestedRecord:
    one = HarvestSource.objects.first() or source()
    return HarvestedRecord.objects.create(
        source=one, identifier="oai:un", harvested_at=timezone.now()
    )


def recorded_twice() -> None:
    record()
    record()


REFUSED = [
    ("ledger_entry_kind_known", entry, {"kind": "x"}),
    ("harvest_source_named", source, {"name": ""}),
    ("harvest_source_prefix_known", source, {"metadata_prefix": "marc"}),
    ("harvest_source_family_known", source, {"family": "livre"}),
    ("harvest_source_hours_plausible", source, {"every_hours": 0}),
    ("harvest_source_token_has_list", source, {"token": "x"}),
    ("harvest_run_state_known", run, {"state": "lost", "ended_at": timezone.now()}),
    ("harvest_run_ends_when_it_ended", run, {"state": "done"}),
    (
        "harvest_run_failure_has_its_sentence",
        run,
        {"state": "failed", "ended_at": timezone.now()},
    ),
]
SAME = [
    ("ledger_entry_once", entered_twice),
    ("harvest_source_once", sourced_twice),
    ("harvest_run_alone", run_twice),
    ("harvested_record_once", recorded_twice),
]

"""What is offered to harvesters, and what is harvested elsewhere."""

from .ledger import LedgerEntry, LedgerEntryQuerySet, RecordKind
from .runs import HarvestRefusal, HarvestRun
from .sources import HarvestedRecord, HarvestSource, HarvestSourceQuerySet, MetadataPrefix

__all__ = [
    "HarvestRefusal",
    "HarvestRun",
    "HarvestSource",
    "HarvestSourceQuerySet",
    "HarvestedRecord",
    "LedgerEntry",
    "LedgerEntryQuerySet",
    "MetadataPrefix",
    "RecordKind",
]

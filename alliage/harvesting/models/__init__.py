"""What is offered to harvesters, and what is harvested elsewhere."""

from .ledger import LedgerEntry, LedgerEntryQuerySet, RecordKind

__all__ = ["LedgerEntry", "LedgerEntryQuerySet", "RecordKind"]

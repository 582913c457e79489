"""Writes of the harvesting context."""

from .ledger import LedgerTally, on_change, refresh, refresh_ledger

__all__ = ["LedgerTally", "on_change", "refresh", "refresh_ledger"]

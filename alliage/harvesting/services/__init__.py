"""Writes of the harvesting context."""

from .harvests import harvest
from .ledger import LedgerTally, on_change, refresh, refresh_ledger
from .owners import AlreadyRunningError
from .sources import (
    harvest_due,
    harvest_now,
    harvest_source,
    is_one_due,
    present,
    save_and_present,
    save_source,
    stop,
)

__all__ = [
    "AlreadyRunningError",
    "LedgerTally",
    "harvest",
    "harvest_due",
    "harvest_now",
    "harvest_source",
    "is_one_due",
    "on_change",
    "present",
    "refresh",
    "refresh_ledger",
    "save_and_present",
    "save_source",
    "stop",
]

"""The rules that the database keeps for harvesting."""

from typing import Any

from django.utils import timezone

from alliage.harvesting.models import LedgerEntry


def entry(**fields: Any) -> LedgerEntry:
    given = {"kind": "alliance", "slug": "une", "digest": "x", **fields}
    return LedgerEntry.objects.create(datestamp=timezone.now(), **given)


def entered_twice() -> None:
    entry()
    entry()


REFUSED = [("ledger_entry_kind_known", entry, {"kind": "x"})]
SAME = [("ledger_entry_once", entered_twice)]

"""The rules that the database keeps for the accounts context."""

from typing import Any

from alliage.accounts.models import JournalEntry


def entry(**fields: Any) -> JournalEntry:
    return JournalEntry.objects.create(about_kind="a.b", about_key="1", **fields)


REFUSED = [("journal_verb_present", entry, {"verb": ""})]
SAME: list[Any] = []

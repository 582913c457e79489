"""The rules that the database keeps for imports."""

from typing import Any

from alliage.accounts.models import User
from alliage.exchange.models import ColumnMapping, ImportNote, ImportRun


def person() -> User:
    return User.objects.get_or_create(email="une@exemple.fr")[0]


def run(**fields: Any) -> ImportRun:
    return ImportRun.objects.create(**{"by": person(), "kind": "alliances", **fields})


def note(**fields: Any) -> ImportNote:
    given = {"run": run(), "line": 2, "level": "refusal", "reason": "manque.", **fields}
    return ImportNote.objects.create(**given)


def mapping() -> ColumnMapping:
    return ColumnMapping.objects.create(by=person(), kind="alliances", signature="a" * 64)


def mapped_twice() -> None:
    mapping()
    mapping()


REFUSED = [
    ("import_kind_known", run, {"kind": "centres"}),
    ("import_state_known", run, {"state": "lost"}),
    ("import_note_level_known", note, {"level": "hint"}),
    ("import_twin_names_the_other", note, {"level": "twin"}),
]
SAME = [("column_mapping_once", mapped_twice)]

"""What changed between two records, said so that a person can read it; and how to merge them.

A record is what JSON holds: objects, lists, texts, numbers. Lists whose rows bear a name (partners,
figures) are compared row by row, by that name; lists of words or numbers, item by item; texts, word
by word. What `differences` says is enough to go from one record to the other: `apply` does it.
"""

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, Final

Value = Any

# What may name the rows of a list, the first that names them all without a double.
NAMES: Final = ("name", "label_fr", "label_en", "label", "title", "url")
ITSELF: Final = ""
# Beyond this many pairs of words, texts are compared sentence by sentence, then whole.
MOST_PAIRS: Final = 2_000_000
WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
SENTENCES: Final = re.compile(r".+?(?:[.!?…]\s+|\n+|$)", re.DOTALL)


class Missing(Enum):
    """Says that a field, or a row, is not there at all: not the same thing as an empty one."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING


class Kind(Enum):
    """What happened to one place of a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class SpanKind(Enum):
    """What happened to a few words."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class Row:
    """A step of a path into a list: the row whose field `key` says `name` (or is `name`)."""

    key: str
    name: str | int


Path = tuple[str | Row, ...]


@dataclass(frozen=True)
class Span:
    """Words of a text that stayed, went or came."""

    kind: SpanKind
    text: str


@dataclass(frozen=True)
class Change:
    """One place of a record that says something else; a list in another order is MOVED."""

    path: Path
    before: Value
    after: Value
    is_order: bool = False

    @property
    def kind(self) -> Kind:
        """Tell what happened there."""
        if self.is_order:
            return Kind.MOVED
        if self.before is MISSING:
            return Kind.ADDED
        return Kind.REMOVED if self.after is MISSING else Kind.CHANGED

    @property
    def spans(self) -> list[Span]:
        """Give the change word by word when both sides are texts, else nothing."""
        if isinstance(self.before, str) and isinstance(self.after, str):
            return text_spans(self.before, self.after)
        return []


@dataclass(frozen=True)
class Conflict:
    """A place that both sides changed, each its own way: a person has to choose."""

    path: Path
    base: Value
    mine: Value
    theirs: Value
    is_order: bool = False


@dataclass(frozen=True)
class Merge:
    """Both sides in one record; in a conflict it says mine, or theirs where mine says nothing."""

    merged: Value
    conflicts: tuple[Conflict, ...]


def differences(before: Value, after: Value, path: Path = ()) -> list[Change]:
    """List the places where two records differ, in the order of their fields."""
    if before == after:
        return []
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return [
            change
            for field in _union(before, after)
            for change in differences(
                before.get(field, MISSING), after.get(field, MISSING), (*path, field)
            )
        ]
    key = _row_key(before, after)
    if key is None:
        return [Change(path, before, after)]
    return _row_differences(key, before, after, path)


def _row_differences(
    key: str, before: Sequence[Value], after: Sequence[Value], path: Path
) -> list[Change]:
    old, new = _rows(key, before), _rows(key, after)
    changes = [
        change
        for name in _union(old, new)
        for change in differences(
            old.get(name, MISSING), new.get(name, MISSING), (*path, Row(key, name))
        )
    ]
    kept = [name for name in old if name in new] + [name for name in new if name not in old]
    if kept != list(new):
        changes.append(Change(path, list(old), list(new), is_order=True))
    return changes


def apply(changes: Sequence[Change], record: Value) -> Value:
    """Go from the first record of `differences` to the second; the record given is left alone."""
    written = copy.deepcopy(record)
    for change in changes:
        if change.path:
            parent = written
            for step in change.path[:-1]:
                parent = _found(parent, step)
            _write(parent, change.path[-1], change)
        elif change.is_order:
            _reorder(written, change.after)
        else:
            written = copy.deepcopy(change.after)
    return written


def _found(parent: Value, step: str | Row) -> Value:
    if isinstance(step, Row):
        return parent[_place(parent, step)]
    return parent[step]


def _place(rows: Sequence[Value], step: Row) -> int:
    return next(i for i, row in enumerate(rows) if _name(step.key, row) == step.name)


def _write(parent: Value, step: str | Row, change: Change) -> None:
    after = copy.deepcopy(change.after)
    if change.is_order:
        _reorder(_found(parent, step), change.after)
    elif isinstance(step, str):
        if after is MISSING:
            del parent[step]
        else:
            parent[step] = after
    elif change.before is MISSING:
        parent.append(after)
    elif after is MISSING:
        del parent[_place(parent, step)]
    else:
        parent[_place(parent, step)] = after


def _reorder(rows: list[Value], names: Sequence[str | int]) -> None:
    """Put rows in the order of their names, under whichever field names them."""
    key = next(key for key in (ITSELF, *NAMES) if _names(key, rows, len(rows)) >= set(names))
    rows.sort(key=lambda row: names.index(_name(key, row)))


def _names(key: str, rows: Sequence[Value], expected: int) -> set[str | int]:
    found = {name for row in rows if isinstance(name := _name(key, row), str | int)}
    return found if len(found) == expected else set()


def merge(base: Value, mine: Value, theirs: Value) -> Merge:
    """Bring together what two people made of the same record.

    What one side alone changed is taken; what both changed alike too; the rest is a conflict,
    which keeps all three versions. Without conflict, the sides may be swapped.
    """
    conflicts: list[Conflict] = []
    merged = _merged(base, mine, theirs, (), conflicts)
    return Merge(copy.deepcopy(merged), tuple(conflicts))


def _merged(
    base: Value, mine: Value, theirs: Value, path: Path, conflicts: list[Conflict]
) -> Value:
    if theirs in (mine, base):
        return mine
    if mine == base:
        return theirs
    if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
        fields = base if isinstance(base, Mapping) else {}
        return _merged_fields(fields, mine, theirs, path, conflicts)
    rows = base if isinstance(base, list) else []
    key = _row_key(rows, mine, theirs)
    if key is not None:
        return _merged_rows(key, (rows, mine, theirs), path, conflicts)
    conflicts.append(Conflict(path, base, mine, theirs))
    return theirs if mine is MISSING else mine


def _merged_fields(
    base: Mapping[str, Value],
    mine: Mapping[str, Value],
    theirs: Mapping[str, Value],
    path: Path,
    conflicts: list[Conflict],
) -> dict[str, Value]:
    merged = {
        field: _merged(
            base.get(field, MISSING),
            mine.get(field, MISSING),
            theirs.get(field, MISSING),
            (*path, field),
            conflicts,
        )
        for field in _union(mine, theirs)
    }
    return {field: value for field, value in merged.items() if value is not MISSING}


def _merged_rows(
    key: str,
    sides: tuple[Sequence[Value], Sequence[Value], Sequence[Value]],
    path: Path,
    conflicts: list[Conflict],
) -> list[Value]:
    base, mine, theirs = (_rows(key, side) for side in sides)
    merged = {
        name: _merged(
            base.get(name, MISSING),
            mine.get(name, MISSING),
            theirs.get(name, MISSING),
            (*path, Row(key, name)),
            conflicts,
        )
        for name in _union(mine, theirs)
    }
    kept = {name for name, row in merged.items() if row is not MISSING}
    order = _merged_order((list(base), list(mine), list(theirs)), kept)
    if order is None:
        conflicts.append(Conflict(path, list(base), list(mine), list(theirs), is_order=True))
        order = [name for name in _union(mine, theirs) if name in kept]
    return [merged[name] for name in order]


def _merged_order(sides: tuple[list[Any], ...], kept: set[Any]) -> list[Any] | None:
    """Order rows as the side that moved them; new ones at the end; None when both moved them."""
    base, mine, theirs = sides
    new = [name for name in kept if name not in base]
    new.sort(key=lambda name: (min(s.index(name) for s in sides if name in s), str(name)))
    both = kept.intersection(base, mine, theirs)
    orders = [[name for name in side if name in both] for side in sides]
    if orders[1] != orders[0] and orders[2] not in (orders[0], orders[1]):
        return None
    lead = mine if orders[1] != orders[0] else theirs if orders[2] != orders[0] else base
    old = [name for name in lead if name in kept and name in base]
    rest = [name for name in base if name in kept and name not in old]
    return [*old, *rest, *new]


def text_spans(before: str, after: str) -> list[Span]:
    """Compare two texts word by word.

    The spans that are not INSERTED make the first text again; those not DELETED, the second.
    """
    old, new = _pieces(before, after)
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    spans: list[Span] = []
    for code, a, b, c, d in matcher.get_opcodes():
        if code == "equal":
            spans.append(Span(SpanKind.SAME, "".join(old[a:b])))
            continue
        for kind, text in (
            (SpanKind.DELETED, "".join(old[a:b])),
            (SpanKind.INSERTED, "".join(new[c:d])),
        ):
            if text:
                spans.append(Span(kind, text))
    return spans


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    for pattern in (WORDS, SENTENCES):
        old, new = pattern.findall(before), pattern.findall(after)
        if len(old) * len(new) <= MOST_PAIRS:
            return old, new
    return [before], [after]


def _union(*sides: Mapping[Any, Value]) -> list[Any]:
    """Give the names of all sides, each once, in the order they come."""
    return list(dict.fromkeys(name for side in sides for name in side))


def _name(key: str, row: Value) -> Value:
    if key == ITSELF:
        return row if not isinstance(row, bool) else None
    return row.get(key) if isinstance(row, Mapping) else None


def _rows(key: str, rows: Sequence[Value]) -> dict[str | int, Value]:
    return {_name(key, row): row for row in rows}


def _row_key(*lists: Value) -> str | None:
    """Find what names the rows of all these lists, once each; None when nothing does."""
    if not all(isinstance(rows, list) for rows in lists):
        return None
    for key in (ITSELF, *NAMES):
        if all(len(_names(key, rows, len(rows))) == len(rows) for rows in lists):
            return key
    return None

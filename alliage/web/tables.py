"""Tables as data: what the table component draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """One column: its heading, and whether it holds numbers."""

    label: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose rows are named by their first cell."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    is_wide: bool = False

    @property
    def lines(self) -> Iterator[tuple[Any, list[tuple[Column, Any]]]]:
        """Give each row as its name and its other cells, each with its column."""
        for name, *cells in self.rows:
            yield name, list(zip(self.columns[1:], cells, strict=True))

"""Readings of the harvesting context."""

from .answers import answer
from .harvested import (
    frequency,
    is_busy,
    record_of,
    run_facts,
    run_row,
    run_rows,
    source_facts,
    source_rows,
)

__all__ = [
    "answer",
    "frequency",
    "is_busy",
    "record_of",
    "run_facts",
    "run_row",
    "run_rows",
    "source_facts",
    "source_rows",
]

"""Tables as people send and take them: CSV of any French flavour, JSON Lines, XLSX, ODS.

Encoding (UTF-8 with or without BOM, UTF-16 with BOM, cp1252, latin-1) and delimiter (comma,
semicolon, tab, bar) are recognised, and a workbook by its content. Nothing is guessed about
meaning: a record is a mapping of texts, or whatever JSON gave. What cannot be read is reported with
its line and never stops the reading of the rest.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from .cells import (
    FORMULA_STARTS,
    RawRecord,
    Unreadable,
    UnreadableFile,
    is_number,
    neutralise,
    restore,
    writable,
)
from .packages import check_package, kind_of
from .texts import (
    DELIMITERS,
    MAX_CSV_FIELD,
    MAX_FIELD_BYTES,
    detect_delimiter,
    detect_encoding,
    read_text,
)
from .workbooks import read_workbook, sheets_of
from .writing import csv_chunks, json_chunks, ods_chunks, xlsx_chunks

__all__ = [
    "DELIMITERS",
    "FORMULA_STARTS",
    "MAX_CSV_FIELD",
    "MAX_FIELD_BYTES",
    "RawRecord",
    "Unreadable",
    "UnreadableFile",
    "check_package",
    "csv_chunks",
    "detect_delimiter",
    "detect_encoding",
    "is_number",
    "json_chunks",
    "kind_of",
    "neutralise",
    "ods_chunks",
    "read_records",
    "restore",
    "sheets_of",
    "writable",
    "xlsx_chunks",
]


def read_records(path: Path, columns: Sequence[str], sheet: str = "") -> Iterator[RawRecord]:
    """Yield the records of a file, whatever its format, in order.

    Args:
        path: The file; its format is told by its content.
        columns: Column names that help to recognise the delimiter of a CSV file, or the sheet.
        sheet: The sheet to read in a workbook; without it, the one with the most known columns.

    Raises:
        UnreadableFile: The file is no table; the code says why.
    """
    is_text = kind_of(path) == "text"
    yield from read_text(path, columns) if is_text else read_workbook(path, columns, sheet)

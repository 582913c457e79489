"""Read records from files made by people: CSV of any French flavour, and JSON Lines.

Encoding (UTF-8 with or without BOM, UTF-16 with BOM, cp1252) and delimiter (comma, semicolon, tab,
bar) are recognised. Nothing is guessed about meaning: a record is a mapping of texts, or whatever
JSON gave. What cannot be read is reported with its line and never stops the reading of the rest.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_FIELD_BYTES = 100_000
# An unclosed quote swallows the rest of the file: csv gives up on a field this long.
MAX_CSV_FIELD = 5_000_000
DELIMITERS = (",", ";", "\t", "|")
# A spreadsheet takes a cell that starts so for a formula (OWASP, « CSV injection »).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Unreadable:
    """Why a line cannot be read; `field` is empty when the whole line is at fault."""

    code: str
    field: str = ""
    value: str = ""


@dataclass(frozen=True)
class RawRecord:
    """A record as read, with the number of its first line (from 1), or the reason it is not one."""

    line: int
    data: Mapping[str, Any] | None
    problem: Unreadable | None = None


class UnreadableFile(Exception):  # noqa: N818 - it names what the file is
    """The file as a whole is not a table of records; the argument is a code, as in Unreadable."""


def detect_encoding(path: Path) -> str:
    """Name the encoding of a text file: that of its byte order mark, else UTF-8, else cp1252.

    Raises:
        UnreadableFile: The bytes, read to the end, are none of these (`encoding`).
    """
    with path.open("rb") as file:
        start = file.read(4)
    is_utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        try:
            with path.open(encoding=encoding, newline="") as text:
                while text.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise UnreadableFile("encoding")


def detect_delimiter(header: str, known: Sequence[str]) -> str:
    r"""Choose the delimiter under which a header line shows the most known columns.

    >>> detect_delimiter("slug;title;start_year", ["slug", "title"])
    ';'
    >>> detect_delimiter("slug\ttitle", ["slug", "title"])
    '\t'
    """

    def score(delimiter: str) -> tuple[int, int]:
        cells = [cell.strip() for cell in next(csv.reader([header], delimiter=delimiter), [])]
        return len(set(cells) & set(known)), len(cells)

    return max(DELIMITERS, key=score)


def neutralise(text: str) -> str:
    """Keep a spreadsheet from running a cell; `restore` gives the text back.

    >>> neutralise("=1+1"), neutralise("une phrase"), neutralise("-12.5")
    ("'=1+1", 'une phrase', '-12.5')
    """
    bare = text.lstrip("'")
    if not bare.startswith(FORMULA_STARTS) or is_number(text):
        return text
    return f"'{text}"


def restore(text: str) -> str:
    """Undo `neutralise`.

    >>> restore(neutralise("'=A1")), restore("'quoted'")
    ("'=A1", "'quoted'")
    """
    bare = text.lstrip("'")
    return text[1:] if text.startswith("'") and bare.startswith(FORMULA_STARTS) else text


def is_number(text: str) -> bool:
    """Tell whether a text is a plain decimal number, sign included.

    >>> is_number("-12.5"), is_number("-cmd|' /C calc'!A0"), is_number("+33")
    (True, False, True)
    """
    digits = text.removeprefix("-").removeprefix("+").replace(".", "", 1).replace(",", "", 1)
    return digits.isascii() and digits.isdigit()


def read_records(path: Path, columns: Sequence[str]) -> Iterator[RawRecord]:
    """Yield the records of a CSV or JSON Lines file, in order.

    Args:
        path: The file; `.jsonl`, `.ndjson` and `.json` are read as JSON Lines, the rest as CSV
            unless its first character is a brace.
        columns: Column names that help to recognise the delimiter of a CSV file.

    Raises:
        UnreadableFile: `encoding`, `empty`, or `quotes` (a quote is never closed).
    """
    encoding = detect_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline(MAX_CSV_FIELD)
        file.seek(0)
        if not first.strip():
            raise UnreadableFile("empty")
        is_json = path.suffix in {".jsonl", ".ndjson", ".json"} or first.lstrip().startswith("{")
        yield from _json_lines(file) if is_json else _csv_rows(file, first, columns)


def _json_lines(lines: Iterator[str]) -> Iterator[RawRecord]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if "\x00" in line:
            yield RawRecord(number, None, Unreadable("nul"))
            continue
        try:
            data = json.loads(line, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            yield RawRecord(number, None, Unreadable("json", value=str(error)[:120]))
            continue
        if isinstance(data, dict):
            yield RawRecord(number, data)
        else:
            yield RawRecord(number, None, Unreadable("object", value=line.strip()[:80]))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _csv_rows(file: Iterator[str], first: str, columns: Sequence[str]) -> Iterator[RawRecord]:
    csv.field_size_limit(MAX_CSV_FIELD)
    reader = csv.reader(file, delimiter=detect_delimiter(first, columns))
    header = [cell.strip() for cell in next(reader)]
    line = reader.line_num + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UnreadableFile("quotes") from error
        if any(cells):
            yield _csv_record(line, header, cells)
        line = reader.line_num + 1


def _csv_record(line: int, header: list[str], cells: list[str]) -> RawRecord:
    for name, cell in zip(header, cells, strict=False):
        if "\x00" in cell:
            return RawRecord(line, None, Unreadable("nul", field=name))
    if len(cells) != len(header):
        return RawRecord(line, None, Unreadable("ragged", value=f"{len(cells)} / {len(header)}"))
    return RawRecord(
        line, {name: restore(cell) for name, cell in zip(header, cells, strict=True) if name}
    )

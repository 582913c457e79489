"""Read records from text files: CSV of any French flavour, and JSON Lines."""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from .cells import RawRecord, Unreadable, UnreadableFile, restore

MAX_FIELD_BYTES = 100_000
# An unclosed quote swallows the rest of the file: csv gives up on a field this long.
MAX_CSV_FIELD = 5_000_000
MAX_JSON_LINE, MAX_JSON_DEPTH = 5_000_000, 20
DELIMITERS = (",", ";", "\t", "|")


def detect_encoding(path: Path) -> str:
    """Name the encoding of a text file: its byte order mark's, else UTF-8, cp1252 or latin-1.

    Latin-1 knows every byte: it is believed only of a text whose other bytes are all printed or
    blank, and never of what a few bytes that cp1252 lacks show to be binary.

    Raises:
        UnreadableFile: The bytes, read to the end, are none of these (`encoding`).
    """
    with path.open("rb") as file:
        start = file.read(4)
    is_utf16 = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252", "latin-1"):
        if _decodes(path, encoding):
            return encoding
    raise UnreadableFile("encoding")


def _decodes(path: Path, encoding: str) -> bool:
    signs = controls = 0
    try:
        with path.open(encoding=encoding, newline="") as text:
            while part := text.read(1 << 20):
                signs += len(part)
                if encoding == "latin-1":
                    # cp1252 lacks five bytes, which latin-1 takes for control characters.
                    controls += sum("\x80" <= sign <= "\x9f" or sign < "\t" for sign in part)
    except UnicodeDecodeError:
        return False
    return controls * 1_000 <= signs


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


def read_text(path: Path, columns: Sequence[str]) -> Iterator[RawRecord]:
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


def _json_lines(file: TextIO) -> Iterator[RawRecord]:
    number = 0
    while line := file.readline(MAX_JSON_LINE):
        number += 1
        if len(line) == MAX_JSON_LINE and not line.endswith("\n"):
            while (rest := file.readline(MAX_JSON_LINE)) and not rest.endswith("\n"):
                pass
            yield RawRecord(number, None, Unreadable("long"))
        elif line.strip():
            yield _json_record(number, line)


def _json_record(number: int, line: str) -> RawRecord:
    if "\x00" in line:
        return RawRecord(number, None, Unreadable("nul"))
    try:
        data = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        return RawRecord(number, None, Unreadable("json", value=str(error)[:120]))
    if not isinstance(data, dict):
        return RawRecord(number, None, Unreadable("object", value=line.strip()[:80]))
    if _is_deep(data):
        return RawRecord(number, None, Unreadable("deep"))
    return RawRecord(number, data)


def _is_deep(data: object) -> bool:
    """Tell whether values are nested beyond what any record needs; without recursion."""
    level = [data]
    for _depth in range(MAX_JSON_DEPTH):
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner += value.values()
            elif isinstance(value, list):
                inner += value
        if not inner:
            return False
        level = inner
    return True


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _csv_rows(file: TextIO, first: str, columns: Sequence[str]) -> Iterator[RawRecord]:
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

"""Write tables: CSV, JSON Lines, XLSX and ODS; the same content always gives the same bytes.

Cells that a spreadsheet would run are neutralised in all three tables, spreadsheets included: they
are typed as text there, but saving them as CSV would arm them again. Readers restore them.
"""

import csv
import datetime as dt
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from typing import IO, Any
from xml.sax.saxutils import escape

from .cells import neutralise, writable

Row = Mapping[str, str]
CHUNK = 1 << 16
# Written as numbers in spreadsheets, for people to sum and sort; all else is text.
NUMERIC = re.compile(r"(^|\.|_)(year|value)$")
PLAIN_NUMBER = re.compile(r"-?(0|[1-9]\d{0,13})(\.\d{0,3}[1-9])?", re.ASCII)
# Spreadsheets keep the dates of their making; ours have none, so that bytes never change.
EPOCH = dt.datetime(2000, 1, 1)
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


class _Echo:
    """A file that hands back what is written to it, for csv to serve as a generator."""

    def write(self, text: str) -> str:
        return text


def csv_chunks(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Write CSV (RFC 4180, UTF-8), a line at a time."""
    writer = csv.writer(_Echo())
    yield writer.writerow(columns).encode()
    for row in rows:
        yield writer.writerow(_cells(columns, row)).encode()


def json_chunks(records: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Write JSON Lines, an object at a time."""
    for record in records:
        yield json.dumps(_writable(record), ensure_ascii=False).encode() + b"\n"


def xlsx_chunks(name: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Write a workbook of one sheet (Office Open XML), row by row on disk."""
    with TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        import xlsxwriter  # noqa: PLC0415 - a sixth of a second of each start, for few

        workbook = xlsxwriter.Workbook(file, options)
        workbook.set_properties({"created": EPOCH})
        sheet = workbook.add_worksheet(name[:31])
        sheet.freeze_panes(1, 0)
        bold = workbook.add_format({"bold": True})
        for rank, column in enumerate(columns):
            sheet.write_string(0, rank, column, bold)
        for number, row in enumerate(rows, start=1):
            for rank, (column, text) in enumerate(zip(columns, _cells(columns, row), strict=True)):
                if _is_number(column, text):
                    sheet.write_number(number, rank, float(text))
                elif text:
                    sheet.write_string(number, rank, text)
        workbook.close()
        yield from _read(file)


def ods_chunks(name: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Write a workbook of one sheet (OpenDocument), row by row on disk."""
    with TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as package:
            package.writestr(_part("mimetype", zipfile.ZIP_STORED), ODS_TYPE)
            package.writestr(_part("META-INF/manifest.xml"), ODS_MANIFEST)
            with package.open(_part("content.xml"), "w", force_zip64=True) as content:
                content.write(ODS_HEAD.format(name=escape(name, QUOTE)).encode())
                content.write(_ods_row(columns, dict(zip(columns, columns, strict=True))))
                for row in rows:
                    cells = dict(zip(columns, _cells(columns, row), strict=True))
                    content.write(_ods_row(columns, cells))
                content.write(ODS_FOOT)
        yield from _read(file)


def _read(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def _cells(columns: Sequence[str], row: Row) -> list[str]:
    return [neutralise(writable(row.get(column, ""))) for column in columns]


def _is_number(column: str, text: str) -> bool:
    return NUMERIC.search(column) is not None and PLAIN_NUMBER.fullmatch(text) is not None


def _writable(value: Any) -> Any:
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, Mapping):
        return {key: _writable(part) for key, part in value.items()}
    return [_writable(part) for part in value] if isinstance(value, list) else value


# --- OpenDocument 1.3 ----------------------------------------------------------------------------
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
QUOTE = {'"': "&quot;"}
_URN = "urn:oasis:names:tc:opendocument:xmlns"
ODS_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<manifest:manifest xmlns:manifest="{_URN}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<office:document-content xmlns:office="{_URN}:office:1.0" xmlns:table="{_URN}:table:1.0" '
    f'xmlns:text="{_URN}:text:1.0" office:version="1.3">'
    '<office:body><office:spreadsheet><table:table table:name="{name}">'
)
ODS_FOOT = b"</table:table></office:spreadsheet></office:body></office:document-content>"
_BLANKS = re.compile(r"(?<=[ \t]) +|^ +| +$")


def _part(name: str, compression: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, ZIP_EPOCH)
    part.compress_type = compression
    return part


def _ods_row(columns: Sequence[str], cells: Row) -> bytes:
    written = "".join(_ods_cell(column, cells[column]) for column in columns)
    return f"<table:table-row>{written}</table:table-row>".encode()


def _ods_cell(column: str, text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    if _is_number(column, text):
        kind = f'office:value-type="float" office:value="{text}"'
        return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"
    lines = "".join(f"<text:p>{_ods_line(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _ods_line(line: str) -> str:
    """Write a line of text: OpenDocument folds blanks unless they are marked.

    A tab stays a tab, which office suites show as a space: the mark for tabs is lost on readers.
    """
    return _BLANKS.sub(lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', escape(line))

"""Look at a workbook before anything opens it: what it is, and how much it would become.

A workbook is a zip of XML. Everything about it may lie: the sizes it declares, the extent of its
sheets, how often a cell is repeated. So each part is unzipped once, a little at a time and counted,
then read by a parser that refuses any document type, hence any entity.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .cells import UnreadableFile
from .extents import PartReader, TooLarge, Unsound

MAX_FILE_BYTES = 50_000_000
MAX_EXPANDED_BYTES = 300_000_000
MAX_PARTS = 2_000
STEP = 1 << 16
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


def kind_of(path: Path) -> str:
    """Name what a file is by its content, never by its name: `xlsx`, `ods` or `text`.

    Raises:
        UnreadableFile: `old` (Excel 97, or encrypted), `package` (a zip that is no workbook).
    """
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile("old")
    if not start.startswith(b"PK\x03\x04"):
        return "text"
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            is_ods = "mimetype" in names and package.open("mimetype").read(64) == ODS_TYPE
    except BROKEN as error:
        raise UnreadableFile("package") from error
    if not is_ods and "xl/workbook.xml" not in names:
        raise UnreadableFile("package")
    return "ods" if is_ods else "xlsx"


def check_package(path: Path) -> None:
    """Refuse a workbook that would become too large, or that is not made as it should be.

    Raises:
        UnreadableFile: `large` (file, parts, cells or texts), or `package` (not a sound zip of
            sound XML without document type).
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise UnreadableFile("large")
    try:
        with zipfile.ZipFile(path) as package, path.open("rb") as file:
            _check_parts(package.infolist(), file)
    except TooLarge as error:
        raise UnreadableFile("large") from error
    except (*BROKEN, Unsound) as error:
        raise UnreadableFile("package") from error


def _check_parts(parts: list[zipfile.ZipInfo], file: BinaryIO) -> None:
    # First what is declared, before a byte is unzipped; then what is really there.
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_EXPANDED_BYTES:
        raise TooLarge
    reader, expanded = PartReader(), 0
    for part in parts:
        is_xml = part.filename.endswith((".xml", ".rels"))
        if is_xml:
            reader.open()
        for chunk in _chunks(part, file):
            expanded += len(chunk)
            if expanded > MAX_EXPANDED_BYTES:
                raise TooLarge
            if is_xml:
                reader.feed(chunk)
        if is_xml:
            reader.close()
    reader.finish()


def _chunks(part: zipfile.ZipInfo, file: BinaryIO) -> Iterator[bytes]:
    """Unzip a part without believing its sizes: the stream says itself where it ends."""
    file.seek(part.header_offset)
    header = file.read(30)
    if part.flag_bits & 1 or len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise Unsound
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    if part.compress_type == zipfile.ZIP_STORED:
        left = part.file_size
        while left > 0 and (chunk := file.read(min(STEP, left))):
            left -= len(chunk)
            yield chunk
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        inflate, data = zlib.decompressobj(-zlib.MAX_WBITS), file.read(STEP)
        while data and not inflate.eof:
            yield inflate.decompress(data, STEP)
            data = inflate.unconsumed_tail or file.read(STEP)
    else:
        raise Unsound

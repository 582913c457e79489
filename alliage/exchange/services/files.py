"""Where files brought in are kept: under names of ours, out of what is served."""

import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from alliage.calc.tabular import RawRecord, UnreadableFile, kind_of, read_records, sheets_of


def keep(chunks: Iterable[bytes]) -> str:
    """Keep the bytes of a file, readable by the instance alone; give the name it got."""
    name = uuid.uuid4().hex
    settings.IMPORT_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path_of(name).open("xb") as file:
        path_of(name).chmod(0o600)
        for chunk in chunks:
            file.write(chunk)
    return name


def path_of(name: str) -> Path:
    """Find a kept file by its name, which is always one of ours."""
    return Path(settings.IMPORT_DIR, uuid.UUID(name).hex)


def remove(name: str) -> None:
    """Delete a kept file, if it is still there."""
    path_of(name).unlink(missing_ok=True)


def sheet_names(name: str) -> list[str]:
    """Name the sheets of a kept workbook; none for a text."""
    return [] if kind_of(path_of(name)) == "text" else sheets_of(path_of(name))


def header_of(name: str, known: list[str], sheet: str = "") -> list[str]:
    """Give the columns of a kept file, in its order."""
    columns: dict[str, None] = {}
    for rank, raw in enumerate(read_records(path_of(name), known, sheet)):
        columns |= dict.fromkeys(_names(raw))
        if rank >= 50:  # JSON Lines may leave out what is empty
            break
    if not columns:
        raise UnreadableFile("empty")
    return list(columns)


def _names(raw: RawRecord) -> list[str]:
    return [str(name) for name in raw.data or {}]

"""Read records from the sheets of a workbook: XLSX and ODS."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from .cells import RawRecord, UnreadableFile, restore
from .packages import check_package

Cell = str | int | float | bool | dt.date | dt.time | dt.timedelta


def sheets_of(path: Path) -> list[str]:
    """Name the sheets of a workbook, in its order.

    Raises:
        UnreadableFile: As `check_package`.
    """
    return _opened(path).sheet_names


def read_workbook(path: Path, columns: Sequence[str], sheet: str = "") -> Iterator[RawRecord]:
    """Yield the records of a sheet, told by the number of their row.

    Args:
        path: The workbook.
        columns: Names that help to find the sheet when none is given.
        sheet: Its name; without it, the sheet whose first row has the most known columns.

    Raises:
        UnreadableFile: As `check_package`; `sheet` (no such sheet), `empty`.
    """
    workbook = _opened(path)
    names = workbook.sheet_names
    if sheet and sheet not in names:
        raise UnreadableFile("sheet")
    if not sheet:
        sheet = max(names, key=lambda name: _known_columns(workbook, name, columns), default="")
    rows = _rows(workbook, sheet) if sheet else iter(())
    _number, first = next(rows, (0, []))
    header = [_text(cell).strip() for cell in first]
    if not any(header):
        raise UnreadableFile("empty")
    for number, cells in rows:
        texts = [restore(_text(cell)) for cell in cells]
        if any(texts):
            yield RawRecord(number, {n: text for n, text in zip(header, texts, strict=False) if n})


def _opened(path: Path) -> CalamineWorkbook:
    check_package(path)
    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, PasswordError) as error:
        raise UnreadableFile("package") from error


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[tuple[int, list[Cell]]]:
    """Give the rows of a sheet from its first filled one, with their numbers from 1."""
    try:
        sheet = workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise UnreadableFile("package") from error
    first = sheet.start[0] if sheet.start else 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if number > first:
            yield number, list(cells)


def _known_columns(workbook: CalamineWorkbook, name: str, columns: Sequence[str]) -> int:
    _number, first = next(_rows(workbook, name), (0, []))
    return len({_text(cell).strip() for cell in first} & set(columns))


def _text(cell: Cell) -> str:
    """Write a cell as the exchange format does: no « .0 » after a whole number, dates as ISO."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)

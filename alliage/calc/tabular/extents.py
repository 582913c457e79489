"""How much the sheets of a workbook hold, read part by part without keeping any of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from xml.parsers import expat

OnStart = Callable[[str, dict[str, str]], None]
OnText = Callable[[str], None]
MAX_CELLS = 5_000_000
MAX_TEXT = 300_000_000
READ_BY_REFERENCE = ("/worksheet", "/sharedStrings")


class TooLarge(Exception):  # noqa: N818 - it names what the workbook is
    """The workbook would become too large."""


class Unsound(Exception):  # noqa: N818 - idem
    """The workbook is not made as it should be."""


class PartReader:
    """Read the XML parts of a workbook one after the other, and count what they hold."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self.text = 0
        self._shared: list[int] = []
        self._used: Counter[str] = Counter()

    def open(self) -> None:
        """Begin a part; what it is will be told by its first element."""
        self._sheet: _Sheet = _Sheet()
        self._kind = ""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = self._start

    def feed(self, chunk: bytes) -> None:
        """Read some more of the part."""
        try:
            self._parser.Parse(chunk)
        except expat.ExpatError as error:
            raise Unsound from error

    def close(self) -> None:
        """End the part."""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Unsound from error

    def finish(self) -> None:
        """Count the texts that cells share: few are written once and read a million times."""
        for reference, times in self._used.items():
            with suppress(ValueError, IndexError):
                self._add_text(self._shared[int(reference)] * times)

    def _add_text(self, length: int) -> None:
        self.text += length
        if self.text > MAX_TEXT:
            raise TooLarge

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Look at the first element, then give the parser the handlers that suit it."""
        root = _local(name)
        if root == "worksheet":
            self._handle(self._excel_start, self._excel_end, self._excel_text)
        elif root == "sst":
            self._handle(self._shared_start, None, self._shared_text)
        elif root == "document-content":
            self._handle(self._open_start, self._open_end, self._open_text)
        elif root == "Relationships":
            self._handle(_check_target, None, None)
        else:
            self._parser.StartElementHandler = None

    def _handle(self, start: OnStart, end: OnText | None, text: OnText | None) -> None:
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = text

    # --- XLSX --------------------------------------------------------------------------------
    def _shared_start(self, name: str, attributes: Mapping[str, str]) -> None:
        if _local(name) == "si":
            self._shared.append(0)

    def _shared_text(self, text: str) -> None:
        if self._shared:
            self._shared[-1] += len(text)

    def _excel_start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = _local(name)
        if tag == "row":
            self._sheet.next_row(attributes.get("r", ""))
        elif tag == "c":
            self._sheet.next_cell(attributes.get("r", ""))
            self._is_shared = attributes.get("t") == "s"
        elif tag in ("v", "is"):
            self._sheet.fill()
            self._kind = tag

    def _excel_end(self, name: str) -> None:
        if self._kind and _local(name) in ("v", "is"):
            self._kind = ""

    def _excel_text(self, text: str) -> None:
        if self._kind == "v" and self._is_shared:
            self._used[text] += 1
        elif self._kind:
            self._add_text(len(text))

    # --- ODS ---------------------------------------------------------------------------------
    def _open_start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = _local(name)
        if tag == "table":
            self._sheet = _Sheet()
        elif tag == "table-row":
            self._row_times = _times(attributes, "number-rows-repeated")
            self._sheet.column = self._filled = self._row_text = 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell_times = _times(attributes, "number-columns-repeated")
            self._sheet.column += self._cell_times
            if any(_local(key) == "value-type" for key in attributes):
                self._filled = self._sheet.column

    def _open_text(self, text: str) -> None:
        if self._sheet.column and text.strip():
            self._filled = self._sheet.column
            self._row_text += len(text) * self._cell_times

    def _open_end(self, name: str) -> None:
        if _local(name) != "table-row":
            return
        self._sheet.row += self._row_times
        if self._filled:
            self._sheet.column = self._filled
            self._sheet.fill()
            self._add_text(self._row_text * self._row_times)
        self._sheet.column = 0


class _Sheet:
    """The extent of a sheet: the rectangle that holds all its filled cells."""

    def __init__(self) -> None:
        self.row = self.column = 0
        self.height = self.width = 0

    def next_row(self, number: str) -> None:
        self.row = int(number) if number.isdecimal() else self.row + 1
        self.column = 0

    def next_cell(self, reference: str) -> None:
        letters = reference.rstrip("0123456789")
        number = reference[len(letters) :]
        self.column = _column(letters) if letters.isalpha() else self.column + 1
        self.row = int(number[:10]) if number else self.row

    def fill(self) -> None:
        self.height, self.width = max(self.height, self.row), max(self.width, self.column)
        if self.height * self.width > MAX_CELLS:
            raise TooLarge


def _column(letters: str) -> int:
    column = 0
    for letter in letters[:6].upper():
        column = column * 26 + ord(letter) - 64
    return column


def _times(attributes: Mapping[str, str], name: str) -> int:
    for key, value in attributes.items():
        if _local(key) == name:
            return max(1, int(value[:12])) if value.isdecimal() else 1
    return 1


def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _check_target(name: str, attributes: Mapping[str, str]) -> None:
    """Refuse a sheet kept under a name that is not looked at."""
    kind, target = attributes.get("Type", ""), attributes.get("Target", "")
    if kind.endswith(READ_BY_REFERENCE) and not target.endswith(".xml"):
        raise Unsound


def _refuse_doctype(*_declaration: object) -> None:
    raise Unsound

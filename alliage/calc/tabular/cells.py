"""Records as they were read, and the cells that spreadsheets would run."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# A spreadsheet takes a cell that starts so for a formula (OWASP, « CSV injection »).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


# What XML, hence a spreadsheet, cannot hold; CSV and JSON do without as well.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


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


def writable(text: str) -> str:
    r"""Give a text as every format can hold it: lines end in one sign, no control character.

    >>> writable("a\r\nb\rc\x0b")
    'a\nb\nc'
    """
    if not _UNWRITABLE.search(text):
        return text
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))

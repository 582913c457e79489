"""Two people saved the same fields: what each wrote, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .labels import label_of


@dataclass(frozen=True)
class Quarrel:
    """One field that two people wrote otherwise."""

    label: str
    mine: str
    theirs: str


def quarrel(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Quarrel]:
    """Lay both versions of each field side by side, in words."""
    return [
        Quarrel(label_of((name,)), said(value), said(theirs[name]))
        for name, value in mine.items()
        if value != theirs[name]
    ]


def said(value: Any) -> str:
    """Say a value of the exchange layout in one line."""
    if value in (None, "", []):
        return "—"
    if isinstance(value, list):
        return "\u202f; ".join(said(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(said(item) for item in value.values() if item not in (None, ""))
    return str(value)

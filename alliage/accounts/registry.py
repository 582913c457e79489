"""What contexts declare about people: the data they hold, and how long they keep it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet
from django.utils.functional import Promise

from .models import User

Reader = Callable[[User], list[dict[str, Any]]]
Eraser = Callable[[User], None]
Rows = Callable[[datetime], QuerySet[Any]]
End = Callable[[QuerySet[Any]], None]
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class PersonalData:
    """One kind of data about a person: how to read it and how to erase it."""

    name: str
    label: str | Promise
    why: str | Promise
    reader: Reader
    eraser: Eraser


@dataclass(frozen=True)
class Rule:
    """One rule of retention, as its data file says it, and the rows that have had their time."""

    name: str
    what: str
    days: int
    why: str
    rows: Rows
    end: End


@dataclass(frozen=True)
class Wording:
    """One version of the words of a purpose."""

    version: str
    date: str
    text: str


@dataclass(frozen=True)
class Purpose:
    """What a person may allow; the last version of its words is the one asked for."""

    code: str
    label: str
    versions: tuple[Wording, ...]

    @property
    def current(self) -> Wording:
        """The words in force."""
        return self.versions[-1]


_personal_data: dict[str, PersonalData] = {}
_rules: dict[str, Rule] = {}


def add_personal_data(data: PersonalData) -> None:
    """Remember a kind of data; a second declaration replaces the first."""
    _personal_data[data.name] = data


def personal_data() -> list[PersonalData]:
    """Give the kinds of data in the order they were declared."""
    return list(_personal_data.values())


def add_rules(path: Path, ways: Mapping[str, tuple[Rows, End]]) -> None:
    """Remember the rules of a file; each rule has its rows, and each rows its rule."""
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    if {rule["name"] for rule in written} != set(ways):
        raise ValueError(f"{path} and the code do not have the same rules")
    for rule in written:
        rows, end = ways[rule["name"]]
        _rules[rule["name"]] = Rule(**rule, rows=rows, end=end)


def rules() -> list[Rule]:
    """Give the rules of retention in the order they were declared."""
    return list(_rules.values())


@cache
def purposes() -> dict[str, Purpose]:
    """Give what a person may allow, by code."""
    written = yaml.safe_load((DATA / "consents.yaml").read_text(encoding="utf-8"))
    return {
        item["purpose"]: Purpose(
            item["purpose"],
            item["label"],
            tuple(Wording(v["version"], str(v["date"]), v["text"]) for v in item["versions"]),
        )
        for item in written
    }

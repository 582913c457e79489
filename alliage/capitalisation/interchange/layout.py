"""The two faces of a record: nested (JSON Lines) and flat (CSV), without loss either way."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

LIST_SEPARATOR = " | "
ALLIANCE_COLUMNS = [
    "slug",
    "title",
    "summary_fr",
    "problem_fr",
    "solution_fr",
    "results_fr",
    "partnership_type",
    "stage",
    "territory.level",
    "territory.name",
    "territory.department_code",
    "territory.region_name",
    "start_year",
    "end_year",
    "domains",
    "sdgs",
    "impacts",
    "partners.N.name",
    "partners.N.kind",
    "partners.N.size",
    "partners.N.role",
    "figures.N.label_fr",
    "figures.N.value",
    "figures.N.unit",
    "figures.N.year",
    "source_url",
    "source_title",
    "source_publisher",
    "accessed",
]
# Written only when a sheet has something to put there: the common layout stays the short one.
OPTIONAL_ALLIANCE_COLUMNS = [
    "lessons_fr",
    "success_conditions_fr",
    "targets",
    "licence",
    "partners.N.contribution",
    "milestones.N.year",
    "milestones.N.text_fr",
]
RESOURCE_COLUMNS = [
    "slug",
    "title",
    "description_fr",
    "medoc",
    "goal",
    "access",
    "audiences",
    "entry_door",
    "maturity",
    "format",
    "publisher",
    "year",
    "url",
    "source_url",
]
OPTIONAL_RESOURCE_COLUMNS = ["licence", "accessed"]
ORGANISATION_COLUMNS = [
    "slug",
    "name",
    "kind",
    "size",
    "siren",
    "siret",
    "rna",
    "territory",
    "url",
    "aliases",
]
# For files made by people, who do not write « commune:16015 ».
OPTIONAL_ORGANISATION_COLUMNS = [
    "territory.level",
    "territory.name",
    "territory.department_code",
    "territory.region_name",
]
LISTS = {"domains", "sdgs", "impacts", "targets", "audiences", "maturity", "aliases"}
# How many numbered columns the common layout has, even when fewer are filled.
LEAST_NUMBERED = {"partners": 8, "figures": 4}
NUMBERED = re.compile(r"^([a-z_]+)\.(\d{1,4})\.([a-z_]+)$")
MOST_NUMBERED = 500


def unflatten(cells: Mapping[str, str]) -> dict[str, Any]:
    """Nest the cells of a CSV row as JSON Lines has them; empty cells become None.

    >>> unflatten({"slug": "a", "sdgs": "1 | 17", "partners.1.name": "Ici", "partners.2.name": ""})
    {'slug': 'a', 'sdgs': ['1', '17'], 'partners': [{'name': 'Ici'}]}
    """
    record: dict[str, Any] = {}
    numbered: dict[str, dict[int, dict[str, str]]] = {}
    for column, cell in cells.items():
        text = cell.strip()
        match = NUMBERED.match(column)
        if match:
            if text:
                group, number, name = match.groups()
                numbered.setdefault(group, {}).setdefault(int(number), {})[name] = text
        elif "." in column:
            group, name = column.split(".", 1)
            inner = record.get(group)
            if not isinstance(inner, dict):
                # A file may have « territory » beside « territory.level »: what is filled counts.
                inner = record[group] = {} if text or inner is None else inner
            if isinstance(inner, dict):
                inner[name] = text or None
        elif column in LISTS:
            record[column] = [part.strip() for part in text.split("|") if part.strip()]
        elif text or column not in record:
            record[column] = text or None
    for group, items in numbered.items():
        record[group] = [items[number] for number in sorted(items)]
    return record


def flatten(record: Mapping[str, Any]) -> dict[str, str]:
    """Lay a nested record flat, under the column names of the CSV; the inverse of `unflatten`.

    >>> flatten({"slug": "a", "sdgs": [1, 17], "end_year": None, "partners": [{"name": "Ici"}]})
    {'slug': 'a', 'sdgs': '1 | 17', 'end_year': '', 'partners.1.name': 'Ici'}
    """
    cells: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, Mapping):
            cells.update({f"{name}.{key}": _text(part) for key, part in value.items()})
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, item in enumerate(value, start=1):
                cells.update({f"{name}.{number}.{key}": _text(part) for key, part in item.items()})
        elif isinstance(value, list):
            cells[name] = LIST_SEPARATOR.join(map(str, value))
        else:
            cells[name] = _text(value)
    return cells


def header(
    columns: Iterable[str], optional: Iterable[str], numbered: Mapping[str, int], filled: set[str]
) -> list[str]:
    """Spell the header of an export: numbered columns repeated as often as the fullest row needs.

    Args:
        columns: Names of the layout; `N` stands for a number from 1.
        optional: Names that are written only if they are in `filled`.
        numbered: By group (`partners`), how many the fullest row has.
        filled: Optional names that at least one row fills.
    """
    names = [*columns, *(name for name in optional if name in filled)]
    result: list[str] = []
    done: set[str] = set()
    for name in names:
        group = name.split(".N.")[0]
        if ".N." not in name:
            result.append(name)
        elif group not in done:
            done.add(group)
            fields = [n.split(".N.")[1] for n in names if n.startswith(f"{group}.N.")]
            count = max(numbered.get(group, 0), LEAST_NUMBERED.get(group, 0))
            result += [f"{group}.{i}.{f}" for i in range(1, count + 1) for f in fields]
    return result


def unknown_columns(columns: Iterable[str], known: Iterable[str]) -> list[str]:
    """List the columns of a file that the layout does not have."""
    patterns = set(known)
    return [name for name in columns if name and _pattern(name) not in patterns]


def _pattern(name: str) -> str:
    match = NUMBERED.match(name)
    return f"{match[1]}.N.{match[3]}" if match else name


def _text(value: object) -> str:
    return "" if value is None else str(value)

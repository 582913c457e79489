"""The two faces of a record: nothing is lost from one to the other."""

import json
import random
from typing import Any

import pytest

from alliage.capitalisation.interchange.cleaning import Cleaner
from alliage.capitalisation.interchange.layout import (
    ALLIANCE_COLUMNS,
    OPTIONAL_ALLIANCE_COLUMNS,
    OPTIONAL_RESOURCE_COLUMNS,
    RESOURCE_COLUMNS,
    flatten,
    header,
    unflatten,
    unknown_columns,
)
from alliage.capitalisation.interchange.records import clean_alliance, clean_resource
from alliage.capitalisation.models import Medoc, PartnershipType, Stage
from alliage.network.models import ActorKind, OrganisationSize

from .conftest import DATA

RECORDS = [json.loads(x) for x in (DATA / "alliances.jsonl").read_text().splitlines()]
RESOURCES = [json.loads(x) for x in (DATA / "resources.jsonl").read_text().splitlines()]
WORDS = ["café", "l’œuvre", "a;b", "c,d", 'dit "oui"', "deux\nlignes", "12", "é" * 40]


def through(record: dict[str, Any]) -> dict[str, Any]:
    return unflatten(flatten(record))


def invented(seed: int) -> dict[str, Any]:
    """A sheet with as many parts as chance gives; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - not a secret

    def some(values: Any, most: int) -> list[Any]:
        return chance.sample(list(values), k=chance.randrange(0, most + 1))

    def text() -> str | None:
        return chance.choice([None, *WORDS])

    return {
        "slug": f"alliance-{seed}",
        "title": chance.choice(WORDS),
        "summary_fr": text(),
        "lessons_fr": text(),
        "partnership_type": chance.choice(PartnershipType.values),
        "stage": chance.choice(Stage.values),
        "territory": {"level": "region", "name": "Bretagne", "department_code": None},
        "start_year": chance.choice([None, 1800, 2020]),
        "sdgs": some(range(1, 18), 5),
        "domains": some(["alimentation", "santé", "grand âge"], 3),
        "targets": some(["17.17", "2.1"], 2),
        "partners": [
            {
                "name": chance.choice(WORDS),
                "kind": chance.choice(ActorKind.values),
                "size": chance.choice([None, *OrganisationSize.values]),
                "contribution": text(),
            }
            for _ in range(chance.randrange(0, 15))
        ],
        "figures": [
            {"label_fr": "Repas", "value": chance.choice([0, 3, 12.5]), "year": None}
            for _ in range(chance.randrange(0, 6))
        ],
        "milestones": [
            {"year": 2000 + n, "text_fr": "Une étape"} for n in range(chance.randrange(0, 4))
        ],
        "source_url": "https://exemple.fr/",
    }


def same_once_read(read: Any, one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two raw records say the same to an import, without any complaint."""
    cleaners = [Cleaner(1, one), Cleaner(1, other)]
    first, second = (read(cleaner) for cleaner in cleaners)
    assert [cleaner.problems for cleaner in cleaners] == [[], []]
    return bool(first == second)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["slug"])
def test_a_real_sheet_reads_the_same_flat_and_nested(record: dict[str, Any]) -> None:
    assert same_once_read(clean_alliance, record, through(record))


@pytest.mark.parametrize("record", RESOURCES, ids=lambda record: record["slug"])
def test_a_real_resource_reads_the_same_flat_and_nested(record: dict[str, Any]) -> None:
    assert same_once_read(clean_resource, record, through(record))


@pytest.mark.parametrize("seed", range(60))
def test_an_invented_sheet_reads_the_same_flat_and_nested(seed: int) -> None:
    record = invented(seed)
    assert same_once_read(clean_alliance, record, through(record))


@pytest.mark.parametrize("seed", range(20))
def test_a_sheet_laid_flat_stays_so_after_a_round_trip(seed: int) -> None:
    cells = {name: cell for name, cell in flatten(invented(seed)).items() if cell}
    again = {name: cell for name, cell in flatten(unflatten(cells)).items() if cell}
    assert again == cells


def test_every_cell_is_a_text() -> None:
    cells = [cell for record in RECORDS + RESOURCES for cell in flatten(record).values()]
    assert {type(cell) for cell in cells} == {str}


# --- Numbered columns ----------------------------------------------------------------------------
def test_numbered_columns_may_come_in_any_order_and_with_gaps() -> None:
    record = unflatten({"partners.12.name": "C", "partners.2.name": "B", "partners.02.kind": "ess"})
    assert record == {"partners": [{"name": "B", "kind": "ess"}, {"name": "C"}]}


def test_an_empty_numbered_group_takes_no_place() -> None:
    cells = {"partners.1.name": " ", "partners.1.kind": "", "partners.2.name": "B"}
    assert unflatten(cells) == {"partners": [{"name": "B"}]}


@pytest.mark.parametrize("number", [1, 500, 9999])
def test_hundreds_of_partners_are_read(number: int) -> None:
    assert unflatten({f"partners.{number}.name": "B"}) == {"partners": [{"name": "B"}]}


def test_six_hundred_partners_keep_their_order() -> None:
    partners = [{"name": f"Partenaire {n}"} for n in range(600)]
    assert through({"partners": partners})["partners"] == partners


@pytest.mark.parametrize("column", ["partners.10000.name", "partners.x.name", "partners..name"])
def test_a_number_beyond_reason_is_no_partner(column: str) -> None:
    record = unflatten({column: "B"})
    assert not isinstance(record.get("partners"), list)
    assert unknown_columns([column], ALLIANCE_COLUMNS) == [column]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("", []),
        ("  ", []),
        ("|", []),
        ("1", ["1"]),
        ("1|17", ["1", "17"]),
        (" 1 |  | 17 | ", ["1", "17"]),
    ],
)
def test_a_list_is_parted_by_bars(cell: str, items: list[str]) -> None:
    assert unflatten({"sdgs": cell}) == {"sdgs": items}


def test_a_bar_in_a_text_is_not_a_list() -> None:
    assert unflatten({"title": "ici | là"}) == {"title": "ici | là"}


# --- Headers -------------------------------------------------------------------------------------
def test_a_header_repeats_numbers_whole_and_as_often_as_needed() -> None:
    names = header(ALLIANCE_COLUMNS, [], {"partners": 10, "figures": 1}, set())
    partners = [name for name in names if name.startswith("partners.")]
    assert partners == [
        f"partners.{n}.{field}" for n in range(1, 11) for field in ("name", "kind", "size", "role")
    ]
    assert [n for n in names if n.endswith(".value")] == [f"figures.{n}.value" for n in range(1, 5)]


def test_a_header_shows_optional_columns_only_when_they_are_filled() -> None:
    usual = header(ALLIANCE_COLUMNS, OPTIONAL_ALLIANCE_COLUMNS, {}, set())
    assert not [name for name in usual if name.startswith(("lessons", "milestones", "targets"))]
    filled = {"targets", "milestones.N.year", "partners.N.contribution"}
    names = header(ALLIANCE_COLUMNS, OPTIONAL_ALLIANCE_COLUMNS, {"milestones": 2}, filled)
    more = [name for name in names if name not in usual]
    assert more == [
        *(f"partners.{n}.contribution" for n in range(1, 9)),
        "targets",
        "milestones.1.year",
        "milestones.2.year",
    ]


def test_no_name_comes_twice_in_a_header() -> None:
    filled = set(OPTIONAL_ALLIANCE_COLUMNS)
    names = header(ALLIANCE_COLUMNS, OPTIONAL_ALLIANCE_COLUMNS, {"milestones": 3}, filled)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("seed", range(20))
def test_a_header_has_a_column_for_each_filled_cell(seed: int) -> None:
    record = invented(seed)
    numbered = {name: len(record[name]) for name in ("partners", "figures", "milestones")}
    filled = set(OPTIONAL_ALLIANCE_COLUMNS)
    names = header(ALLIANCE_COLUMNS, OPTIONAL_ALLIANCE_COLUMNS, numbered, filled)
    assert {name for name, cell in flatten(record).items() if cell} <= set(names)


def test_what_a_header_spells_an_import_knows() -> None:
    known = [*ALLIANCE_COLUMNS, *OPTIONAL_ALLIANCE_COLUMNS]
    names = header(known, [], {"partners": 40, "figures": 9, "milestones": 9}, set())
    assert unknown_columns(names, known) == []
    kept = [*RESOURCE_COLUMNS, *OPTIONAL_RESOURCE_COLUMNS]
    assert unknown_columns(header(kept, [], {}, set()), kept) == []


def test_unknown_columns_are_listed_and_nameless_ones_are_not() -> None:
    names = ["slug", "", "couleur", "partners.3.name", "partners.3.age", "partners.N.name"]
    unknown = unknown_columns(names, ALLIANCE_COLUMNS)
    assert unknown[:2] == ["couleur", "partners.3.age"]


def test_families_and_kinds_are_those_of_the_content() -> None:
    assert {record["medoc"] for record in RESOURCES} <= set(Medoc.values)
    assert {p["kind"] for record in RECORDS for p in record["partners"]} <= set(ActorKind.values)

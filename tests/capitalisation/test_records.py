"""Sheets and resources as exports write them: an import reads them back without change."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alliage.capitalisation.interchange.cleaning import Cleaner
from alliage.capitalisation.interchange.layout import (
    ALLIANCE_COLUMNS,
    OPTIONAL_ALLIANCE_COLUMNS,
    flatten,
    unflatten,
    unknown_columns,
)
from alliage.capitalisation.interchange.records import clean_alliance, clean_resource
from alliage.capitalisation.models import Alliance, PartnershipType, Resource
from alliage.capitalisation.queries.records import (
    alliance_record,
    plain_number,
    resource_record,
)
from alliage.capitalisation.services import AllianceWriter, import_file
from tests.taxonomy.factories import TermFactory
from tests.territories.factories import angouleme, charente, france, nouvelle_aquitaine

from .factories import (
    AllianceFactory,
    FigureFactory,
    ParticipationFactory,
    PlaceFactory,
    ResourceFactory,
    SourceFactory,
    TypeFactory,
    whole_alliance,
)

pytestmark = pytest.mark.django_db


def record_of(alliance: Alliance) -> dict[str, Any]:
    return alliance_record(Alliance.objects.for_sheet().get(pk=alliance.pk))


def bare(**fields: Any) -> Alliance:
    """An alliance with the least that an import accepts."""
    alliance: Alliance = TypeFactory(alliance=AllianceFactory(**fields)).alliance
    PlaceFactory(alliance=alliance, territory=angouleme())
    return alliance


@pytest.mark.parametrize("make", [whole_alliance, bare])
def test_a_record_is_sound_for_an_import_nested_and_flat(make: Any) -> None:
    record = record_of(make())
    nested, flat = Cleaner(1, record), Cleaner(1, unflatten(flatten(record)))
    assert clean_alliance(nested) == clean_alliance(flat)
    assert nested.problems == flat.problems == []


def test_a_record_uses_only_the_columns_of_the_layout() -> None:
    columns = flatten(record_of(whole_alliance()))
    assert unknown_columns(columns, [*ALLIANCE_COLUMNS, *OPTIONAL_ALLIANCE_COLUMNS]) == []


def test_a_record_is_json() -> None:
    record = record_of(whole_alliance())
    assert json.loads(json.dumps(record)) == record


def test_a_whole_sheet_is_imported_back_as_it_was(tmp_path: Path) -> None:
    alliance = whole_alliance()
    before = record_of(alliance)
    path = tmp_path / "alliances.jsonl"
    path.write_text(json.dumps(before))
    alliance.delete()
    report = import_file(path, AllianceWriter())
    assert (report.problems, report.tally.created) == ([], [alliance.slug])
    assert record_of(Alliance.objects.get()) == before
    again = import_file(path, AllianceWriter())
    assert (again.tally.updated, again.tally.unchanged) == ([], 1)


def test_few_sheets_have_more_and_only_they_show_it() -> None:
    rare = {"lessons_fr", "success_conditions_fr", "targets", "licence", "milestones"}
    assert rare <= set(record_of(whole_alliance()))
    assert rare.isdisjoint(record_of(bare()))


def test_a_contribution_shows_only_where_there_is_one() -> None:
    partners = record_of(whole_alliance())["partners"]
    assert [partner.get("contribution") for partner in partners] == ["Un local", None]
    assert "contribution" not in partners[1]


def test_the_usual_licence_goes_without_saying() -> None:
    assert "licence" not in record_of(bare(licence="etalab-2.0"))
    assert record_of(bare(licence="CC0-1.0"))["licence"] == "CC0-1.0"


def test_one_type_is_a_word_and_several_are_a_list() -> None:
    alliance = bare()
    assert record_of(alliance)["partnership_type"] == "mecenat"
    TypeFactory(alliance=alliance, type=PartnershipType.INNOVATION)
    assert record_of(alliance)["partnership_type"] == ["mecenat", "innovation_societale"]
    record = clean_alliance(Cleaner(1, record_of(alliance)))
    assert record.types == ("mecenat", "innovation_societale")


@pytest.mark.parametrize(
    ("place", "stated", "expected"),
    [
        (angouleme, "", ("commune", "Angoulême", "16", "Nouvelle-Aquitaine")),
        (angouleme, "Le centre", ("commune", "Le centre", "16", "Nouvelle-Aquitaine")),
        (charente, "", ("departement", "Charente", "16", "Nouvelle-Aquitaine")),
        (nouvelle_aquitaine, "", ("region", "Nouvelle-Aquitaine", None, "Nouvelle-Aquitaine")),
        (france, "", ("france", "France", None, None)),
    ],
)
def test_a_place_set_by_hand_is_described(place: Any, stated: str, expected: Any) -> None:
    alliance = AllianceFactory()
    PlaceFactory(alliance=alliance, territory=place(), stated_name=stated)
    assert tuple(record_of(alliance)["territory"].values()) == expected


def test_a_place_stated_by_a_file_is_given_back_as_stated() -> None:
    alliance = AllianceFactory(stated_territory={"level": "epci", "name": "Grand Cognac"})
    PlaceFactory(alliance=alliance, territory=charente())
    assert record_of(alliance)["territory"] == {
        "level": "epci",
        "name": "Grand Cognac",
        "department_code": None,
        "region_name": None,
    }


def test_a_sheet_without_place_nor_source_says_none() -> None:
    record = record_of(AllianceFactory())
    assert set(record["territory"].values()) == {None}
    assert (record["source_url"], record["accessed"], record["figures"]) == (None, None, [])


def test_the_first_source_is_the_one_told() -> None:
    alliance = AllianceFactory()
    SourceFactory(alliance=alliance, url="https://exemple.fr/1", publisher="", consulted_on="")
    SourceFactory(alliance=alliance, url="https://exemple.fr/2")
    record = record_of(alliance)
    assert record["source_url"] == "https://exemple.fr/1"
    assert (record["source_publisher"], record["accessed"]) == (None, None)


def test_partners_come_in_their_rank() -> None:
    alliance = AllianceFactory()
    for rank in (3, 1, 2):
        ParticipationFactory(alliance=alliance, position=rank, stated_name=f"Rang {rank}")
    names = [partner["name"] for partner in record_of(alliance)["partners"]]
    assert names == ["Rang 1", "Rang 2", "Rang 3"]


@pytest.mark.parametrize(
    ("value", "plain"),
    [("0.0000", 0), ("-0.5000", -0.5), ("37.5", 37.5), ("99999999999999.0000", 99999999999999)],
)
def test_a_number_is_written_plainly(value: str, plain: float) -> None:
    found = plain_number(Decimal(value))
    assert found == plain
    assert type(found) is type(plain)


def test_the_largest_number_of_the_base_goes_out_and_in_unchanged() -> None:
    figure = FigureFactory(value=Decimal("12345678901.1234"))
    [told] = record_of(figure.alliance)["figures"]
    assert Cleaner(1, {}).decimal(told["value"], "value") == figure.value


def test_a_record_costs_no_query_once_its_sheet_is_read() -> None:
    for _ in range(3):
        whole_alliance()
    sheets = list(Alliance.objects.for_sheet())
    with CaptureQueriesContext(connection) as captured:
        assert len([alliance_record(sheet) for sheet in sheets]) == 3
    assert len(captured) == 0


# --- Resources -----------------------------------------------------------------------------------
def test_a_resource_record_is_sound_for_an_import_nested_and_flat() -> None:
    door = TermFactory(vocabulary="porte_entree", code="porte")
    resource = ResourceFactory(
        description="Une méthode.",
        entry_door=door,
        year=2020,
        licence="CC-BY",
        consulted_on="2026-11",
        source_url="https://exemple.fr/source",
    )
    resource.audiences.add(TermFactory(code="elus"))
    resource.maturities.add(TermFactory(vocabulary="maturite", code="debut"))
    record = resource_record(Resource.objects.for_listing().get())
    nested, flat = Cleaner(1, record), Cleaner(1, unflatten(flatten(record)))
    read = clean_resource(nested)
    assert read == clean_resource(flat)
    assert nested.problems == flat.problems == []
    assert (read.entry_door, read.audiences, read.maturities) == ("porte", ("elus",), ("debut",))
    assert (read.year, read.licence, read.consulted_on) == (2020, "CC-BY", "2026-11")


def test_a_resource_says_its_licence_and_date_only_when_known() -> None:
    ResourceFactory()
    record = resource_record(Resource.objects.for_listing().get())
    assert {"licence", "accessed"}.isdisjoint(record)
    assert record["entry_door"] is None

"""Open formats: columns only as needed, valid shapes, licences, identifiers that last."""

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliage.capitalisation.models import Alliance
from alliage.capitalisation.queries import exports
from alliage.search.services import reindex
from alliage.web.exports import (
    Entry,
    Table,
    atom_response,
    geojson_response,
    json_response,
    table_response,
)
from tests.territories.factories import angouleme, france

from .factories import (
    AllianceFactory,
    MilestoneFactory,
    ParticipationFactory,
    PlaceFactory,
    ResourceFactory,
    whole_alliance,
)

pytestmark = pytest.mark.usefixtures("own_index")
ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = datetime(2026, 11, 5, 12, tzinfo=UTC)


def feature(alliance: Alliance) -> dict[str, Any]:
    return exports.alliance_feature(Alliance.objects.for_sheet().get(pk=alliance.pk))


# --- Columns -------------------------------------------------------------------------------------
def test_optional_columns_show_only_when_some_sheet_fills_them() -> None:
    usual = exports.alliances_header([AllianceFactory().slug])
    full = exports.alliances_header([AllianceFactory().slug, whole_alliance().slug])
    assert set(usual) < set(full)
    assert set(full) - set(usual) == {
        "lessons_fr",
        "success_conditions_fr",
        "targets",
        "licence",
        "milestones.1.year",
        "milestones.1.text_fr",
        "milestones.2.year",
        "milestones.2.text_fr",
        *(f"partners.{n}.contribution" for n in range(1, 9)),
    }


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"lessons": "Une leçon."}, "lessons_fr"),
        ({"success_conditions": "Du temps."}, "success_conditions_fr"),
        ({"licence": "CC0-1.0"}, "licence"),
    ],
)
def test_one_filled_sheet_is_enough_for_a_column(fields: dict[str, str], column: str) -> None:
    bare, filled = AllianceFactory(), AllianceFactory(**fields)
    assert column not in exports.alliances_header([bare.slug])
    assert column in exports.alliances_header([bare.slug, filled.slug])


def test_the_fullest_sheet_decides_how_many_numbers_there_are() -> None:
    crowded = AllianceFactory()
    ParticipationFactory.create_batch(11, alliance=crowded)
    MilestoneFactory.create_batch(3, alliance=crowded)
    ParticipationFactory.create_batch(2)
    names = exports.alliances_header(list(Alliance.objects.values_list("slug", flat=True)))
    assert "partners.11.name" in names
    assert "partners.12.name" not in names
    assert "milestones.3.year" in names
    assert "milestones.4.year" not in names


def test_a_header_of_nothing_is_the_common_one() -> None:
    assert exports.alliances_header([]) == exports.alliances_header([AllianceFactory().slug])


def test_resources_show_licence_and_date_only_when_known() -> None:
    bare = ResourceFactory().slug
    known = ResourceFactory(licence="CC-BY", consulted_on="2026-11").slug
    assert {"licence", "accessed"}.isdisjoint(exports.resources_header([bare]))
    assert {"licence", "accessed"} <= set(exports.resources_header([bare, known]))


def test_every_filled_cell_of_an_export_has_its_column() -> None:
    slugs = [whole_alliance().slug, AllianceFactory().slug]
    names = set(exports.alliances_header(slugs))
    for cells in exports.alliance_cells(slugs):
        assert {name for name, cell in cells.items() if cell} <= names


# --- What is read --------------------------------------------------------------------------------
def test_rows_come_in_the_order_asked_and_drafts_never_do() -> None:
    one, two, draft = AllianceFactory(), AllianceFactory(), AllianceFactory(draft=True)
    asked = [two.slug, draft.slug, "inconnue", one.slug]
    assert list(exports.alliances_named(asked)) == [two, one]
    resource, hidden = ResourceFactory(), ResourceFactory(draft=True)
    assert list(exports.resources_named([hidden.slug, resource.slug])) == [resource]


def test_a_long_export_is_read_by_parts_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 3)
    slugs = [alliance.slug for alliance in AllianceFactory.create_batch(7)]
    assert [alliance.slug for alliance in exports.alliances_named(slugs)] == slugs


@pytest.mark.parametrize("form", ["csv", "json", "geojson", "atom"])
def test_an_export_of_fifteen_costs_no_more_queries_than_one(client: Client, form: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            response = client.get(f"/alliances.{form}")
            assert b"".join(response) if response.streaming else response.content
        return len(captured)

    whole_alliance()
    reindex()
    cost()
    before = cost()
    for _ in range(14):
        whole_alliance()
    reindex()
    assert cost() == before


# --- Shapes --------------------------------------------------------------------------------------
def test_a_feature_stands_at_the_centre_of_its_place_and_says_how_precise_it_is() -> None:
    alliance = AllianceFactory()
    town = angouleme(longitude=0.15, latitude=45.65)
    PlaceFactory(alliance=alliance, territory=town)
    drawn = feature(alliance)
    # Where the whole country was loaded before, the town has its true centre.
    centre = [town.longitude, town.latitude]
    assert drawn["geometry"] == {"type": "Point", "coordinates": centre}
    assert drawn["properties"]["precision"] == "commune"
    assert drawn["properties"]["url"].startswith("http")


def test_a_place_without_a_centre_has_a_null_geometry_yet_is_told() -> None:
    alliance = AllianceFactory()
    PlaceFactory(alliance=alliance, territory=france())
    drawn = feature(alliance)
    assert drawn["geometry"] is None
    assert (drawn["properties"]["place"], drawn["properties"]["precision"]) == ("France", "france")


def test_a_sheet_without_place_is_still_a_feature() -> None:
    drawn = feature(AllianceFactory())
    assert (drawn["type"], drawn["geometry"], drawn["properties"]["place"]) == (
        "Feature",
        None,
        None,
    )


def test_a_collection_keeps_its_notes_and_its_accents() -> None:
    response = geojson_response({"licence": "etalab-2.0"}, [{"type": "Feature", "n": "é"}])
    assert response["Content-Type"].startswith("application/geo+json")
    assert "é" in response.content.decode()
    assert b'"licence":"etalab-2.0"' in response.content


def test_json_says_its_licence_and_how_many_there_are(client: Client) -> None:
    AllianceFactory.create_batch(3)
    ResourceFactory()
    reindex()
    for name, total in (("alliances", 3), ("resources", 1)):
        path = "/ressources.json" if name == "resources" else "/alliances.json"
        data = client.get(path).json()
        assert (data["licence"], data["total"], len(data[name])) == ("etalab-2.0", total, total)


def test_json_of_nothing_is_an_empty_list(client: Client) -> None:
    reindex()
    assert client.get("/alliances.json").json()["alliances"] == []
    assert json_response("rows", {}, iter(())).content == b'{"rows":[]}'


# --- CSV -----------------------------------------------------------------------------------------
def test_csv_quotes_what_must_be_and_neutralises_what_would_run() -> None:
    rows = [{"a": 'dit "oui", non', "b": "=1+1"}, {"a": "deux\nlignes"}]
    response = table_response(Table("noms", lambda: ["a", "b"], lambda: rows, lambda: rows), "csv")
    body = b"".join(response.streaming_content).decode()  # type: ignore[arg-type]
    assert body == 'a,b\r\n"dit ""oui"", non",\'=1+1\r\n"deux\nlignes",\r\n'
    assert response["Content-Disposition"] == 'attachment; filename="noms.csv"'


# --- Atom ----------------------------------------------------------------------------------------
def test_a_feed_is_valid_with_lasting_identifiers_and_dates() -> None:
    response = atom_response(
        title="Alliances",
        url="https://exemple.fr/alliances/",
        feed_url="https://exemple.fr/alliances.atom?q=a&b=c",
        language="fr",
        entries=[Entry("Un <titre>", "https://exemple.fr/a/", "Résumé & suite", INSTANT)],
    )
    feed = ElementTree.fromstring(response.content)  # noqa: S314 - ours
    assert feed.findtext(f"{ATOM}id") == "https://exemple.fr/alliances.atom?q=a&b=c"
    [entry] = feed.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "https://exemple.fr/a/"
    assert entry.findtext(f"{ATOM}title") == "Un <titre>"
    assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "") == INSTANT
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated") or "") == INSTANT


def test_the_feed_of_alliances_names_each_sheet_once(client: Client) -> None:
    alliances = AllianceFactory.create_batch(3)
    reindex()
    feed = ElementTree.fromstring(client.get("/alliances.atom").content)  # noqa: S314 - ours
    identifiers = [entry.findtext(f"{ATOM}id") or "" for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(identifiers)) == 3
    assert {i.rstrip("/").rsplit("/", 1)[1] for i in identifiers} == {a.slug for a in alliances}

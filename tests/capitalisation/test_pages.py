"""Pages of alliances and resources on the real content: what they show, and at what cost."""

import csv
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliage.capitalisation.models import Alliance, EditorialState
from alliage.capitalisation.services import AllianceWriter, ResourceWriter, import_file
from alliage.search.services import reindex

pytestmark = pytest.mark.usefixtures("base")
SHEET = "/alliances/banque-solidaire-de-l-equipement-emmaus-defi-et-carrefour/"
LIST_BUDGET, SHEET_BUDGET, LIST_BYTES = 10, 14, 60_000
COLUMNS = json.loads((Path(__file__).parent / "columns.json").read_text())


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "/",
        "/alliances/",
        "/alliances/?q=alimentation&type=mecenat&stade=deploiement",
        "/alliances/?territoire=departement:16",
        "/ressources/",
        "/ressources/?q=guide&famille=methode",
        "/organisations/",
        "/organisations/?q=carrefour",
        "/alliances/carte/",
        "/centres/",
    ],
)
def test_lists_keep_to_their_budget_of_queries(client: Client, url: str) -> None:
    client.get(url)
    assert queries(client, url) <= LIST_BUDGET


@pytest.mark.parametrize(
    "url",
    [
        SHEET,
        "/ressources/guide-methodologique-du-faire-ensemble/",
        "/centres/evaluation-partenariale/",
        "/organisations/carrefour/",
        "/territoires/region/75-nouvelle-aquitaine/",
        "/odd/17/",
    ],
)
def test_sheets_keep_to_their_budget_of_queries(client: Client, url: str) -> None:
    client.get(url)
    assert queries(client, url) <= SHEET_BUDGET


@pytest.mark.parametrize("url", ["/alliances/", "/ressources/", "/organisations/"])
def test_a_list_weighs_little(client: Client, url: str) -> None:
    assert len(client.get(url).content) <= LIST_BYTES


def test_a_sheet_says_who_what_where_and_on_what_ground(client: Client) -> None:
    page = text(client, SHEET)
    for words in ["Emmaüs Défi", "porteur du programme", "Mécénat", "Paris (75)", "Depuis 2012"]:
        assert words in page
    assert "357\u202f400" in page
    assert "Trophée national de l’entreprise citoyenne" in page
    assert "Consultée en novembre 2026" in page
    assert "Partenaires communs" in page


def test_a_draft_is_shown_nowhere(client: Client) -> None:
    slug = SHEET.strip("/").split("/")[1]
    Alliance.objects.filter(slug=slug).update(editorial_state=EditorialState.DRAFT)
    reindex("alliance", [slug])
    try:
        assert client.get(SHEET).status_code == 404
        assert client.get(f"{SHEET}partage.png").status_code == 404
        assert slug not in text(client, "/alliances/?q=emmaus")
        assert slug not in text(client, "/alliances.json")
    finally:
        Alliance.objects.filter(slug=slug).update(editorial_state=EditorialState.PUBLISHED)
        reindex("alliance", [slug])


def test_filters_narrow_and_their_chips_undo(client: Client) -> None:
    page = text(client, "/alliances/?type=mecenat&stade=experimentation")
    expected = Alliance.objects.filter(types__type="mecenat", stage="experimentation").count()
    assert re.search(rf">\s*{expected} alliances?\s*<", page)
    assert 'href="?type=mecenat"' in page
    assert 'href="?stade=experimentation"' in page


def test_a_territory_finds_inside_and_tells_apart_what_covers_it(client: Client) -> None:
    page = text(client, "/alliances/?territoire=commune:86194")
    inside, _, covering = page.partition('id="couvrent"')
    assert "Poitiers" in inside
    assert covering
    assert "Elles couvrent aussi ce territoire" in covering


def test_unknown_values_are_ignored_and_nonsense_is_told(client: Client) -> None:
    assert "148 alliances" in text(client, "/alliances/?type=troc&territoire=lune:3&odd=99")
    assert client.get("/alliances/?page=1000000000").status_code == 404
    assert client.get("/alliances/?page=abc").status_code == 404
    assert client.get("/alliances/?page=99").status_code == 404
    assert client.get("/alliances/?q=%00").status_code == 400
    assert client.get("/alliances/?q=" + "a" * 10_000).status_code == 400
    assert client.get("/alliances/?q=%ff%fe").status_code == 400
    assert client.get("/alliances/n-existe-pas/").status_code == 404


def test_an_empty_list_shows_a_way_out(client: Client) -> None:
    page = text(client, "/alliances/?q=légumerie&territoire=region:06")
    assert "Aucune alliance ne réunit ces conditions" in page
    assert "Vous trouverez quelque chose" in page


def test_htmx_receives_the_results_alone(client: Client) -> None:
    url = "/alliances/?q=alimentation"
    whole, part = client.get(url), client.get(url, headers={"HX-Request": "true"})
    assert "HX-Request" in part["Vary"]
    assert b"<h1" not in part.content
    assert part.content.decode().strip() in whole.content.decode()


def test_exports_hold_exactly_what_is_filtered(client: Client) -> None:
    query = "?type=mecenat&q=alimentation"
    slugs = {a["slug"] for a in client.get(f"/alliances.json{query}").json()["alliances"]}
    rows = csv.DictReader(io.StringIO(_body(client, f"/alliances.csv{query}")))
    assert {r["slug"] for r in rows} == slugs
    features = client.get(f"/alliances.geojson{query}").json()["features"]
    assert {feature["id"] for feature in features} == slugs
    feed = ElementTree.fromstring(client.get(f"/alliances.atom{query}").content)  # noqa: S314
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(slugs) > 3


def _body(client: Client, url: str) -> str:
    return b"".join(client.get(url).streaming_content).decode()


def test_the_csv_reimports_unchanged(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "alliances.csv"
    path.write_text(_body(client, "/alliances.csv"), newline="")
    report = import_file(path, AllianceWriter())
    assert report.problems == []
    assert (report.tally.unchanged, report.tally.updated) == (148, [])
    path.write_text(_body(client, "/ressources.csv"), newline="")
    report = import_file(path, ResourceWriter())
    assert (report.problems, report.tally.unchanged) == ([], 102)


def test_the_csv_has_the_common_columns_and_more_partners_only_as_needed(client: Client) -> None:
    names = _body(client, "/alliances.csv").split("\r\n")[0].split(",")
    extra = [name for name in names if name not in COLUMNS]
    assert extra == [f"partners.9.{name}" for name in ("name", "kind", "size", "role")]
    assert [name for name in names if name in COLUMNS] == COLUMNS


def test_formulas_are_neutralised_and_come_back_as_they_were(
    client: Client, tmp_path: Path
) -> None:
    title = "=HYPERLINK(0) des partenaires"
    slug = SHEET.strip("/").split("/")[1]
    Alliance.objects.filter(slug=slug).update(title=title)
    reindex("alliance", [slug])
    body = _body(client, "/alliances.csv?partenaire=emmaus-defi")
    assert f"'{title}" in body
    path = tmp_path / "alliances.csv"
    path.write_text(body, newline="")
    assert import_file(path, AllianceWriter()).tally.updated == []
    assert Alliance.objects.get(slug=slug).title == title


def test_english_pages_exist_and_point_to_the_french_ones(client: Client) -> None:
    page = text(client, f"/en{SHEET}")
    assert '<html lang="en"' in page
    assert 'hreflang="fr"' in page


def test_the_share_image_is_a_light_png(client: Client) -> None:
    image = client.get(f"{SHEET}partage.png")
    assert image.content.startswith(b"\x89PNG")
    assert len(image.content) < 60_000


def test_overseas_a_region_and_its_department_are_one_place(client: Client) -> None:
    region = client.get("/alliances.json?territoire=region:04").json()["total"]
    assert region == client.get("/alliances.json?territoire=departement:974").json()["total"] >= 2
    assert "La Réunion : " in text(client, "/alliances/carte/?niveau=departement")


def test_a_kit_shows_only_what_everybody_may_read(client: Client) -> None:
    url = "/centres/evaluation-partenariale/"
    slug = "silver-geek-le-jeu-video-contre-l-isolement-des-aines"
    assert slug in text(client, url)
    Alliance.objects.filter(slug=slug).update(editorial_state=EditorialState.ARCHIVED)
    assert slug not in text(client, url)


def test_a_page_that_did_not_change_is_not_sent_again(client: Client) -> None:
    tag = client.get(SHEET)["ETag"]
    assert client.get(SHEET, headers={"If-None-Match": tag}).status_code == 304


def test_resources_have_features_without_place(client: Client) -> None:
    features = client.get("/ressources.geojson?famille=outil").json()["features"]
    assert len(features) > 5
    assert {feature["geometry"] for feature in features} == {None}

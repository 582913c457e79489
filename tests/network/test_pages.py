"""Pages of organisations: the list, its facets and formats, and the page of one."""

import csv
import io
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliage.network.queries import COLUMNS
from alliage.search.services import reindex
from tests.capitalisation.factories import AllianceFactory, ParticipationFactory
from tests.territories.factories import angouleme, charente

from .factories import OrganisationFactory

pytestmark = pytest.mark.usefixtures("own_index")
ATOM = "{http://www.w3.org/2005/Atom}"


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        text(client, url)
    return len(captured)


@pytest.fixture
def three(own_index: None) -> None:
    """An association of Angoulême, a company, and a collective name."""
    OrganisationFactory(slug="emmaus", name="Emmaüs Défi", territory=angouleme())
    OrganisationFactory(slug="carrefour", name="Carrefour", company=True, siren="652014051")
    OrganisationFactory(slug="communes", name="Communes rurales", collective=True)
    reindex()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", {"emmaus", "carrefour"}),
        ("?q=emmaus", {"emmaus"}),
        ("?monde=economic", {"carrefour"}),
        ("?monde=economic&monde=associative", {"emmaus", "carrefour"}),
        ("?acteur=association&taille=pme", set()),
        ("?taille=pme", {"carrefour"}),
        ("?territoire=departement:16", {"emmaus"}),
        ("?territoire=region:75&acteur=entreprise", set()),
        ("?acteur=club", {"emmaus", "carrefour"}),
    ],
)
def test_the_list_and_every_format_hold_what_is_filtered(
    client: Client, query: str, slugs: set[str]
) -> None:
    page = text(client, f"/organisations/{query}")
    assert {s for s in ("emmaus", "carrefour", "communes") if f'/{s}/"' in page} == slugs
    data = client.get(f"/organisations.json{query}").json()
    assert {row["slug"] for row in data["organisations"]} == slugs
    assert (data["total"], data["licence"]) == (len(slugs), "etalab-2.0")
    features = client.get(f"/organisations.geojson{query}").json()["features"]
    assert {feature["id"] for feature in features} == slugs
    table = b"".join(client.get(f"/organisations.csv{query}").streaming_content).decode()
    assert {row["slug"] for row in csv.DictReader(io.StringIO(table))} == slugs
    feed = ElementTree.fromstring(client.get(f"/organisations.atom{query}").content)  # noqa: S314
    assert len(feed.findall(f"{ATOM}entry")) == len(slugs)


@pytest.mark.usefixtures("three")
def test_the_csv_has_all_its_columns_even_empty(client: Client) -> None:
    body = b"".join(client.get("/organisations.csv").streaming_content).decode()
    assert body.split("\r\n")[0] == ",".join(COLUMNS)


def test_a_formula_for_a_name_is_neutralised(client: Client) -> None:
    OrganisationFactory(name="=HYPERLINK(0)")
    reindex()
    body = b"".join(client.get("/organisations.csv").streaming_content).decode()
    assert ",'=HYPERLINK(0)," in body


def test_names_are_escaped(client: Client) -> None:
    made = OrganisationFactory(name="<script>alert(1)</script>")
    reindex()
    for url in ("/organisations/", made.get_absolute_url()):
        page = text(client, url)
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_an_empty_base_says_so(client: Client) -> None:
    reindex()
    assert client.get("/organisations/").status_code == 200
    assert client.get("/organisations.json").json()["organisations"] == []


@pytest.mark.parametrize(
    "url",
    [
        "/organisations/inconnue/",
        "/organisations/?page=2",
        "/organisations/?page=0",
        "/organisations/?page=x",
        "/organisations.xml",
    ],
)
@pytest.mark.usefixtures("three")
def test_what_is_not_there_is_not_found(client: Client, url: str) -> None:
    assert client.get(url).status_code == 404


def test_the_list_is_in_the_order_of_names_accents_aside(client: Client) -> None:
    for name in ("Zoé", "Élan", "Abeilles", "eau vive"):
        OrganisationFactory(name=name)
    reindex()
    rows = client.get("/organisations.json").json()["organisations"]
    assert [row["name"] for row in rows] == ["Abeilles", "eau vive", "Élan", "Zoé"]


def test_the_page_of_an_organisation_shows_its_alliances_and_with_whom(client: Client) -> None:
    mine, theirs = OrganisationFactory(territory=charente()), OrganisationFactory(name="Les autres")
    shown, draft = AllianceFactory(), AllianceFactory(draft=True)
    hidden = OrganisationFactory(name="Dans l’ombre")
    for alliance, organisation in [(shown, mine), (shown, theirs), (draft, mine), (draft, hidden)]:
        ParticipationFactory(alliance=alliance, organisation=organisation)
    page = text(client, mine.get_absolute_url())
    assert shown.title in page
    assert "Les autres" in page
    assert "Charente (16)" in page
    assert draft.title not in page
    assert "Dans l’ombre" not in page


def test_an_organisation_of_no_published_alliance_says_so(client: Client) -> None:
    page = text(client, OrganisationFactory().get_absolute_url())
    assert "Aucune alliance publiée ne la cite" in page


def test_a_collective_name_is_told_as_such(client: Client) -> None:
    collective = OrganisationFactory(name="Communes rurales", collective=True)
    one = OrganisationFactory(name="Une seule")
    assert "collectif" in text(client, collective.get_absolute_url())
    assert "collectif" not in text(client, one.get_absolute_url())


def test_fifteen_organisations_cost_no_more_queries_than_one(client: Client) -> None:
    OrganisationFactory(territory=angouleme())
    reindex()
    costs = [cost(client, url) for url in ("/organisations/", "/organisations.json")]
    OrganisationFactory.create_batch(14, territory=angouleme(), company=True)
    reindex()
    assert [cost(client, url) for url in ("/organisations/", "/organisations.json")] == costs


def test_fifteen_alliances_cost_the_page_of_an_organisation_no_more_than_one(
    client: Client,
) -> None:
    mine = OrganisationFactory(territory=angouleme())
    ParticipationFactory(organisation=mine)
    ParticipationFactory(alliance=mine.participations.get().alliance)
    before = cost(client, mine.get_absolute_url())
    for alliance in AllianceFactory.create_batch(14):
        ParticipationFactory(alliance=alliance, organisation=mine)
        ParticipationFactory(alliance=alliance)
    assert cost(client, mine.get_absolute_url()) == before


def test_english_readers_have_the_page_too(client: Client) -> None:
    made = OrganisationFactory(name="Emmaüs Défi")
    page = text(client, f"/en{made.get_absolute_url()}")
    assert '<html lang="en"' in page
    assert "Emmaüs Défi" in page


# --- What nobody published -----------------------------------------------------------------------
def test_an_organisation_that_only_unpublished_sheets_name_is_nowhere(client: Client) -> None:
    hidden = OrganisationFactory(slug="cachee", name="Cachée")
    for state in ({"draft": True}, {"archived": True}):
        ParticipationFactory(alliance=AllianceFactory(**state), organisation=hidden)
    OrganisationFactory(slug="seule", name="Seule")
    reindex()
    for url in ("/organisations/", "/chercher/?q=cachee", "/sitemap-organisations.xml"):
        assert "Cachée" not in text(client, url)
        assert "/cachee/" not in text(client, url)
    for url in ("/organisations/cachee/", "/id/organisation/cachee"):
        assert client.get(url).status_code == 404
    assert b"cachee" not in b"".join(client.get("/organisations.csv"))
    assert "Seule" in text(client, "/organisations/"), "one that no sheet names is public"
    ParticipationFactory(alliance=AllianceFactory(), organisation=hidden)
    reindex()
    assert client.get("/organisations/cachee/").status_code == 200
    assert "Cachée" in text(client, "/organisations/")

"""The pages about places: who may read them, where addresses lead, what they say, at what cost."""

import json
import re

import pytest
from django.http import HttpRequest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliage.territories.models import FormerCommune, Territory
from alliage.web import panels
from alliage.web.panels import Panel

pytestmark = pytest.mark.usefixtures("geography")

PAGES = {
    "france": "/territoires/france/FR-france/",
    "region": "/territoires/region/75-nouvelle-aquitaine/",
    "collectivity": "/territoires/region/987-polynesie-francaise/",
    "departement": "/territoires/departement/16-charente/",
    "epci": "/territoires/epci/243500741-communaute-d-agglomeration-redon-agglomeration/",
    "commune": "/territoires/commune/91228-evry-courcouronnes/",
    "isolated": "/territoires/commune/85113-l-ile-d-yeu/",
}


def main_part(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode().split("<main")[1].split("</main>", maxsplit=1)[0]


def answers(html: str) -> list[str]:
    listed = "".join(html.split('class="places')[1:])
    return re.findall(r'<li><a href="[^"]*/territoires/[a-z]+/([0-9A-Z]+)-', listed)


@pytest.mark.parametrize("address", [*PAGES.values(), "/territoires/", "/territoires/recherche/"])
def test_pages_answer_in_french_and_in_english(visitor: Client, address: str) -> None:
    french = visitor.get(address)
    assert french.status_code == 200
    english = re.search(r'hreflang="en" href="http://[^/]+(/en/[^"]+)"', french.content.decode())
    assert english
    assert visitor.get(english[1]).status_code == 200


@pytest.mark.parametrize("address", PAGES.values())
def test_a_page_costs_few_queries(
    visitor: Client,
    address: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(9):
        visitor.get(address)


def test_the_index_costs_one_query(
    visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(1):
        visitor.get("/territoires/")


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/territoires/departement/16-vienne/", PAGES["departement"]),
        ("/territoires/departement/16/", PAGES["departement"]),
        ("/territoires/departement/2a-corse/", "/territoires/departement/2A-corse-du-sud/"),
        ("/territoires/commune/91182-courcouronnes/", PAGES["commune"]),
        ("/territoires/commune/75101-paris/", "/territoires/commune/75056-paris/"),
        ("/territoires/commune/01003/", "/territoires/commune/01165-francheleins/"),
    ],
)
def test_old_codes_and_approximate_addresses_move_for_good(
    visitor: Client, address: str, target: str
) -> None:
    response = visitor.get(address)
    assert (response.status_code, response["Location"]) == (301, target)


@pytest.mark.parametrize(
    "address",
    [
        "/territoires/commune/99999-nulle-part/",
        "/territoires/departement/00/",
        "/territoires/planete/3-terre/",
        "/territoires/commune/1234567890-x/",
        "/territoires/epci/%00-x/",
        "/territoires/commune/91228-évry/",
    ],
)
def test_unknown_places_are_not_found(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_every_territory_has_an_address_that_is_its_own() -> None:
    for territory in Territory.objects.order_by("code")[::211]:
        assert territory.slug
        assert territory.get_absolute_url().endswith(f"/{territory.code}-{territory.slug}/")


def test_a_department_shows_what_it_holds(visitor: Client) -> None:
    page = main_part(visitor, PAGES["departement"])
    assert "352\u202f683 habitants" in page
    assert "INSEE" in page
    assert "2026" in page
    assert page.count("/territoires/epci/") == 9
    assert "Sur 359 communes" in page
    assert "Charente-Maritime" in page


def test_a_region_shows_its_departments_and_its_former_names(visitor: Client) -> None:
    page = main_part(visitor, PAGES["region"])
    assert page.count("/territoires/departement/") == 12
    assert "Aquitaine, Limousin, Poitou-Charentes" in page


def test_an_epci_shows_its_communes_and_departments(visitor: Client) -> None:
    page = main_part(visitor, PAGES["epci"])
    assert "Banatic" in page
    assert page.count("/territoires/commune/") == 31
    assert "Loire-Atlantique" in page
    assert "Morbihan" in page


def test_a_commune_shows_those_that_joined_it(visitor: Client) -> None:
    page = main_part(visitor, "/territoires/commune/14035-balleroy-sur-drome/")
    assert "Vaubadon (14727)" in page


def test_mayotte_says_which_census_counts(visitor: Client) -> None:
    page = main_part(visitor, "/territoires/region/06-mayotte/")
    assert "recensement de 2017" in page


def test_linked_data_says_where_the_place_lies(visitor: Client) -> None:
    html = visitor.get(PAGES["commune"]).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found
    data = json.loads(found[1])
    assert data["@type"] == "AdministrativeArea"
    assert data["identifier"] == "91228"
    assert data["containedInPlace"]["name"].startswith("Communauté d'agglomération Grand Paris Sud")
    assert 48 < data["geo"]["latitude"] < 49


def test_higher_contexts_add_their_part(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def added(request: HttpRequest, subject: Territory) -> Panel:
        return Panel("territories/places.html", {"places": [subject], "population": False})

    monkeypatch.setattr(panels, "_builders", {"territory": [added]})
    assert answers(main_part(visitor, PAGES["departement"]))[0] == "16"


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("vienne", "86"),
        ("Angoul", "16015"),
        ("épinal", "88160"),
        ("saint etienne", "42218"),
        ("2a", "2A"),
        ("91182", "91228"),
        ("PACA", "93"),
        ("Poitou-Charentes", "75"),
        ("Courcouronnes", "91228"),
        ("grand pic", "200022986"),
    ],
)
def test_a_place_is_found_by_name_code_or_nickname(visitor: Client, typed: str, first: str) -> None:
    assert answers(main_part(visitor, f"/territoires/recherche/?q={typed}"))[0] == first


def test_the_part_that_htmx_asks_for_is_that_of_the_page(visitor: Client) -> None:
    address = "/territoires/recherche/?q=vienne"
    part = visitor.get(address, headers={"HX-Request": "true"})
    assert "HX-Request" in part["Vary"]
    assert part.content.decode().strip() in visitor.get(address).content.decode()
    assert "<main" not in part.content.decode()


@pytest.mark.parametrize("typed", ["%00", "%FF%FE", "%25", "_", "'", "a" * 9000, "🙂", "<script>"])
def test_nonsense_finds_nothing_and_breaks_nothing(visitor: Client, typed: str) -> None:
    page = main_part(visitor, f"/territoires/recherche/?q={typed}")
    assert answers(page) == []
    assert "<script>" not in page


def test_the_index_says_so_when_nothing_is_loaded(visitor: Client) -> None:
    for model in (FormerCommune, Territory):
        model.objects.all()._raw_delete("default")
    assert "pas encore chargée" in main_part(visitor, "/territoires/")

"""Pages about the platform, in both languages, with and without an operator."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from alliage.taxonomy.services import load_taxonomy

pytestmark = pytest.mark.django_db

PAGES = [
    "/methode/",
    "/a-propos/",
    "/mentions-legales/",
    "/donnees-personnelles/",
    "/accessibilite/",
]


@pytest.mark.parametrize("address", PAGES)
def test_pages_answer_in_french_and_in_english(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 200
    english = re.search(r'hreflang="en" href="http://[^/]+(/en/[^"]+)"', response.content.decode())
    assert english
    assert visitor.get(english[1]).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_pages_take_at_most_one_query(
    visitor: Client, address: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    load_taxonomy()
    with django_assert_max_num_queries(1):
        visitor.get(address)


@pytest.mark.parametrize("address", PAGES)
def test_pages_set_no_cookie(visitor: Client, address: str) -> None:
    assert not visitor.get(address).cookies


@pytest.mark.parametrize("address", PAGES)
def test_headings_follow_one_another(visitor: Client, address: str) -> None:
    load_taxonomy()
    page = visitor.get(address).content.decode()
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    assert main
    levels = [int(level) for level in re.findall(r"<h([1-6])", main[0])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("address", PAGES)
def test_french_is_set_by_the_french_rules(visitor: Client, address: str) -> None:
    load_taxonomy()
    page = visitor.get(address).content.decode()
    main = re.search(r"<main.*</main>", page, re.DOTALL)
    assert main
    assert re.findall(r".{20} [;!?:»].{10}|.{10}« .{10}", strip_tags(main[0])) == []


def test_method_leads_to_each_of_its_parts(visitor: Client) -> None:
    page = visitor.get("/methode/").content.decode()
    for anchor in re.findall(r'href="#([a-z]+)"', page):
        assert f'id="{anchor}"' in page


def test_an_unknown_operator_is_said_to_be_unknown(visitor: Client) -> None:
    assert visitor.get("/mentions-legales/").content.decode().count("non renseigné") == 5


def test_a_known_operator_is_named(visitor: Client, settings: Any) -> None:
    settings.OPERATOR = "Réseau <Exemple>"
    settings.CONTACT_EMAIL = "bonjour@exemple.org"
    for address in ("/mentions-legales/", "/donnees-personnelles/", "/accessibilite/"):
        page = visitor.get(address).content.decode()
        assert "Réseau &lt;Exemple&gt;" in page
        assert "bonjour@exemple.org" in page


def test_a_demonstration_says_so(visitor: Client, settings: Any) -> None:
    words = "Cette instance est une démonstration"
    assert words not in visitor.get("/mentions-legales/").content.decode()
    settings.IS_DEMO = True
    assert words in visitor.get("/mentions-legales/").content.decode()


def test_about_counts_the_content_that_is_shipped(visitor: Client) -> None:
    folder = Path(apps.get_app_config("capitalisation").path) / "data"
    lines = {
        name: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]
        for name in ("alliances", "resources")
    }
    page = visitor.get("/a-propos/").content.decode()
    assert f"{len(lines['alliances'])} alliances" in page
    assert f"{len(lines['resources'])} ressources" in page

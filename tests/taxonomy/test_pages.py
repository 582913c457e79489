"""The glossary and the goals, read by a visitor."""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alliage.taxonomy.models import Goal, Term, Vocabulary

pytestmark = pytest.mark.django_db

PAGES = ["/glossaire/", "/odd/", "/odd/1/", "/odd/17/"]


def main_part(html: str) -> str:
    return html.split("<main")[1].split("</main>", maxsplit=1)[0]


@pytest.mark.usefixtures("taxonomy")
@pytest.mark.parametrize("address", PAGES)
def test_pages_answer_in_french_and_in_english(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 200
    french = visitor.get(address).content.decode()
    english = re.search(r'hreflang="en" href="http://[^/]+(/en/[^"]+)"', french)
    assert english
    assert visitor.get(english[1]).status_code == 200


@pytest.mark.parametrize("address", ["/glossaire/", "/odd/"])
def test_lists_say_so_when_nothing_is_loaded(visitor: Client, address: str) -> None:
    assert "pas encore chargé" in visitor.get(address).content.decode()


@pytest.mark.usefixtures("taxonomy")
@pytest.mark.parametrize("address", ["/odd/0/", "/odd/18/", "/odd/99999999999999999999/"])
def test_there_is_no_eighteenth_goal(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


@pytest.mark.usefixtures("taxonomy")
def test_goal_17_explains_its_19_targets(visitor: Client) -> None:
    page = main_part(visitor.get("/odd/17/").content.decode())
    assert page.count('id="cible-17.') == 19
    assert Goal.objects.get(number=17).targets.get(code="17.17").note in page


@pytest.mark.usefixtures("taxonomy")
def test_glossary_anchors_are_unique(visitor: Client) -> None:
    page = visitor.get("/glossaire/").content.decode()
    anchors = re.findall(r'\bid="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    for code in Term.objects.filter(vocabulary=Vocabulary.GLOSSARY).values_list("code", flat=True):
        assert code in anchors


@pytest.mark.usefixtures("taxonomy")
def test_glossary_marks_our_own_wording(visitor: Client) -> None:
    page = main_part(visitor.get("/glossaire/").content.decode())
    ours = Term.objects.filter(vocabulary=Vocabulary.GLOSSARY, is_confirmed=False).count()
    assert page.count("Formulation d’Alliage") == ours > 0


@pytest.mark.usefixtures("taxonomy")
def test_glossary_is_linked_data(visitor: Client) -> None:
    page = visitor.get("/glossaire/").content.decode()
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block
    data = json.loads(block[1])
    assert data["@type"] == "DefinedTermSet"
    terms = data["hasDefinedTerm"]
    assert len(terms) == Term.objects.filter(vocabulary=Vocabulary.GLOSSARY).count()
    assert all(term["@id"].startswith(f"{data['@id']}#") for term in terms)


@pytest.mark.usefixtures("taxonomy")
def test_glossary_takes_one_query_whatever_its_size(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        visitor.get("/glossaire/")
    Term.objects.bulk_create(
        Term(vocabulary=Vocabulary.GLOSSARY, code=f"mot-{n}", label_fr=f"mot {n}")
        for n in range(50)
    )
    with django_assert_num_queries(1):
        visitor.get("/glossaire/")


@pytest.mark.usefixtures("taxonomy")
def test_every_goal_takes_as_many_queries(
    visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, 18):
        with django_assert_max_num_queries(14):
            assert visitor.get(f"/odd/{number}/").status_code == 200

"""The pages of search, the highlight and the commands."""

import json

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from alliage.search import registry, services
from alliage.search.commands import index_command, search_command
from alliage.search.models import Query
from alliage.search.queries import marked, search

from .factories import shelf
from .test_listing import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_index")]
PART = {"HX-Request": "true"}


def address(words: str = "", name: str = "search") -> str:
    return f"{reverse(f'search:{name}')}?q={words}"


# --- Pages -----------------------------------------------------------------------------------
def test_everything_is_searched_by_kind(visitor: Client) -> None:
    page = visitor.get(address("alimentaire")).content.decode()
    assert "Guide du don alimentaire" in page
    assert "Ressources" in page
    assert "Regrouper les invendus" in page


def test_the_part_is_the_results_of_the_page(visitor: Client) -> None:
    page = visitor.get(address("oiseaux"))
    part = visitor.get(address("oiseaux"), headers=PART)
    assert part.content.decode().strip() in page.content.decode()
    assert b"<h1" not in part.content
    assert "HX-Request" in part["Vary"]


def test_the_spelling_understood_is_told(visitor: Client) -> None:
    page = visitor.get(address("oiseuax")).content.decode()
    assert "Résultats pour « oiseaux »" in page


def test_nothing_found_gives_advice(visitor: Client) -> None:
    assert "Rien pour « zyxwv »" in visitor.get(address("zyxwv")).content.decode()


def test_no_words_is_no_question(visitor: Client) -> None:
    assert visitor.get(reverse("search:search")).status_code == 200


def test_a_few_links_come_while_typing(visitor: Client) -> None:
    part = visitor.get(address("hirond", "suggestions"), headers=PART).content.decode()
    assert part.count("<li>") == 1
    assert "carrières accueillantes" in part


def test_suggestions_are_a_page_without_javascript(visitor: Client) -> None:
    assert b"<h1" in visitor.get(address("le", "suggestions")).content


@pytest.mark.parametrize("name", ["search", "suggestions"])
@pytest.mark.parametrize("words", ["a%00b", "%ff", "a" * 10_000])
def test_bad_addresses_are_refused(visitor: Client, name: str, words: str) -> None:
    assert visitor.get(address(words, name)).status_code == 400


def test_words_typed_are_never_markup(visitor: Client) -> None:
    page = visitor.get(address("<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page


def test_a_missing_index_says_so(visitor: Client, settings: LazySettings, tmp_path: str) -> None:
    settings.SEARCH_INDEX_DIR = f"{tmp_path}/nulle-part"
    assert "pas encore construit" in visitor.get(address("oiseaux")).content.decode()


# --- Parts of lists --------------------------------------------------------------------------
def test_the_filters_are_a_form_that_works_alone() -> None:
    html = render_to_string("search/facets.html", {"faceted": read("type=mecenat&tri=titre")})
    assert '<form id="filtres" method="get"' in html
    assert 'name="type" value="mecenat" checked' in " ".join(html.split())
    assert '<input type="hidden" name="tri" value="titre">' in html
    assert "Appliquer" in html
    assert "1 filtre actif" in html


def test_the_rarest_choices_are_one_disclosure_away() -> None:
    html = render_to_string("search/facets.html", {"faceted": read()})
    assert "Voir les 4 autres" in html


def test_an_empty_list_helps() -> None:
    faceted = read("q=oiseaux&domaine=justice")
    html = render_to_string("search/help.html", {"faceted": faceted, "title": "Rien"})
    assert 'href="?domaine=justice"' in html


# --- Highlight -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Des étudiantes", "etudiant", "Des <mark>étudiantes</mark>"),
        ("L’aîné & <b>", "AINES", "L’<mark>aîné</mark> &amp; &lt;b&gt;"),
        ("Les personnes âgées", "séniors", "Les <mark>personnes âgées</mark>"),
        (
            "résidences pour personnes âgées",
            "vieux",
            "résidences pour <mark>personnes âgées</mark>",
        ),
        ("Saint-Étienne", "st etienne", "<mark>Saint-Étienne</mark>"),
        ("Rien", "autre", "Rien"),
        ("Rien", "", "Rien"),
        ("", "mot", ""),
    ],
)
def test_words_that_answer_are_marked_and_the_rest_escaped(
    text: str, words: str, expected: str
) -> None:
    assert marked(text, words) == expected


# --- Indexing --------------------------------------------------------------------------------
def test_one_document_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    assert services.reindex("alliance", ["oiseaux"]) == 1
    assert search(Query(kinds=("alliance",))).total == 5


def test_a_document_no_longer_given_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        registry._kinds, "alliance", registry.Kind("alliance", "alliances", lambda slugs: [])
    )
    services.reindex("alliance", ["oiseaux"])
    assert search(Query("oiseaux")).total == 0
    services.reindex("alliance")
    assert search(Query(kinds=("alliance",))).total == 0


def test_forgotten_documents_are_gone() -> None:
    services.forget("alliance", ["oiseaux"])
    assert search(Query("oiseaux")).total == 0


def test_progress_is_told_kind_by_kind() -> None:
    told: list[tuple[str, int]] = []
    services.reindex(progress=lambda kind, rank: told.append((kind, rank)))
    assert told[-1] == ("resource", 1)
    assert ("alliance", 5) in told


# --- Commands --------------------------------------------------------------------------------
def test_search_writes_json_in_rank_order() -> None:
    result = CliRunner().invoke(search_command, ["isolement", "--kind", "alliance", "--json"])
    (row,) = json.loads(result.output)
    assert list(row) == ["slug", "title", "score", "why"]
    assert row["slug"] == "silver"
    assert row["why"] == ["titre : isolement"]
    assert result.exit_code == 0


def test_search_writes_lines_for_people() -> None:
    result = CliRunner().invoke(search_command, ["oiseuax"])
    assert "Des carrières accueillantes pour les oiseaux" in result.output
    assert "Orthographe retenue : oiseaux" in result.output


def test_search_without_an_answer_exits_one() -> None:
    assert CliRunner().invoke(search_command, ["zyxwv"]).exit_code == 1
    empty = CliRunner().invoke(search_command, ["zyxwv", "--json"])
    assert (json.loads(empty.output), empty.exit_code) == ([], 0)


def test_search_without_an_index_exits_two(settings: LazySettings, tmp_path: str) -> None:
    settings.SEARCH_INDEX_DIR = f"{tmp_path}/nulle-part"
    result = CliRunner().invoke(search_command, ["oiseaux"])
    assert result.exit_code == 2
    assert "alliage index" in result.output


def test_index_says_what_it_wrote() -> None:
    result = CliRunner().invoke(index_command, ["--json"])
    assert json.loads(result.output) == {"documents": 6, "kinds": {"alliance": 5, "resource": 1}}
    assert "6 documents indexés" in CliRunner().invoke(index_command, []).output
    assert len(shelf()) == 6

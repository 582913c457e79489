"""Base layout, gallery, errors, theme."""

import re
from itertools import pairwise

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory

from alliage.web import navigation, theme, views
from tests.house_rules import ROOT

COMPONENTS = sorted((ROOT / "alliage/web/templates/web/components").glob("*.html"))


def page_of(client: Client, path: str = "/composants/") -> str:
    """Read a page as text."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


# --- Gallery ---------------------------------------------------------------------------------
def test_the_gallery_shows_every_component() -> None:
    folder = ROOT / "alliage/web/templates/web"
    sources = "\n".join(p.read_text() for p in [*folder.glob("gallery/*.html"), *COMPONENTS])
    drawn_by_tags = {"crumbs", "pager"}
    missing = [
        path.stem
        for path in COMPONENTS
        if f'include "web/components/{path.name}" with'
        not in re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", sources, flags=re.S)
        and not (path.stem in drawn_by_tags and re.search(rf"\{{% {path.stem} ", sources))
    ]
    assert missing == []


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_says_its_purpose_its_variables_and_an_example(path: object) -> None:
    text = path.read_text()  # type: ignore[attr-defined]
    header = re.search(r"\{% comment %\}(.*?)\{% endcomment %\}", text, re.S)
    assert header
    assert "Variables" in header[1]
    assert "Example: {% " in header[1]


def test_the_gallery_is_one_valid_outline(visitor: Client) -> None:
    page = page_of(visitor)
    assert page.count("<h1") == 1
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids)), "an id is used once"
    named = re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page)
    assert {name for names in named for name in names.split()} <= set(ids)


def test_the_gallery_is_small(visitor: Client) -> None:
    assert len(page_of(visitor).encode()) < 60_000


# --- Layout ----------------------------------------------------------------------------------
def test_a_page_names_itself_in_every_language(visitor: Client) -> None:
    page = page_of(visitor)
    assert "<title>Composants | Alliage</title>" in page
    assert '<link rel="canonical" href="http://localhost:8000/composants/">' in page
    assert 'hreflang="fr" href="http://localhost:8000/composants/"' in page
    assert re.search(r'hreflang="en" href="http://localhost:8000/en/[\w-]+/"', page)
    assert 'property="og:title" content="Composants"' in page
    assert re.search(r'property="og:image" content="http://localhost:8000/static/web/img/og', page)


def test_the_first_link_goes_to_the_content(visitor: Client) -> None:
    page = page_of(visitor)
    first = re.search(r"<a\b[^>]*>", page[page.index("<body") :])
    assert first
    assert 'href="#contenu"' in first[0]
    assert 'id="contenu"' in page


def test_english_pages_say_so(visitor: Client) -> None:
    link = re.search(r'hreflang="en" href="http://localhost:8000([^"]+)"', page_of(visitor))
    assert link
    page = page_of(visitor, link[1])
    assert '<html lang="en">' in page


def test_menus_mark_the_page_that_one_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_menus", {})
    navigation.set_menu("essai", (navigation.Entry("Galerie", "pages:components"),))
    assert navigation.links("essai", "/composants/") == [
        navigation.Link("Galerie", "/composants/", is_current=True)
    ]
    assert navigation.links("essai", "/ailleurs/")[0].is_current is False
    assert navigation.links("inconnu", "/") == []


def test_the_old_address_of_the_icon_leads_to_the_drawing(visitor: Client) -> None:
    answer = visitor.get("/favicon.ico")
    assert answer.headers["Location"].endswith(".svg")
    assert "max-age" in answer.headers["Cache-Control"]


def test_every_link_of_the_menus_leads_somewhere() -> None:
    places = (navigation.MAIN, navigation.SEARCH, navigation.EXPLORE, navigation.UNDERSTAND)
    for place in places:
        assert navigation.links(place, "/"), place
    assert len(navigation.links(navigation.MAIN, "/")) <= 6, "more would not be read"


# --- Theme -----------------------------------------------------------------------------------
def test_the_system_decides_until_the_reader_does(visitor: Client) -> None:
    assert '<html lang="fr">' in page_of(visitor)


@pytest.mark.parametrize("chosen", theme.CHOICES)
def test_a_choice_lasts_and_can_be_taken_back(visitor: Client, chosen: str) -> None:
    answer = visitor.post(
        "/theme/", {"theme": chosen}, headers={"referer": "http://testserver/composants/?q=1"}
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/composants/?q=1"
    assert f'data-theme="{chosen}"' in page_of(visitor)
    visitor.post("/theme/", {"theme": ""})
    assert "data-theme" not in page_of(visitor)


@pytest.mark.parametrize(
    "referer",
    ["https://ailleurs.fr/piege", "//ailleurs.fr/", "http://testserver//ailleurs.fr/", ""],
)
def test_the_choice_never_sends_the_reader_elsewhere(visitor: Client, referer: str) -> None:
    answer = visitor.post("/theme/", {"theme": "dark"}, headers={"referer": referer})
    assert not re.match(r"(https?:)?//", answer.headers["Location"])


def test_an_unknown_theme_is_forgotten(visitor: Client) -> None:
    visitor.cookies["theme"] = '"><script>'
    assert "data-theme" not in page_of(visitor)
    assert visitor.get("/theme/").status_code == 405


def test_caches_know_that_pages_differ_with_the_theme(visitor: Client) -> None:
    assert "Cookie" in visitor.get("/composants/").headers["Vary"]


# --- Errors ----------------------------------------------------------------------------------
def test_a_missing_page_offers_a_way_out(visitor: Client) -> None:
    answer = visitor.get("/nulle-part/")
    assert answer.status_code == 404
    assert "Rien à cette adresse" in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status"), [(views.bad_request, 400), (views.permission_denied, 403)]
)
def test_other_refusals_speak_plainly(view: object, status: int) -> None:
    request = RequestFactory().get("/")
    answer = view(request, ValueError())  # type: ignore[operator]
    assert answer.status_code == status
    assert f"Erreur {status}" in answer.content.decode()


def test_a_failure_is_told_without_the_request_machinery() -> None:
    answer = views.server_error(HttpRequest())
    assert answer.status_code == 500
    assert "Rien de ce que vous avez enregistré n’est perdu" in answer.content.decode()

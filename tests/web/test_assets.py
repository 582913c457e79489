"""What a first visit downloads stays small, local, and within the content security policy."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from tests.house_rules import ROOT

STATIC = ROOT / "alliage/web/static/web"
TEMPLATES = sorted(path for path in (ROOT / "alliage").rglob("*.html") if "templates" in path.parts)
KILO = 1000
CSS_BUDGET, JS_BUDGET, FONT_BUDGET = 25 * KILO, 20 * KILO, 65 * KILO
FIRST_VISIT, ROOM_FOR_THE_PAGE = 150 * KILO, 40 * KILO
COMMENTS = re.compile(r"\{% comment %\}.*?\{% endcomment %\}|\{#.*?#\}", re.S)


def weight(*paths: Path) -> int:
    """Count what goes over the wire, gzip at its strongest."""
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


# --- Weights ---------------------------------------------------------------------------------
def test_style_sheets_fit_their_budget() -> None:
    assert weight(*STATIC.glob("css/*.css")) <= CSS_BUDGET


def test_scripts_fit_their_budget() -> None:
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert isinstance(htmx, str)
    assert weight(Path(htmx), *STATIC.glob("js/*.js")) <= JS_BUDGET


def test_fonts_fit_their_budget_and_carry_their_licences() -> None:
    assert sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2")) <= FONT_BUDGET
    for licence in STATIC.glob("fonts/OFL-*.txt"):
        assert "SIL OPEN FONT LICENSE" in licence.read_text().upper()
    assert len(list(STATIC.glob("fonts/OFL-*.txt"))) == 2


def test_a_first_visit_leaves_room_for_the_page() -> None:
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert isinstance(htmx, str)
    fonts = sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2"))
    text = weight(Path(htmx), *STATIC.glob("css/*.css"), *STATIC.glob("js/*.js"))
    assert fonts + text + weight(STATIC / "img/favicon.svg") <= FIRST_VISIT - ROOM_FOR_THE_PAGE


def test_every_style_sheet_and_script_is_loaded_by_the_base_layout() -> None:
    head = (ROOT / "alliage/web/templates/web/head.html").read_text()
    for path in [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]:
        assert f"web/{path.parent.name}/{path.name}" in head


# --- Policy ----------------------------------------------------------------------------------
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_an_inline_style_or_script(path: Path) -> None:
    text = COMMENTS.sub("", path.read_text(encoding="utf-8"))
    assert re.findall(r"<[^<>]*\sstyle\s*=", text) == []
    assert re.findall(r"<[^<>]*\son[a-z]+\s*=", text) == []
    assert re.findall(r"\shx-on\b|javascript:|<style\b", text) == []
    assert re.findall(r"<script\b(?![^>]*\ssrc=)", text) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_loads_anything_from_elsewhere(path: Path) -> None:
    text = COMMENTS.sub("", path.read_text(encoding="utf-8"))
    assert (
        re.findall(r"<(?:script|img|iframe|source|video|use)\b[^>]*(?:src|href)=.https?:", text)
        == []
    )
    assert re.findall(r"<link\b[^>]*stylesheet[^>]*https?:", text) == []


def test_no_style_sheet_or_script_reaches_elsewhere() -> None:
    for path in [*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js")]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        text = text.replace("http://www.w3.org/2000/svg".replace("/", "%2f"), "")
        assert "http://" not in text, path.name
        assert "https://" not in text, path.name
        assert "@import" not in text, path.name


def test_drawings_hold_no_script() -> None:
    for path in STATIC.glob("img/*.svg"):
        assert not re.search(r"<script|\son\w+=|https?://(?!www\.w3\.org)", path.read_text())


# --- htmx ------------------------------------------------------------------------------------
@pytest.fixture
def head() -> str:
    """The head of a page."""
    return Client().get("/composants/").content.decode()


def test_htmx_is_told_to_stay_within_the_policy(head: str) -> None:
    found = re.search(r"<meta name=\"htmx-config\"\s+content='([^']+)'", head)
    assert found
    config = json.loads(found[1])
    assert config["includeIndicatorStyles"] is False, "it would write a style element"
    assert config["allowEval"] is False
    assert config["allowScriptTags"] is False
    assert config["selfRequestsOnly"] is True


def test_scripts_wait_for_the_page(head: str) -> None:
    scripts = re.findall(r"<script\b[^>]*>", head)
    assert len(scripts) == 2
    assert all(" defer" in script for script in scripts)


def test_the_policy_forbids_inline_styles_and_scripts() -> None:
    policy = Client().get("/composants/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy


# --- Linked data -----------------------------------------------------------------------------
def test_linked_data_cannot_close_its_block() -> None:
    from alliage.web.templatetags.alliage_web import json_ld  # noqa: PLC0415 - after setup

    block = json_ld({"name": "</script><script>alert(1)</script> & <b>"})
    assert block.count("</script>") == 1
    body = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(body)["name"] == "</script><script>alert(1)</script> & <b>"


def test_the_page_of_a_failure_needs_nothing_but_itself() -> None:
    page = render_to_string("web/errors/500.html")
    assert "Une panne de notre côté" in page

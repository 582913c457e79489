"""Every page: accessible in light, dark and 360 px, printable, nothing wider than the screen."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as BrowserPage

from tests.browser.conftest import PHONE, Opener
from tests.browser.pages import AWAITED, PAGES, PRIVATE, Page
from tests.documents import template_names
from tests.house_rules import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What another colour scheme may change, and nothing else.
COLOURS = ["color-contrast", "link-in-text-block"]
# What is not a page: parts of pages, components, and the errors that need a broken server.
PART_FOLDERS = ("components/", "gallery/", "panels/", "parts/", "errors/")

each_page = pytest.mark.parametrize("page", PAGES + PRIVATE, ids=lambda page: page.name)


@pytest.fixture
def show(opened: Opener, organisation: str, insider: dict[str, str]) -> Callable[..., BrowserPage]:
    """Open one of the pages of the list."""

    def open_it(page: Page, **options: object) -> BrowserPage:
        path = page.path.format(organisation=organisation, **insider)
        session = insider["session"] if page.is_private else ""
        shown: BrowserPage = opened(path, status=page.status, session=session, **options)
        assert not page.is_private or "/connexion/" not in shown.url, "nobody is signed in"
        return shown

    return open_it


def violations(shown: BrowserPage, rules: list[str] = RULES) -> list[str]:
    """List what axe finds, with the first elements concerned."""
    # Without `resultTypes`, axe describes all that it approves as well, in twice the time.
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = Axe().run(shown, options=options).response["violations"]
    return [
        f"{v['id']} ({v['help']}): {[node['target'] for node in v['nodes'][:3]]}" for v in found
    ]


@each_page
def test_every_page_is_accessible_by_day_by_night_and_on_a_phone(
    page: Page, show: Callable[..., BrowserPage]
) -> None:
    # Movement is reduced so that axe measures colours at rest, not during a transition.
    shown = show(page, reduced_motion="reduce", color_scheme="light")
    found = {"day": violations(shown)}
    shown.emulate_media(color_scheme="dark")
    found["night"] = violations(shown, COLOURS)
    shown.emulate_media(color_scheme="light")
    shown.set_viewport_size(PHONE)
    found["phone"] = violations(shown)
    assert found == {"day": [], "night": [], "phone": []}
    assert shown.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@each_page
def test_every_page_is_read_without_javascript_and_printed(
    page: Page, show: Callable[..., BrowserPage]
) -> None:
    shown = show(page, java_script_enabled=False)
    assert shown.locator("h1").count() == 1
    assert shown.locator("main").is_visible()
    shown.emulate_media(media="print")
    assert shown.locator("h1").is_visible()
    assert shown.locator("header.masthead nav").is_hidden()


def test_a_fault_of_accessibility_is_seen(opened: Opener) -> None:
    shown = opened("/")
    shown.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert "button-name" in violations(shown)[0]
    assert violations(shown, COLOURS) == []
    shown.locator("footer p").first.evaluate(
        "found => Object.assign(found.style, {color: '#aaa', background: '#bbb'})"
    )
    assert "color-contrast" in violations(shown, COLOURS)[0]


def test_every_page_template_is_in_the_list() -> None:
    names = template_names(ROOT / "alliage")
    pages = {
        name
        for name, path in names.items()
        if not any(folder in name for folder in PART_FOLDERS)
        and '{% extends "web/base.html" %}' in path.read_text()
    }
    opened = {page.template for page in PAGES + PRIVATE}
    assert pages - opened == AWAITED

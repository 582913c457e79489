"""Single keys in the list of drafts: they act inside it, and nowhere else."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener

LIST, SLOW_MS = "/animation/file/", 20_000


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent")).strip()


def published(page: Page) -> None:
    """Wait for the list to come back: writing a sheet also places it, and has it found."""
    told = page.get_by_role("status").get_by_text("est publiée")
    expect(told).to_be_visible(timeout=SLOW_MS)


def undo(page: Page) -> None:
    page.get_by_role("button", name="Revenir en arrière").click()
    expect(page.get_by_text("La publication est annulée")).to_be_visible(timeout=SLOW_MS)


def test_a_draft_is_chosen_and_published_from_the_keyboard_then_taken_back(
    opened: Opener, insider: dict[str, str]
) -> None:
    page = opened(LIST, session=insider["session"])
    titles = page.locator("[data-keys-row] h2 a").all_inner_texts()
    assert len(titles) == 2
    page.locator("[data-keys-row] a").first.focus()
    page.keyboard.press("j")
    assert focused(page) == titles[1]
    page.keyboard.press("ArrowDown")
    assert focused(page) == titles[1], "the end is the end"
    page.keyboard.press("k")
    assert focused(page) == titles[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("?")
    expect(page.get_by_text("fiche précédente")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_text("fiche précédente")).to_be_hidden()
    page.keyboard.press("a")
    published(page)
    assert page.locator("[data-keys-row]").count() == 1
    assert focused(page) == titles[0], "the next sheet is ready for the next key"
    undo(page)
    page.goto(LIST)
    assert page.locator("[data-keys-row] h2 a").all_inner_texts() == titles


def test_a_key_opens_the_draft(opened: Opener, insider: dict[str, str]) -> None:
    page = opened(LIST, session=insider["session"])
    page.locator("[data-keys-row] a").first.focus()
    page.keyboard.press("o")
    page.wait_for_url(re.compile(r"/brouillons/\d+/"))


def test_keys_do_nothing_outside_of_the_list(opened: Opener, insider: dict[str, str]) -> None:
    page = opened(LIST, session=insider["session"])
    page.locator(".masthead a").first.focus()
    for key in ("j", "a", "o", "?"):
        page.keyboard.press(key)
    assert page.url.endswith(LIST)
    assert page.locator(".masthead a").first.evaluate("e => e === document.activeElement")
    page.locator("[data-keys-row] a").first.focus()
    page.keyboard.press("Control+a")
    assert page.url.endswith(LIST), "a key of the browser stays the browser's"


def test_the_list_publishes_and_takes_back_without_javascript(
    opened: Opener, insider: dict[str, str]
) -> None:
    page = opened(LIST, session=insider["session"], java_script_enabled=False)
    assert page.locator("[data-keys-help]").is_hidden()
    page.get_by_role("button", name=re.compile("^Publier")).last.click()
    published(page)
    undo(page)

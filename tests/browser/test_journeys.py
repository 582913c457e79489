"""What readers come to do, from end to end, in a real browser."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Opener


def sheets(page: Page) -> Locator:
    """Find the titles of the answers, which lead to their sheets."""
    return page.locator("#results h3 a[href*='/alliances/']")


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def test_a_need_typed_on_the_home_page_leads_to_a_sheet(opened: Opener) -> None:
    page = opened("/")
    box = page.locator("main input[type=search]").first
    box.fill("isolement des personnes âgées")
    box.press("Enter")
    page.wait_for_url(re.compile(r"q=isolement"))
    first = sheets(page).first
    title = first.inner_text()
    first.click()
    page.wait_for_url(re.compile(r"/alliances/[\w-]+/$"))
    assert title.strip()[:20] in heading(page)
    expect(page.get_by_role("heading", name=re.compile("Sources"))).to_be_visible()


def test_the_same_journey_without_javascript(opened: Opener) -> None:
    page = opened("/", java_script_enabled=False)
    page.locator("main input[type=search]").first.fill("isolement")
    page.locator("main form[role=search] button").first.click()
    page.wait_for_url(re.compile(r"q=isolement"))
    sheets(page).first.click()
    page.wait_for_url(re.compile(r"/alliances/[\w-]+/$"))
    assert heading(page)


def test_answers_come_as_one_types(opened: Opener) -> None:
    page = opened("/chercher/")
    page.locator("#q").press_sequentially("mobili", delay=20)
    expect(sheets(page).first).to_be_visible()
    page.wait_for_url(re.compile(r"q=mobili"))


def test_a_filter_is_chosen_by_keyboard_and_lands_in_the_address(opened: Opener) -> None:
    page = opened("/alliances/")
    before = page.locator("#results").inner_text()
    page.locator("#q").focus()
    choice = page.locator("#filtres input[type=checkbox]").first
    for _ in range(30):
        if choice.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    assert choice.evaluate("e => e === document.activeElement"), "reached by Tab alone"
    page.keyboard.press("Space")
    page.wait_for_url(re.compile(r"\?\w+="))
    expect(page.locator("#results")).not_to_have_text(before)
    assert page.locator("#filtres input[type=checkbox]:checked").count() == 1


def test_filters_work_without_javascript(opened: Opener) -> None:
    page = opened("/alliances/", java_script_enabled=False)
    page.goto("/alliances/?odd=3")
    page.locator("#filtres button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"odd=3"))
    assert page.locator("#filtres input[name=odd][value='3']").is_checked()


def settled(page: Page) -> str:
    """Give the results as a reader and a machine see them, htmx's own marks left out."""
    html = str(page.locator("#results").inner_html())
    return re.sub(r'\sclass=""|\s?htmx-\w+', "", re.sub(r"\s+", " ", html)).strip()


def test_what_htmx_swaps_equals_a_full_reload(opened: Opener) -> None:
    page = opened("/alliances/")
    with page.expect_response(lambda answer: "/alliances/?" in answer.url):
        page.locator("#filtres input[type=checkbox]").first.check()
    page.wait_for_url(re.compile(r"\?\w+="))
    busy = ".htmx-request, .htmx-settling, .htmx-swapping"
    page.wait_for_function(f"!document.querySelector('{busy}')")
    swapped = settled(page)
    page.reload()
    assert swapped == settled(page)


def test_going_back_finds_the_list_as_it_was(opened: Opener) -> None:
    page = opened("/alliances/?odd=3")
    results = page.locator("#results").inner_text()
    sheets(page).first.click()
    page.wait_for_load_state()
    page.go_back()
    page.wait_for_url(re.compile(r"odd=3"))
    assert page.locator("#results").inner_text() == results


def test_the_first_tab_skips_to_the_content(opened: Opener) -> None:
    page = opened("/alliances/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith("#contenu")


def test_the_focus_is_always_seen(opened: Opener) -> None:
    page = opened("/")
    for _ in range(8):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(style => style.outlineStyle !== 'none' || style.boxShadow !== 'none')"
            "(getComputedStyle(document.activeElement))"
        )
        assert outline, page.evaluate("document.activeElement.outerHTML.slice(0, 120)")


def test_the_other_language_is_one_link_away_on_the_same_page(opened: Opener) -> None:
    page = opened("/alliances/?odd=3")
    page.get_by_role("link", name="English").first.click()
    page.wait_for_url(re.compile(r"/en/.*odd=3"))
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Français").first.click()
    page.wait_for_url(re.compile(r"/alliances/\?odd=3"))


def test_night_is_chosen_and_remembered(opened: Opener) -> None:
    page = opened("/", color_scheme="light")
    day = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("form[action='/theme/'] button[value=dark]").first.click()
    page.goto("/alliances/")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != day


def test_the_list_on_a_phone_opens_its_filters_and_a_sheet(opened: Opener) -> None:
    page = opened("/alliances/", viewport=PHONE, has_touch=True)
    page.locator("#filtres summary").first.tap()
    expect(page.locator("#filtres input[type=checkbox]").first).to_be_visible()
    sheets(page).first.click()
    page.wait_for_url(re.compile(r"/alliances/[\w-]+/$"))


def test_the_map_is_a_picture_with_the_same_numbers_as_its_table(opened: Opener) -> None:
    page = opened("/alliances/carte/")
    assert page.locator("main svg a, main svg [role=img], main svg[role=img]").count() > 0
    assert page.locator("main table tbody tr").count() >= 13


def test_the_filtered_list_is_taken_away_as_a_table(opened: Opener) -> None:
    page = opened("/alliances/?odd=3")
    with page.expect_download() as download:
        page.locator("a[href*='alliances.csv']").first.click()
    assert "odd=3" in download.value.url
    assert download.value.suggested_filename.endswith(".csv")


def test_the_administration_opens_under_the_same_policy(
    opened: Opener, insider: dict[str, str]
) -> None:
    page = opened("/admin/login/")
    assert "/compte/connexion/" in page.url, "one door for everybody"
    inside = opened("/admin/", session=insider["session"])
    expect(inside.locator("#site-name")).to_be_visible()


def test_a_link_of_an_e_mail_answers_in_one_click_without_javascript(
    opened: Opener, insider: dict[str, str]
) -> None:
    """A browser refuses what a referrer policy makes anonymous: only one can show that it works."""
    page = opened(f"/verifier/cle/{insider['answering']}/", java_script_enabled=False)
    page.get_by_role("button", name="toujours exact").click()
    expect(page.locator("h1")).to_contain_text("Merci")
    page.locator("main h3 a").click()
    expect(page.locator("main")).to_contain_text("Dernière vérification")
    assert "À vérifier" not in page.locator("main").inner_text()

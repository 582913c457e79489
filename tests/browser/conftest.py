"""A real Chromium on a real instance. Where there is no Chromium, journeys are skipped, loudly."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import instance
from tests.browser.insider import arrive, own_home

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def chromium() -> str | None:
    """Find the Chromium to drive."""
    asked = os.environ.get("ALLIAGE_CHROMIUM")
    found = (shutil.which(name) for name in ((asked,) if asked else NAMES))
    return next((path for path in found if path), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder, and skip it where nothing can run it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason="NO CHROMIUM: browser journeys not run"))


@pytest.fixture(scope="session")
def home(shared_home: Path) -> Path:
    """The instance of the browser, to which its people may write."""
    return own_home(shared_home)


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[str]:
    """The address of the running instance."""
    with instance.served(home) as (url, _):
        yield url


@pytest.fixture(scope="session")
def insider(home: Path, site: str) -> dict[str, str]:
    """Somebody signed in, and the keys of what they made."""
    return arrive(home)


@pytest.fixture(scope="session")
def organisation(home: Path) -> str:
    """The slug of the organisation that takes part in most alliances."""
    with closing(sqlite3.connect(f"file:{home}/alliage.sqlite3?mode=ro", uri=True)) as base:
        row = base.execute(
            "SELECT o.slug FROM network_organisation o JOIN capitalisation_participation p"
            " ON p.organisation_id = o.id GROUP BY o.slug ORDER BY count(*) DESC, o.slug LIMIT 1"
        ).fetchone()
    return str(row[0])


# A module at a time: Playwright keeps an event loop in this thread while it runs, under which
# Django refuses to work, and the tests that come next may need the database.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium with a fresh profile."""
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield program
        program.close()


class Watch:
    """What a page did that it must not: errors, blocked parts, requests to somebody else."""

    def __init__(self, host: str) -> None:
        """Watch pages of this host."""
        self.host = host
        self.faults: list[str] = []

    def follow(self, page: Page) -> None:
        """Note the faults of a page from now on."""
        page.on("console", lambda m: m.type == "error" and self.note(f"console: {m.text}"))
        page.on("pageerror", lambda error: self.note(f"script: {error}"))
        page.on("request", lambda request: self.check(request.url))

    def note(self, fault: str) -> None:
        """Keep a fault."""
        self.faults.append(fault)

    def check(self, url: str) -> None:
        """Note a request that leaves the site."""
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.host:
            self.note(f"third party: {url}")


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, site: str) -> Iterator[Opener]:
    """Open a page in a fresh context; at the end, nothing forbidden must have happened."""
    watch = Watch(urlsplit(site).netloc)
    contexts: list[BrowserContext] = []

    def open_page(path: str, *, status: int = 200, session: str = "", **options: object) -> Page:
        settings = {"locale": "fr-FR", "viewport": DESKTOP, "base_url": site, **options}
        context = browser.new_context(**settings)  # type: ignore[arg-type] # mixed options
        context.set_default_timeout(10_000)
        contexts.append(context)
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        page = context.new_page()
        if status == 200:
            watch.follow(page)  # Chromium itself reports a 404 on the console
        response = page.goto(path)
        assert response is not None
        assert response.status == status, f"{path} answers {response.status}"
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.faults == []

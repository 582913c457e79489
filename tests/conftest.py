"""What every test may rely on: guards, the cast of characters, reference data."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker

from alliage.accounts.models import User
from tests import instance
from tests.guards import attempts, flush_of_tests, loopback_only, read_only

PASSWORD = "une longue phrase secrète"  # noqa: S105 - accounts of a test database


# --- Guards ----------------------------------------------------------------------------------
def pytest_unconfigure() -> None:
    """Remove the temporary state of this run."""
    if settings.configured and "alliage-tests-" in settings.ALLIAGE_HOME.name:
        shutil.rmtree(settings.ALLIAGE_HOME, ignore_errors=True)


def measures(reporter: pytest.TerminalReporter) -> list[str]:
    """Give what tests measured (`record_property("measure", …)`), whether they passed or not."""
    reports = [r for outcome in ("passed", "failed") for r in reporter.stats.get(outcome, ())]
    properties = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    return sorted({value for name, value in properties if name == "measure"})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell at the end what was measured and, loudly, that no browser was there to test."""
    measured = measures(terminalreporter)
    if measured:
        terminalreporter.section("measures")
        for line in measured:
            terminalreporter.line(line)
    skipped = terminalreporter.stats.get("skipped", [])
    if any("NO CHROMIUM" in str(report.longrepr) for report in skipped):
        terminalreporter.section("NO CHROMIUM: BROWSER AND ACCESSIBILITY NOT TESTED", red=True)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    with loopback_only():
        yield


@pytest.fixture(autouse=True)
def _no_swallowed_attempt() -> Iterator[None]:
    """Fail a test whose code tried to leave the machine, even if it caught the refusal."""
    attempts.clear()
    yield
    assert attempts == [], f"the test tried to reach {attempts}"


@pytest.fixture(autouse=True)
def _reading_never_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = Client.request

    def request(self: Client, **environ: Any) -> Any:
        if environ.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return real(self, **environ)
        with read_only():
            return real(self, **environ)

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture(autouse=True, scope="session")
def _tests_may_flush() -> None:
    """Let tests that commit be cleaned up, although the journal cannot be emptied."""
    if connection.vendor != "sqlite":
        return  # PostgreSQL truncates, which is not line by line
    from django.db.backends.sqlite3.operations import (  # noqa: PLC0415 - of this vendor alone
        DatabaseOperations,
    )

    DatabaseOperations.execute_sql_flush = flush_of_tests(  # type: ignore[method-assign]
        DatabaseOperations.execute_sql_flush
    )


@pytest.fixture(autouse=True)
def _clean_slate() -> Iterator[None]:
    """Start each test in French with an empty cache, whatever the test before it did."""
    cache.clear()
    with translation.override("fr"):
        yield


# --- The cast --------------------------------------------------------------------------------
@pytest.fixture
def visitor() -> Client:
    """Somebody who is not signed in; CSRF is checked, as in production."""
    return Client(enforce_csrf_checks=True)


def confirmed(user: User) -> User:
    """Take somebody's address as proved, so that they may sign in."""
    from alliage.accounts.services import confirm_address  # noqa: PLC0415 - needs the apps ready

    return confirm_address(user)


@pytest.fixture
def member_user(db: None) -> User:
    """A person with an account and no other right."""
    return confirmed(User.objects.create_user("membre@exemple.fr", PASSWORD, name="Mina Membre"))


@pytest.fixture
def animator_user(db: None) -> User:
    """A person who animates a network: edits its organisations, alliances and resources."""
    from alliage.accounts.services import give_role  # noqa: PLC0415 - needs the apps ready
    from alliage.config.services import define_roles  # noqa: PLC0415 - idem

    user = User.objects.create_user("animatrice@exemple.fr", PASSWORD, name="Anne Animatrice")
    return confirmed(give_role(user, role=define_roles()))


@pytest.fixture
def administrator_user(db: None) -> User:
    """A person who may do everything."""
    user = User.objects.create_superuser("admin@exemple.fr", PASSWORD, name="Adama Admin")
    return confirmed(user)


def signed_in(user: User) -> Client:
    """Give a browser in which this person is signed in."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


@pytest.fixture
def member(member_user: User) -> Client:
    """The member's browser."""
    return signed_in(member_user)


@pytest.fixture
def animator(animator_user: User) -> Client:
    """The animator's browser."""
    return signed_in(animator_user)


@pytest.fixture
def administrator(administrator_user: User) -> Client:
    """The administrator's browser."""
    return signed_in(administrator_user)


# --- Reference data --------------------------------------------------------------------------
@pytest.fixture(scope="module")
def _national_geography(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the whole geography outside the transaction of any test, unless it is there.

    Once per process would do, but for the few tests that commit, after which all is flushed.
    """
    with django_db_blocker.unblock():
        _load_geography()


@pytest.fixture
def geography(_national_geography: None, db: None) -> None:
    """The official geography of France, all of it; here again if a test has flushed it."""
    _load_geography()


def _load_geography() -> None:
    from alliage.territories.models import Territory  # noqa: PLC0415 - needs the apps ready
    from alliage.territories.services import load_territories  # noqa: PLC0415 - idem

    if not Territory.objects.exists():
        load_territories()


# --- The index -------------------------------------------------------------------------------
@pytest.fixture
def own_index(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Give an index of this test alone, empty at first; the test calls `reindex`."""
    from alliage.search.queries import engine  # noqa: PLC0415 - needs the apps ready

    monkeypatch.setattr(settings, "SEARCH_ENGINE", "tantivy")
    monkeypatch.setattr(settings, "SEARCH_INDEX_DIR", tmp_path / "own-index")
    yield
    engine().clear()


# --- A real instance -------------------------------------------------------------------------
@pytest.fixture(scope="session")
def shared_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A prepared instance with the real content, made once for all processes; read it only."""
    base = tmp_path_factory.getbasetemp()
    return instance.prepared(base if worker_id == "master" else base.parent)

"""A harvest killed between two pages loses nothing, doubles nothing, and goes on from there."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests import databases, instance
from tests.harvesting.sources import Source, Words, pages, record, records, served

STATE = """
import django; django.setup()
from alliage.harvesting.models import HarvestedRecord, HarvestRun
states = HarvestRun.objects.order_by("pk").values_list("state", flat=True)
print(HarvestedRecord.objects.exclude(resource=None).count(), *states)
"""
MIGRATE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


@pytest.fixture
def environment(shared_home: Path, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A copy of the shared instance, or an empty database where the suite runs on PostgreSQL."""
    home = instance.copied(shared_home, tmp_path / "home")
    made = instance.environment(home)
    made |= {"ALLIAGE_HARVEST_PRIVATE_HOSTS": "127.0.0.1", "ALLIAGE_HARVEST_PAUSE": "0"}
    with databases.own() as named:
        if named:
            made["DATABASE_URL"] = named
            python(made, "-c", MIGRATE)
        yield made


def python(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@contextmanager
def held_at(token: str) -> Iterator[tuple[Source, Event, Event]]:
    """Serve three pages; that of a token says that it was asked, and waits to be let go."""
    asked, let_go = Event(), Event()
    three = pages(
        records(record("a"), record("b"), then="1"),
        records(record("c"), record("d"), then="2"),
        records(record("e")),
    )

    def respond(handler: Any, words: Words) -> None:
        if words.get("resumptionToken") == token:
            asked.set()
            let_go.wait(20)
        three(handler, words)

    with served(respond) as source:
        yield source, asked, let_go


def test_a_killed_harvest_goes_on_from_its_last_page(environment: dict[str, str]) -> None:
    with held_at("2") as (source, asked, let_go):
        words = [sys.executable, "-m", "alliage.config", "harvest", source.url]
        with subprocess.Popen(words, env=environment, stderr=subprocess.PIPE) as process:
            assert asked.wait(20), "it came to the third page"
            os.kill(process.pid, signal.SIGKILL)
        let_go.set()
        assert python(environment, "-c", STATE) == "4 running"
        first = len(source.asked)
        told = python(environment, *words[1:])
        assert "terminé ; 1 créées, 0 modifiées" in told.replace("\u202f", " ")
        assert [one.get("resumptionToken") for one in source.asked[first:]] == ["2"]
    assert python(environment, "-c", STATE) == "5 failed done"

"""Real processes, a real mail server: nobody gets the same e-mail twice, whoever is killed."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import databases, instance
from tests.house_rules import ROOT
from tests.notifications.mail_server import MailServer, listening

SENDER = [sys.executable, "-m", "alliage.config", "notify"]


class Outbox:
    """An instance whose e-mails go to a server of the test."""

    def __init__(self, home: Path, database: str | None, server: MailServer) -> None:
        self.server = server
        self.where = database or home / "alliage.sqlite3"
        self.env = instance.environment(home)
        self.env["ALLIAGE_EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
        if database:
            self.env["DATABASE_URL"] = database

    def fill(self, count: int) -> list[str]:
        words = [sys.executable, "-m", "tests.notifications.driver", str(count)]
        subprocess.run(words, env=self.env, cwd=ROOT, check=True)
        return sorted(f"p{n}@exemple.fr" for n in range(count))

    def start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(SENDER, env=self.env, stdout=subprocess.DEVNULL)

    def states(self) -> list[str]:
        found = databases.rows(self.where, "SELECT state FROM notifications_mail ORDER BY state")
        return [state for (state,) in found]


@pytest.fixture
def outbox(tmp_path: Path, db: None) -> Iterator[Outbox]:
    home = tmp_path / "home"
    home.mkdir()
    with databases.own() as url, listening() as server:
        yield Outbox(home, url, server)


def wait_for(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert holds()


def test_a_sender_killed_once_the_server_accepted_never_sends_again(outbox: Outbox) -> None:
    everybody = outbox.fill(3)
    outbox.server.is_silent = True
    killed = outbox.start()
    wait_for(lambda: len(outbox.server.accepted) == 1)
    killed.kill()
    killed.wait()
    outbox.server.is_silent = False
    for _ in range(2):
        assert outbox.start().wait(timeout=120) == 0
    assert sorted(outbox.server.accepted) == everybody, "the others were written to, each once"
    assert outbox.states() == ["sending", "sent", "sent"]


def test_two_senders_at_once_never_send_the_same(outbox: Outbox) -> None:
    everybody = outbox.fill(60)
    senders = [outbox.start() for _ in range(2)]
    assert [sender.wait(timeout=120) for sender in senders] == [0, 0]
    assert sorted(outbox.server.accepted) == everybody
    assert set(outbox.states()) == {"sent"}

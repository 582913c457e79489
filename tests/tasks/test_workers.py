"""Real workers on a real queue: one is killed in the middle, each job is done once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from tests import databases, instance
from tests.house_rules import ROOT

Report = dict[str, Any]
TABLE = DBTaskResult._meta.db_table


class Queue:
    """An instance of its own, with a queue full of work, and workers."""

    def __init__(self, home: Path, database: str | None) -> None:
        self.env = instance.environment(home)
        self.file = home / "alliage.sqlite3"
        self.database = database
        if database:
            self.env["DATABASE_URL"] = database

    def fill(self) -> None:
        subprocess.run(
            [sys.executable, "-m", "tests.tasks.driver"], env=self.env, cwd=ROOT, check=True
        )

    def rows(self, sql: str) -> list[Any]:
        return databases.rows(self.database or self.file, sql)

    def report(self) -> Report:
        # The states first: what they say is done is then seen in what follows.
        return {
            "states": [s for (s,) in self.rows(f"SELECT status FROM {TABLE}")],  # noqa: S608
            "attempts": self.rows("SELECT key, pid FROM attempts"),
            "effects": [key for (key,) in self.rows("SELECT key FROM effects")],
        }

    def until(self, holds: Callable[[Report], bool], seconds: float = 120) -> Report:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            report = self.report()
            if holds(report):
                return report
            time.sleep(0.05)
        raise AssertionError(f"not within {seconds} s: {report}")

    @contextmanager
    def worker(self, *options: str) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen(
            [sys.executable, "-m", "alliage.config", "worker", *options], env=self.env
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(timeout=60)


@pytest.fixture
def queue(tmp_path: Path, db: None) -> Iterator[Queue]:
    """A queue on the kind of database that the suite runs on, apart from the test database."""
    home = tmp_path / "home"
    home.mkdir()
    with databases.own() as url:
        made = Queue(home, url)
        made.fill()
        yield made


def slow_pids(report: Report) -> list[int]:
    return [pid for key, pid in report["attempts"] if key == "slow"]


def all_done(report: Report) -> bool:
    return set(report["states"]) == {"SUCCESSFUL"}


def each_once(report: Report) -> None:
    assert sorted(report["effects"]) == sorted(["slow", *(f"fast {n}" for n in range(20))])
    fast = [key for key, _ in report["attempts"] if key != "slow"]
    assert len(fast) == len(set(fast)) == 20, "two workers never took the same job"
    assert len(slow_pids(report)) == 2, "the job of the killed worker was taken up again, once"


def test_two_workers_one_killed_and_each_job_is_done_once(
    queue: Queue, record_property: Callable[[str, object], None]
) -> None:
    with queue.worker(), queue.worker():
        report = queue.until(lambda r: bool(slow_pids(r)))
        pid = slow_pids(report)[0]
        # The worst: nobody is left to start it again on that side.
        parent = int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
        assert parent != os.getpid()
        os.kill(parent, signal.SIGKILL)
        os.kill(pid, signal.SIGKILL)
        start = time.monotonic()
        report = queue.until(all_done)
        taken = time.monotonic() - start
    each_once(report)
    base = "PostgreSQL" if queue.database else "SQLite"
    words = f"task of a killed worker done by another ({base}): {taken:.1f} s"
    record_property("measure", words)


def test_a_process_that_dies_is_replaced_and_its_task_taken_up_again(queue: Queue) -> None:
    with queue.worker("--processes", "2"):
        report = queue.until(lambda r: bool(slow_pids(r)))
        os.kill(slow_pids(report)[0], signal.SIGKILL)
        each_once(queue.until(all_done))


def test_stopping_lets_a_task_end_or_leaves_it_for_later(queue: Queue) -> None:
    with queue.worker("--grace", "0.5") as process:
        report = queue.until(lambda r: bool(slow_pids(r)))
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
    assert not Path(f"/proc/{slow_pids(report)[0]}").exists(), "nothing is left behind"
    with queue.worker():
        each_once(queue.until(all_done))

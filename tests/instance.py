"""A real instance, apart from the test database: prepared once by the demo command, then served.

The browser journeys and the tests of the commands need what a reader gets: gunicorn, collected
static files, the real content. It is always on SQLite, whatever the suite runs on.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.house_rules import ROOT

START_TIMEOUT_S = 30


def environment(home: Path) -> dict[str, str]:
    """Give the environment of an instance: that of a person who set nothing."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ALLIAGE_", "PYTEST_", "COV_")) and name != "DATABASE_URL"
    }
    return {
        **kept,
        "ALLIAGE_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "alliage.config.settings",
        "PYTHONPATH": str(ROOT),
    }


def run(home: Path, *words: str, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """Run an `alliage` command on an instance."""
    return subprocess.run(
        [sys.executable, "-m", "alliage.config", *words],
        env=environment(home),
        cwd=home.parent,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def prepared(folder: Path) -> Path:
    """Prepare the shared instance, once for all the processes of a test run.

    What the command said is kept in the file `prepared`.
    """
    home = folder / "shared-instance"
    with (folder / "shared-instance.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "prepared").exists():
            home.mkdir(exist_ok=True)
            done = run(home, "demo", "--prepare-only")
            if done.returncode:
                raise RuntimeError(f"the demo cannot be prepared:\n{done.stdout}{done.stderr}")
            (home / "prepared").write_text(done.stdout)
    return home


def copied(home: Path, to: Path) -> Path:
    """Copy an instance that nobody writes to."""
    return Path(shutil.copytree(home, to))


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(url: str, process: subprocess.Popen[str]) -> None:
    """Return once the server answers, whatever it answers."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - this very machine
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start")


def cpu_seconds(pid: int) -> float:
    """Give the processor time that a process has used so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(home: Path, workers: int = 1, *more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve an instance; give its address and its process."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (home / "server.log").open("w") as log:
        words = ["serve", "--port", str(port), "--workers", str(workers), *more]
        process = subprocess.Popen(
            [sys.executable, "-m", "alliage.config", *words],
            env={**environment(home), "ALLIAGE_SITE_URL": url, "ALLIAGE_DEMO": "1"},
            cwd=home.parent,
            stdout=log,
            stderr=log,
            text=True,
        )
        try:
            wait_until_up(f"{url}/static/", process)
            yield url, process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=20)

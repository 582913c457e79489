"""The server starts fast, says where it is, and leaves nothing behind."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from alliage.config.server import PortTakenError, check_port, default_workers
from tests import instance


def children(pid: int) -> list[int]:
    """List the processes whose parent is this one (Linux)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = status.read_text().splitlines()
        except OSError:
            continue
        if f"PPid:\t{pid}" in lines and "State:\tZ (zombie)" not in lines:
            found.append(int(status.parent.name))
    return found


def wait_until_gone(pids: list[int], seconds: float) -> list[int]:
    deadline = time.monotonic() + seconds
    left = pids
    while left and time.monotonic() < deadline:
        left = [pid for pid in left if Path(f"/proc/{pid}").exists()]
        time.sleep(0.05)
    return left


def test_a_taken_port_is_seen_and_a_free_one_is_not_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(PortTakenError):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_there_are_always_two_workers() -> None:
    assert default_workers() >= 2


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_one_sentence_that_says_what_to_do(tmp_path: Path, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = instance.run(tmp_path / "home", command, "--port", str(port))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert f"Le port {port} n’est pas libre" in done.stderr
    assert str(port + 1) in done.stderr
    assert not (tmp_path / "home" / "alliage.sqlite3").exists(), "seen before any preparation"


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - this machine
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_the_server_starts_fast_answers_and_stops_whole(shared_home: Path) -> None:
    with instance.served(shared_home, workers=2) as (url, process):
        # Other tests share the cores: processor time says what an idle machine would take.
        assert instance.cpu_seconds(process.pid) < 3
        workers = children(process.pid)
        assert len(workers) == 2
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - this machine
            assert answer.status == 200
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        for path in ("/inexistante/", "/%FF%FE/", f"/?q={'x' * 9000}"):
            assert 400 <= status_of(url + path) < 500, path
    assert process.returncode == 0
    assert wait_until_gone(workers, 5) == []


def test_what_few_requests_need_loads_with_the_first_of_them(shared_home: Path) -> None:
    script = (
        "import sys; from alliage.config.wsgi import application; from django.urls import resolve;"
        "resolve('/'); print(*{'ninja', 'pydantic', 'duckdb', 'xlsxwriter'} & {*sys.modules});"
        "resolve('/api/v1/alliances'); print('ninja' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=instance.environment(shared_home),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "\nTrue\n"


def test_no_worker_outlives_a_killed_server(shared_home: Path) -> None:
    with instance.served(shared_home, workers=2) as (_, process):
        workers = children(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=5)
        left = wait_until_gone(workers, 40)
    assert workers
    assert left == []


def descendants(pid: int) -> list[int]:
    return [pid for child in children(pid) for pid in (child, *descendants(child))]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_the_worker_beside_the_server_stops_with_it(
    shared_home: Path, tmp_path: Path, end: signal.Signals
) -> None:
    home = instance.copied(shared_home, tmp_path / "home")
    with instance.served(home, 1, "--with-worker") as (_, process):
        deadline = time.monotonic() + 20
        while not list(home.glob("workers/*.lock")) and time.monotonic() < deadline:
            time.sleep(0.1)
        everybody = descendants(process.pid)
        assert len(everybody) >= 3, "the server’s worker, the supervisor and its worker"
        process.send_signal(end)
        process.wait(timeout=20)
        assert wait_until_gone(everybody, 15) == []

"""The web server: gunicorn inside this process, so that one signal stops all of it."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

COMPANION_STOPS_S = 10.0


class PortTakenError(Exception):
    """The address cannot be listened on."""


def default_workers() -> int:
    """One process per core, two at least, so that a slow request never stops the others."""
    return max(2, min(8, os.cpu_count() or 2))


def check_port(host: str, port: int) -> None:
    """Raise PortTakenError unless the server may listen there.

    Done before the long preparations of the demo, and without SO_REUSEPORT, so that a server left
    running elsewhere is seen.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As gunicorn does: a port in TIME_WAIT after a restart is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(str(error)) from error


class Companion:
    """An `alliage` command that lives as long as the server: started before it, stopped with it.

    Ctrl-C reaches the server alone, which passes it on. Were the server killed without a word,
    the command would see that its parent is gone (`--until`) and stop by itself.
    """

    def __init__(self, words: Sequence[str]) -> None:
        """Say which command."""
        self.words = words
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, out of reach of the terminal."""
        program = [sys.executable, "-m", "alliage.config", *self.words, "--until", str(os.getpid())]
        self.process = subprocess.Popen(program, start_new_session=True)  # noqa: S603 - our own

    def stop(self) -> None:
        """Stop it, whatever it takes."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(COMPANION_STOPS_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with threads, configured here rather than by a file.

    The application is loaded before the workers start: they share its memory, and a faulty
    setting stops the server at once, with its message.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        workers: int,
        on_ready: Callable[[], None] | None = None,
        beside: Sequence[str] | None = None,
    ) -> None:
        """Say where to listen, with how many processes, what to do once ready.

        `beside` is an `alliage` command to run as long as the server does.
        """
        self.options: dict[str, Any] = {
            "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
            "workers": workers,
            "worker_class": "gthread",
            "threads": 4,
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            "limit_request_line": 8190,  # gunicorn's own maximum; beyond, it answers 400
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        if on_ready:
            self.options["when_ready"] = lambda _arbiter: on_ready()
        if beside:
            companion = Companion(beside)
            self.options["on_starting"] = lambda _arbiter: companion.start()
            self.options["on_exit"] = lambda _arbiter: companion.stop()
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Load the application that the workers serve."""
        return get_wsgi_application()

"""The web server: gunicorn inside this process, so that one signal stops all of it."""

import os
import socket
from collections.abc import Callable
from typing import Any

from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication


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


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with threads, configured here rather than by a file.

    The application is loaded before the workers start: they share its memory, and a faulty
    setting stops the server at once, with its message.
    """

    def __init__(
        self, host: str, port: int, *, workers: int, on_ready: Callable[[], None] | None = None
    ) -> None:
        """Say where to listen, with how many processes, and what to do once ready."""
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
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over to gunicorn."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Load the application that the workers serve."""
        return get_wsgi_application()

"""`alliage worker`: start worker processes, replace those that die, and stop them all."""

import logging
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from django.db import DatabaseError, close_old_connections

from . import services
from .liveness import PREFIX

logger = logging.getLogger("alliage.tasks")
LOOK_S = 0.2
MAINTAIN_S = 3.0
# A process that dies at once would otherwise be started again without end, at full speed.
RESTART_S = 2.0


class Supervisor:
    """The parent of worker processes; it works itself at nothing but upkeep."""

    def __init__(self, processes: int, *, grace: float, until: int | None = None) -> None:
        """Say how many processes, how long a task may take to end, and whose end ends all."""
        self.wanted = processes
        self.grace = grace
        self.until = until
        self.children: list[subprocess.Popen[bytes]] = []
        self.is_stopping = False
        self.next_start = self.next_upkeep = 0.0

    def run(self) -> None:
        """Work until told to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            while not self.is_stopping:
                self._look()
                time.sleep(LOOK_S)
        finally:
            self._stop_children()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def _look(self) -> None:
        if self.until is not None and os.getppid() != self.until:
            self.is_stopping = True
            return
        now = time.monotonic()
        alive = [child for child in self.children if child.poll() is None]
        if len(alive) < len(self.children):
            logger.warning("a worker process ended; another takes its place")
            self.next_upkeep = now  # what it had in hand is put back at once
        self.children = alive
        while len(self.children) < self.wanted and now >= self.next_start:
            self.children.append(self._start())
            if len(self.children) == self.wanted:
                self.next_start = now + RESTART_S
        if now >= self.next_upkeep:
            self.next_upkeep = now + MAINTAIN_S
            self._maintain()

    def _start(self) -> subprocess.Popen[bytes]:
        host = socket.gethostname()[:24]
        worker_id = f"{PREFIX}{host}-{secrets.token_hex(8)}"
        # A session of its own: Ctrl-C reaches the supervisor alone, which stops it properly.
        return subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-m", "alliage.tasks.process", worker_id], start_new_session=True
        )

    def _maintain(self) -> None:
        close_old_connections()
        try:
            services.maintain()
        except DatabaseError:
            logger.exception("upkeep failed; it is tried again")

    def _stop_children(self) -> None:
        """Let each finish its task; what is not finished in time starts again another day."""
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + self.grace
        for child in self.children:
            try:
                child.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()

"""Who is alive: each worker holds a lock that nothing but its own end can release.

A clock would have to guess (a busy worker is late, not dead). The system knows: a file lock falls
with its process, an advisory lock of PostgreSQL with its connection.
"""

import fcntl
import hashlib
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from django.conf import settings
from django.db import DatabaseError, connection, transaction

Trace = TracebackType | None
PREFIX = "alliage-"
BEAT_S = 5.0
# So that the server notices within a minute a machine that vanished without a word.
KEEPALIVE = (
    "SET tcp_keepalives_idle = 20; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3"
)


class Alive:
    """Hold the lock of one worker while it works; say when the process that started it is gone."""

    def __init__(self, worker_id: str, *, on_orphaned: Callable[[], None]) -> None:
        """Prepare; nothing is held before `with`."""
        self.worker_id = worker_id
        self.on_orphaned = on_orphaned
        self.parent = os.getppid()
        self.ended = threading.Event()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        """Take the lock, before the first task is taken."""
        self.thread.start()
        if not self.ready.wait(30):
            raise DatabaseError("the worker could not take its own lock")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """Release the lock."""
        self.ended.set()
        self.thread.join(BEAT_S)

    def _beat(self) -> None:
        lock = _lock_of(self.worker_id)
        try:
            while not self.ended.is_set():
                with suppress(DatabaseError):  # the server is away: the next beat tries again
                    lock.hold()
                    self.ready.set()
                if os.getppid() != self.parent:
                    self.on_orphaned()
                    return
                self.ended.wait(BEAT_S if self.ready.is_set() else 0.5)
        finally:
            lock.release()


def is_dead(worker_id: str) -> bool:
    """Tell whether the worker is surely gone; one that is not ours is left alone."""
    return worker_id.startswith(PREFIX) and _lock_of(worker_id).is_free()


class _FileLock:
    """On SQLite every worker is on one machine, whose system keeps the lock."""

    def __init__(self, worker_id: str) -> None:
        self.path: Path = settings.ALLIAGE_HOME / "workers" / f"{worker_id}.lock"
        self.file: IO[str] | None = None

    def hold(self) -> None:
        if self.file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.file = self.path.open("w")
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def release(self) -> None:
        if self.file is not None:
            self.path.unlink(missing_ok=True)
            self.file.close()

    def is_free(self) -> bool:
        try:
            with self.path.open("r+") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.path.unlink(missing_ok=True)
        except FileNotFoundError:
            return True
        except BlockingIOError:
            return False
        return True


class _AdvisoryLock:
    """On PostgreSQL workers may be on several machines: the server keeps the lock."""

    def __init__(self, worker_id: str) -> None:
        digest = hashlib.blake2b(worker_id.encode(), digest_size=8).digest()
        self.key = int.from_bytes(digest, "big", signed=True)
        self.own: Any = None

    def hold(self) -> None:
        """Take the lock on a connection of its own, or see that it is still there."""
        try:
            if self.own is None:
                self.own = connection.copy()
                with self.own.cursor() as cursor:
                    cursor.execute(KEEPALIVE)
                    cursor.execute("SELECT pg_advisory_lock(%s)", [self.key])
            with self.own.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            self.release()
            raise

    def release(self) -> None:
        own, self.own = self.own, None
        if own is not None:
            with suppress(DatabaseError):
                own.close()

    def is_free(self) -> bool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [self.key])
            return bool(cursor.fetchone()[0])


def _lock_of(worker_id: str) -> _FileLock | _AdvisoryLock:
    return (_FileLock if connection.vendor == "sqlite" else _AdvisoryLock)(worker_id)

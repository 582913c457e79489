"""Guards around every test: nothing leaves the machine, and reading never writes."""

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

from django.db import connections

WRITE = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|ALTER|DROP)\b", re.I)
WRITE_IN_CTE = re.compile(r"\s*WITH\b.*\b(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\b", re.I | re.S)
# Sessions are refreshed on any request; that is not content.
SESSIONS = re.compile(r'"?django_session"?', re.I)


class OutsideWorldError(OSError):
    """A test tried to reach another machine."""


# Code under test may well catch OSError: what was tried is kept, and fails the test at its end.
attempts: list[object] = []


class ReadWroteError(Exception):
    """A GET or HEAD request changed the database."""


def is_local(address: object) -> bool:
    """Tell whether an address is this very machine."""
    if not isinstance(address, tuple):
        return True  # a Unix socket's path
    host = str(address[0])
    if host in ("localhost", ""):
        return True
    try:
        return ip_address(host.split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return False  # a name: resolving it would already ask the network


@contextmanager
def loopback_only() -> Iterator[None]:
    """Refuse every connection that is not to this machine."""
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guarded(name: str) -> Callable[[socket.socket, Any], Any]:
        def connect(self: socket.socket, address: Any) -> Any:
            if not is_local(address):
                attempts.append(address)
                raise OutsideWorldError(f"a test tried to reach {address}")
            return real[name](self, address)

        return connect

    try:
        for name in real:
            setattr(socket.socket, name, guarded(name))
        yield
    finally:
        for name, method in real.items():
            setattr(socket.socket, name, method)


def is_write(sql: str) -> bool:
    """Tell whether a statement changes content."""
    changes = WRITE.match(sql) or WRITE_IN_CTE.match(sql)
    return bool(changes) and not SESSIONS.search(sql)


def refuse_writes(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """Run a statement unless it writes (a database execute wrapper)."""
    if is_write(sql):
        raise ReadWroteError(f"a GET request must not write: {sql[:200]}")
    return execute(sql, *rest)


def flush_of_tests(real: Callable[..., Any]) -> Callable[..., Any]:
    """Let the end of a test empty the journal, which SQLite refuses line by line."""

    def execute_sql_flush(self: Any, statements: list[str]) -> Any:
        connection = self.connection
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = [row for row in cursor.fetchall() if row[0].startswith("journal_")]
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            try:
                return real(self, statements)
            finally:
                for _, sql in triggers:
                    cursor.execute(sql)

    return execute_sql_flush


@contextmanager
def read_only() -> Iterator[None]:
    """Refuse writes on the database while a reading request is served."""
    with connections["default"].execute_wrapper(refuse_writes):
        yield

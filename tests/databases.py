"""A database of one's own, of the kind that the suite runs on, for tests of several processes."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection


@contextmanager
def own() -> Iterator[str | None]:
    """Give the address of a new PostgreSQL database, or None: SQLite lives in the home."""
    if connection.vendor != "postgresql":
        yield None
        return
    import psycopg  # noqa: PLC0415 - on this database only

    given = connection.settings_dict
    name = f"alliage_own_{secrets.token_hex(4)}"
    where = {k: given[k.upper()] or None for k in ("host", "port", "user", "password")}
    with psycopg.connect(dbname="postgres", autocommit=True, **where) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        try:
            secret = f":{where['password']}" if where["password"] else ""
            yield (
                f"postgres://{where['user'] or ''}{secret}@{where['host'] or 'localhost'}"
                f":{where['port'] or 5432}/{name}"
            )
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def rows(where: str | Path, sql: str) -> list[Any]:
    """Read a database aside: the test's own connection is bound to the test database."""
    if isinstance(where, Path):
        with closing(sqlite3.connect(where, timeout=20)) as base:
            return base.execute(sql).fetchall()
    import psycopg  # noqa: PLC0415 - on this database only

    with psycopg.connect(where) as base:
        return base.execute(sql).fetchall()

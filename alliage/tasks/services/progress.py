"""How far a task has come. The task says it; the page of tasks and the waiting person read it."""

from contextlib import suppress
from typing import Any

from django.db import DatabaseError, connection

from alliage.tasks.models import Progress


def report_progress(task_id: str, done: int, total: int) -> None:
    """Say how far a task has come: `report_progress(context.task_result.id, 300, 2_000)`.

    Inside a transaction, PostgreSQL shows it at once, through a connection of its own; SQLite,
    which has one writer, shows it with the rest.
    """
    total = max(done, total)
    if _hides_what_it_writes():
        _report_aside(task_id, done, total)
    else:
        _write(task_id, done, total)


def should_stop(task_id: str) -> bool:
    """Tell whether somebody asked this task to stop; it looks between two pieces of work."""
    return Progress.objects.filter(task_id=task_id, is_stop_asked=True).exists()


def _write(task_id: str, done: int, total: int) -> None:
    Progress.objects.update_or_create(task_id=task_id, defaults={"done": done, "total": total})


def _hides_what_it_writes() -> bool:
    blocks: list[Any] = connection.atomic_blocks
    # A test is one transaction that never ends: nothing written beside it could be seen.
    is_test = any(getattr(block, "_from_testcase", False) for block in blocks)
    return connection.vendor == "postgresql" and bool(blocks) and not is_test


def _report_aside(task_id: str, done: int, total: int) -> None:
    aside: Any = connection.copy()
    table = Progress._meta.db_table
    # The name of the table is ours, the values are parameters.
    sql = (
        f"INSERT INTO {table} (task_id, done, total, is_stop_asked, updated_at) "  # noqa: S608
        "VALUES (%s, %s, %s, false, now()) ON CONFLICT (task_id) DO UPDATE "
        "SET done = excluded.done, total = excluded.total, updated_at = excluded.updated_at"
    )
    try:
        with suppress(DatabaseError), aside.cursor() as cursor:  # news is not worth failing for
            cursor.execute("SET lock_timeout = '500ms'")
            cursor.execute(sql, [task_id, done, total])
    finally:
        aside.close()

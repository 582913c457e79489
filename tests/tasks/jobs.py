"""Tasks for the tests, which the real workers import."""

import os
import time
from typing import Any

from django.db import connection, transaction
from django.tasks import TaskContext, task

from alliage.tasks.services import report_progress, should_stop


def _sql(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


@task()
def effect(key: str, first_seconds: float = 0.0) -> None:
    """Do something once for its key, slowly at the first attempt: it says so before it begins."""
    is_first = not _sql("SELECT 1 FROM attempts WHERE key = %s", key)
    _sql("INSERT INTO attempts (key, pid) VALUES (%s, %s)", key, os.getpid())
    if is_first:
        time.sleep(first_seconds)
    with transaction.atomic():
        _sql("INSERT INTO effects (key) VALUES (%s) ON CONFLICT DO NOTHING", key)


@task(takes_context=True)
def counted(context: TaskContext[Any, Any], total: int) -> int:
    """Count, unless asked to stop."""
    for done in range(total):
        report_progress(context.task_result.id, done, total)
        if should_stop(context.task_result.id):
            return done
    report_progress(context.task_result.id, total, total)
    return total


@task()
def broken() -> None:
    """Fail, quoting somebody."""
    raise ValueError("paule@exemple.fr is not valid")


@task()
def fine() -> None:
    """Do nothing."""

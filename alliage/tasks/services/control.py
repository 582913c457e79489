"""What an administrator may do with a task."""

from typing import Any

from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.tasks.models import CANCELLED, Progress

Result = DBTaskResult[Any, Any]


class TaskError(Exception):
    """The task is no longer in a state that allows it."""


@transaction.atomic
def retry(result: Result, *, by: User) -> None:
    """Put back in the queue a task that failed; it runs with the same arguments."""
    failed = DBTaskResult.objects.failed().filter(pk=result.pk)
    fresh: dict[str, Any] = {"started_at": None, "finished_at": None, "worker_ids": []}
    if not failed.update(
        status=TaskResultStatus.READY, exception_class_path="", traceback="", **fresh
    ):
        raise TaskError
    Progress.objects.filter(task_id=str(result.pk)).delete()
    record("tasks.retried", result, by=by, details={"task": result.task_path})


@transaction.atomic
def cancel(result: Result, *, by: User) -> None:
    """Take out of the queue a task that has not begun."""
    waiting = DBTaskResult.objects.filter(pk=result.pk, status=TaskResultStatus.READY)
    if not waiting.update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        exception_class_path=CANCELLED,
    ):
        raise TaskError
    record("tasks.cancelled", result, by=by, details={"task": result.task_path})


@transaction.atomic
def ask_to_stop(result: Result, *, by: User) -> None:
    """Ask a running task to stop; it does so between two pieces of work, if it looks."""
    if not Progress.objects.filter(task_id=str(result.pk)).update(is_stop_asked=True):
        raise TaskError
    record("tasks.stop_asked", result, by=by, details={"task": result.task_path})

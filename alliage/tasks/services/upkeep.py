"""What workers look after: tasks of the dead, what recurs, and what is old."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from alliage.tasks import registry
from alliage.tasks.liveness import is_dead
from alliage.tasks.models import LOST, Progress, Recurrence

MOST_TRIES = 3
KEPT = timedelta(days=30)
Result = DBTaskResult[Any, Any]


def maintain() -> None:
    """Do all that upkeep asks; every worker may, at any time."""
    recover()
    enqueue_recurring()


def recover() -> int:
    """Put back in the queue the tasks that dead workers left running, and say how many.

    A task that kills its worker each time is given up, lest it kill them all.
    """
    back = 0
    for result in DBTaskResult.objects.running().only("id", "worker_ids"):
        if result.worker_ids and not is_dead(result.worker_ids[-1]):
            continue
        is_lost = len(result.worker_ids) >= MOST_TRIES
        back += _put_back(result, is_lost=is_lost)
    return back


def _put_back(result: Result, *, is_lost: bool) -> int:
    """Change the row only if it is as it was read: another supervisor may have been first."""
    same = DBTaskResult.objects.running().filter(pk=result.pk, worker_ids=result.worker_ids)
    if is_lost:
        same.update(
            status=TaskResultStatus.FAILED,
            finished_at=timezone.now(),
            exception_class_path=LOST,
            traceback="",
        )
        return 0
    return same.update(status=TaskResultStatus.READY, started_at=None)


def enqueue_recurring() -> int:
    """Enqueue what is due, once for the whole instance, and say how many."""
    now = timezone.now()
    planned = dict(Recurrence.objects.values_list("name", "next_at"))
    late = [n for n in registry.recurring() if n not in planned or planned[n] <= now]
    return sum(_enqueue_if_due(name) for name in late)


@transaction.atomic
def _enqueue_if_due(name: str) -> bool:
    recurring = registry.recurring()[name]
    now = timezone.now()
    following = recurring.after(now)
    Recurrence.objects.get_or_create(name=name, defaults={"next_at": following})
    # The row is changed and the task enqueued in one transaction: of two workers, one finds it due.
    due = Recurrence.objects.filter(name=name, next_at__lte=now).update(next_at=following)
    if not due or (recurring.is_needed and not recurring.is_needed()):
        return False
    recurring.task.enqueue()
    return True


@task()
def forget_old() -> int:
    """Remove what ended long ago, with its traces."""
    limit = timezone.now() - KEPT
    Progress.objects.filter(updated_at__lt=limit).delete()
    removed: int = DBTaskResult.objects.finished().filter(finished_at__lt=limit).delete()[0]
    return removed

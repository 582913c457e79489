"""What administrators read of background work: never an argument, never the words of an error."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from alliage.calc.typography import number

from . import registry
from .models import CANCELLED, LOST, Progress

Result = DBTaskResult[Any, Any]
PLACE = re.compile(r'File "[^"]*?([^/"]+/[^/"]+)", line (\d+)')
PATIENCE = timedelta(minutes=2)
LEVELS = {
    TaskResultStatus.READY: ("", "half"),
    TaskResultStatus.RUNNING: ("info", "half"),
    TaskResultStatus.SUCCESSFUL: ("success", "check"),
    TaskResultStatus.FAILED: ("error", "error"),
}


class Tab(NamedTuple):
    """One state of tasks, as a tab of the page."""

    label: str
    url: str
    is_current: bool


class Row(NamedTuple):
    """One task, as its line reads."""

    key: str
    label: str
    status: str
    state: str
    level: str
    icon: str
    tries: int
    enqueued_at: datetime
    duration: str
    error: str
    progress: Progress | None


def tasks(state: str = "") -> QuerySet[Result]:
    """The tasks, the newest first: all, or those of a state."""
    found = DBTaskResult.objects.order_by("-enqueued_at", "-pk").defer("args_kwargs")
    return found.filter(status=state) if state in TaskResultStatus.values else found


def rows(results: Iterable[Result]) -> list[Row]:
    """Read tasks as lines, with how far they have come, in one query whatever their number."""
    listed = list(results)
    progress = {
        p.task_id: p for p in Progress.objects.filter(task_id__in=[str(r.pk) for r in listed])
    }
    return [_row(result, progress.get(str(result.pk))) for result in listed]


def _row(result: Result, progress: Progress | None) -> Row:
    status = TaskResultStatus(result.status)
    level, icon = LEVELS[status]
    state = states()[status]
    if result.exception_class_path == CANCELLED:
        state, level, icon = _("annulée"), "", "close"
    return Row(
        key=str(result.pk),
        label=registry.label_of(result.task_path),
        status=status,
        state=state,
        level=level,
        icon=icon,
        tries=len(result.worker_ids),
        enqueued_at=result.enqueued_at,
        duration=duration(result.started_at, result.finished_at),
        error=short_error(result),
        progress=progress,
    )


def states() -> dict[str, str]:
    """The states of a task, in words."""
    return {
        TaskResultStatus.READY: _("en attente"),
        TaskResultStatus.RUNNING: _("en cours"),
        TaskResultStatus.SUCCESSFUL: _("faite"),
        TaskResultStatus.FAILED: _("en échec"),
    }


def duration(start: datetime | None, end: datetime | None) -> str:
    """Say how long it took, or takes so far."""
    if start is None:
        return ""
    seconds = max(0.0, ((end or timezone.now()) - start).total_seconds())
    if seconds < 60:
        language = "en" if get_language() == "en" else "fr"
        return f"{number(seconds, decimals=1, language=language)} s"
    minutes, left = divmod(int(seconds), 60)
    return (
        f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min {left} s"
    )


def short_error(result: Result) -> str:
    """Name what went wrong, and where in the code: its words may quote somebody’s data."""
    path = result.exception_class_path
    if path == LOST:
        return _("Son processus s’est arrêté à chaque essai.")
    if not path or path == CANCELLED:
        return ""
    places = PLACE.findall(result.traceback)
    name = path.rpartition(".")[2]
    return f"{name} ({places[-1][0]}:{places[-1][1]})" if places else name


def tabs(current: str) -> list[Tab]:
    """The states that hold tasks, each with how many, as tabs of the page."""
    counts = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    every = Tab(f"{_('Toutes')} ({sum(counts.values())})", "?", current not in counts)
    named = [
        Tab(f"{label.capitalize()} ({counts[state]})", f"?etat={state}", current == state)
        for state, label in states().items()
        if state in counts
    ]
    return [every, *named]


def is_stalled() -> bool:
    """Tell whether tasks wait that no worker takes."""
    late = Q(status=TaskResultStatus.READY, enqueued_at__lt=timezone.now() - PATIENCE)
    waiting = DBTaskResult.objects.ready().filter(late).exists()
    return waiting and not DBTaskResult.objects.running().exists()

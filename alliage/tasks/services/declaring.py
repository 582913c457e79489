"""What other contexts declare in their `AppConfig.ready()`."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from django.tasks import Task
from django.utils.functional import Promise

from alliage.tasks import registry
from alliage.tasks.registry import Recurring


def register_task(task: Task[Any, Any], label: str | Promise) -> None:
    """Name a task as administrators read it: « Import d’alliances »."""
    registry.add_label(task.module_path, label)


def register_recurring(
    name: str,
    task: Task[Any, Any],
    *,
    every: timedelta = timedelta(days=1),
    at: time | None = None,
    is_needed: Callable[[], bool] | None = None,
) -> None:
    """Have the workers enqueue a task again and again, each time once for the whole instance.

    Args:
        name: A stable name: `opendata.dumps`.
        task: A task without arguments.
        every: The time between two of them; whole days when `at` is given.
        at: The hour of the instance, for what is done at night.
        is_needed: Asked each time: when it says no, nothing is enqueued.
    """
    registry.add_recurring(name, Recurring(task, every, at, is_needed))

"""What contexts declare when they start: names of tasks for readers, and what recurs."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django.tasks import Task
from django.utils import timezone
from django.utils.functional import Promise

_labels: dict[str, str | Promise] = {}
_recurring: dict[str, "Recurring"] = {}


class Recurring(NamedTuple):
    """A task that comes back: every so often, or every day at an hour of the instance."""

    task: Task[Any, Any]
    every: timedelta
    at: time | None
    is_needed: Callable[[], bool] | None

    def after(self, now: datetime) -> datetime:
        """When it is due next."""
        if self.at is None:
            return now + self.every
        local = timezone.localtime(now)
        today = timezone.make_aware(datetime.combine(local.date(), self.at))
        if today > now:
            return today
        return timezone.make_aware(datetime.combine(local.date() + self.every, self.at))


def add_label(path: str, label: str | Promise) -> None:
    """Give a task a name for readers."""
    _labels[path] = label


def label_of(path: str) -> str:
    """Name a task for readers; one that nobody named is known by its function."""
    return str(_labels.get(path) or path.rpartition(".")[2])


def add_recurring(name: str, recurring: Recurring) -> None:
    """Declare a task that comes back."""
    _recurring[name] = recurring


def recurring() -> dict[str, Recurring]:
    """The tasks that come back, by name."""
    return dict(_recurring)

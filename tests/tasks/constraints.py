"""The rules that the database keeps for background work."""

from typing import Any

from alliage.tasks.models import Progress


def progress(**fields: Any) -> Progress:
    return Progress.objects.create(**{"task_id": "a", "total": 2, **fields})


REFUSED = [("progress_done_within_total", progress, {"done": 3})]
SAME: list[Any] = []

"""Tasks of the dead are put back, those of the living left alone; what recurs comes once."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from alliage.tasks import registry, services
from alliage.tasks.liveness import Alive
from alliage.tasks.models import LOST, Progress, Recurrence
from tests.tasks.jobs import broken, fine

pytestmark = pytest.mark.django_db
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def _real_queue(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = QUEUE
    monkeypatch.setattr(registry, "_recurring", {})


def running(*workers: str) -> DBTaskResult[Any, Any]:
    row = DBTaskResult.objects.get(pk=fine.enqueue().id)
    for worker in workers:
        row.claim(worker)
    return row


def test_what_a_dead_worker_left_is_put_back() -> None:
    row = running("alliage-dead")
    assert services.recover() == 1
    row.refresh_from_db()
    assert (row.status, row.started_at) == (TaskResultStatus.READY, None)
    assert services.recover() == 0


@pytest.fixture
def living() -> Iterator[str]:
    with Alive("alliage-here", on_orphaned=lambda: None):
        yield "alliage-here"


def test_what_a_living_worker_does_is_left_to_it(living: str) -> None:
    row = running(living)
    assert services.recover() == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.RUNNING


def test_a_worker_that_ended_is_dead() -> None:
    with Alive("alliage-gone", on_orphaned=lambda: None):
        pass
    running("alliage-gone")
    assert services.recover() == 1


def test_a_worker_of_another_kind_is_left_alone() -> None:
    running("somebody-else")
    assert services.recover() == 0


def test_a_task_that_kills_its_workers_is_given_up() -> None:
    row = running("alliage-a", "alliage-b", "alliage-c")
    assert services.recover() == 0
    row.refresh_from_db()
    assert (row.status, row.exception_class_path) == (TaskResultStatus.FAILED, LOST)


def test_a_row_that_changed_meanwhile_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from alliage.tasks.services import upkeep  # noqa: PLC0415 - one of its parts

    row = running("alliage-dead")

    def slow(_worker: str) -> bool:
        DBTaskResult.objects.filter(pk=row.pk).update(worker_ids=["alliage-dead", "alliage-new"])
        return True

    monkeypatch.setattr(upkeep, "is_dead", slow)
    assert services.recover() == 0


# --- What comes back -------------------------------------------------------------------------
def test_what_recurs_is_enqueued_once_when_due() -> None:
    services.register_recurring("essai", fine, every=timedelta(hours=1))
    services.maintain()
    assert DBTaskResult.objects.count() == 0, "planned, not due"
    Recurrence.objects.update(next_at=timezone.now())
    services.maintain()
    services.maintain()
    assert DBTaskResult.objects.count() == 1
    assert Recurrence.objects.get().next_at > timezone.now() + timedelta(minutes=59)


def test_what_is_not_needed_is_not_enqueued() -> None:
    services.register_recurring("essai", fine, every=timedelta(0), is_needed=lambda: False)
    services.maintain()
    services.maintain()
    assert DBTaskResult.objects.count() == 0


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 24, 1, tzinfo=UTC), datetime(2026, 11, 24, 2, 30, tzinfo=UTC)),
        (datetime(2026, 11, 24, 2, 30, tzinfo=UTC), datetime(2026, 11, 25, 2, 30, tzinfo=UTC)),
        # Summer time begins: still half past three for those who live here.
        (datetime(2026, 3, 28, 3, tzinfo=UTC), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
    ],
)
def test_an_hour_of_the_night_is_that_of_the_instance(now: datetime, expected: datetime) -> None:
    nightly = registry.Recurring(fine, timedelta(days=1), time(3, 30), None)
    assert nightly.after(now) == expected


def test_what_ended_long_ago_is_forgotten() -> None:
    old, recent = (DBTaskResult.objects.get(pk=fine.enqueue().id) for _ in range(2))
    for row in (old, recent):
        row.set_successful(None)
    waiting = broken.enqueue()
    long_ago = timezone.now() - timedelta(days=31)
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=long_ago)
    Progress.objects.create(task_id="old")
    Progress.objects.update(updated_at=long_ago)
    assert services.forget_old.call() == 1
    left = {str(pk) for pk in DBTaskResult.objects.values_list("pk", flat=True)}
    assert left == {str(recent.pk), waiting.id}
    assert Progress.objects.count() == 0

"""A task says how far it has come, and stops when asked to."""

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from alliage.accounts.models import User
from alliage.tasks import services
from alliage.tasks.models import Progress
from tests.tasks.jobs import counted


@pytest.mark.django_db
def test_a_task_says_how_far_it_has_come() -> None:
    result = counted.enqueue(total=3)
    assert result.return_value == 3
    row = Progress.objects.get(task_id=result.id)
    assert (row.done, row.total) == (3, 3)


@pytest.mark.django_db
def test_more_done_than_expected_is_not_an_error() -> None:
    services.report_progress("a", 5, 3)
    assert str(Progress.objects.get()) == "5/5"


@pytest.mark.django_db
def test_a_task_stops_when_asked_to(administrator_user: User) -> None:
    row = DBTaskResult.objects.create(
        task_path="tests.tasks.jobs.counted", backend_name="default", args_kwargs={}
    )
    assert not services.should_stop(str(row.pk))
    with pytest.raises(services.TaskError):
        services.ask_to_stop(row, by=administrator_user)
    services.report_progress(str(row.pk), 1, 3)
    services.ask_to_stop(row, by=administrator_user)
    assert services.should_stop(str(row.pk))
    services.report_progress(str(row.pk), 2, 3)
    assert services.should_stop(str(row.pk)), "a later report does not forget it"


@pytest.mark.django_db(transaction=True)
def test_progress_made_in_a_transaction_is_seen_at_once_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: progress shows with the rest")
    services.report_progress("a", 0, 3)
    with transaction.atomic():
        services.report_progress("a", 2, 3)
        services.report_progress("b", 1, 3)
        transaction.set_rollback(True)
    seen = dict(Progress.objects.values_list("task_id", "done"))
    assert seen == {"a": 2, "b": 1}

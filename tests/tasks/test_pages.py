"""Administrators see background work, and nobody's data in it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from alliage.accounts.models import JournalEntry, User
from alliage.tasks import queries, services
from alliage.tasks.models import Progress
from tests.tasks.jobs import broken, effect, fine

pytestmark = pytest.mark.django_db
LIST = "tasks:list"
Row = DBTaskResult[Any, Any]


@pytest.fixture(autouse=True)
def _real_queue(settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def chief(administrator_user: User) -> Client:
    """An administrator whose forms carry no token: what is tested is not their forgery."""
    client = Client()
    client.force_login(administrator_user)
    return client


def failed() -> Row:
    row = DBTaskResult.objects.get(pk=broken.enqueue().id)
    row.claim("alliage-a")
    try:
        broken.call()
    except ValueError as error:
        row.set_failed(error)
    return row


def page(client: Client, **data: str) -> str:
    return client.get(reverse(LIST), data).content.decode()


def test_background_work_is_for_administrators(
    visitor: Client, member: Client, animator: Client, chief: Client
) -> None:
    row = failed()
    assert "next=" in visitor.get(reverse(LIST)).headers["Location"]
    for client in (member, animator):
        assert client.get(reverse(LIST)).status_code == 403
    assert chief.get(reverse(LIST)).status_code == 200
    stranger = Client()
    stranger.force_login(User.objects.create_user("autre@exemple.fr"))
    for name in ("retry", "cancel", "stop"):
        url = reverse(f"tasks:{name}", args=[row.pk])
        assert stranger.post(url).status_code == 403
        assert chief.get(url).status_code == 405


def test_an_empty_page_says_so(chief: Client) -> None:
    assert "Aucune tâche ici" in page(chief)


def test_each_task_shows_its_state_tries_and_short_error_and_nobodys_data(chief: Client) -> None:
    failed()
    effect.enqueue("secret-argument")
    html = page(chief)
    assert "ValueError (tasks/jobs.py:" in html
    assert "paule@exemple.fr" not in html
    assert "secret-argument" not in html
    assert "En échec (1)" in html
    assert "En attente (1)" in html
    assert "effect" in page(chief, etat="READY")
    assert "broken" not in page(chief, etat="READY")


def test_a_known_task_is_shown_by_its_name(chief: Client) -> None:
    services.forget_old.enqueue()
    assert "Ménage des tâches faites" in page(chief)


def test_progress_shows_and_a_running_task_may_be_asked_to_stop(chief: Client) -> None:
    row = DBTaskResult.objects.get(pk=fine.enqueue().id)
    row.claim("alliage-a")
    assert reverse("tasks:stop", args=[row.pk]) not in page(chief)
    services.report_progress(str(row.pk), 26, 40)
    html = page(chief)
    assert "26 / 40" in html
    assert reverse("tasks:stop", args=[row.pk]) in html
    chief.post(reverse("tasks:stop", args=[row.pk]))
    assert Progress.objects.get().is_stop_asked
    assert reverse("tasks:stop", args=[row.pk]) not in page(chief)


def test_a_failed_task_is_put_back_once(chief: Client) -> None:
    row = failed()
    url = reverse("tasks:retry", args=[row.pk])
    assert url in page(chief)
    for _ in range(2):
        assert chief.post(url).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.worker_ids, row.traceback) == ("READY", [], "")
    assert [entry.verb for entry in JournalEntry.objects.all()] == ["tasks.retried"]


def test_a_waiting_task_is_cancelled_and_a_running_one_is_not(chief: Client) -> None:
    waiting, running = (DBTaskResult.objects.get(pk=fine.enqueue().id) for _ in range(2))
    running.claim("alliage-a")
    for row in (waiting, running):
        chief.post(reverse("tasks:cancel", args=[row.pk]))
        row.refresh_from_db()
    assert (waiting.status, running.status) == ("FAILED", "RUNNING")
    assert "annulée" in page(chief)


def test_a_task_lost_with_its_worker_is_explained(chief: Client) -> None:
    row = DBTaskResult.objects.get(pk=fine.enqueue().id)
    for worker in ("alliage-a", "alliage-b", "alliage-c"):
        row.claim(worker)
    services.recover()
    assert "Son processus s’est arrêté à chaque essai" in page(chief)


def test_waiting_in_vain_is_said(chief: Client) -> None:
    fine.enqueue()
    assert "rien n’avance" not in page(chief)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - queries.PATIENCE * 2)
    assert "rien n’avance" in page(chief)


def test_the_page_costs_the_same_however_full(
    chief: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(40):
        fine.enqueue()
    with django_assert_max_num_queries(8):
        assert "page=2" in page(chief)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1.25, "1,2\u00a0s"), (61, "1\u00a0min 1\u00a0s"), (3720, "1\u00a0h 02\u00a0min")],
)
def test_a_duration_reads_well(seconds: float, words: str) -> None:
    start = timezone.now()
    assert queries.duration(start, start + timedelta(seconds=seconds)) == words


def test_what_has_not_begun_has_no_duration() -> None:
    assert queries.duration(None, None) == ""

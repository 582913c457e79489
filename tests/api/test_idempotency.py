"""Writes that carry a key are done once; their answer is given again, for a day."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from alliage.accounts.models import User
from alliage.accounts.services import apply_retention
from alliage.api.models import IdempotentCall
from alliage.api.services import GoingOnError, claim, keep
from alliage.contribution import services
from alliage.contribution.models import Draft
from alliage.network.models import Animation
from tests.api.programs import Program
from tests.contribution.factories import DraftFactory
from tests.network.people import animates, person

KEY = {"Idempotency-Key": '"8e03978e-40d5-43dd-bc93-6894a57f9324"'}
pytestmark = pytest.mark.django_db
at_once = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the SQLite of the tests, in memory, has one writer"
)


@pytest.fixture
def program(member_user: User) -> Program:
    return Program(member_user)


def test_the_same_request_is_done_once(program: Program) -> None:
    first, again = (program.post("drafts", {}, **KEY) for _ in range(2))
    assert Draft.objects.count() == 1
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    for name in ("Location", "ETag", "Content-Type", "Cache-Control"):
        assert first.headers[name] == again.headers[name]
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    program.post("drafts", {})
    assert Draft.objects.count() == 2, "without a key each request is done"


def test_the_quotes_of_a_key_may_be_forgotten(program: Program) -> None:
    program.post("drafts", {}, **KEY)
    bare = {"Idempotency-Key": KEY["Idempotency-Key"].strip('"')}
    assert "Idempotency-Replayed" in program.post("drafts", {}, **bare).headers


def test_a_key_serves_one_request(program: Program) -> None:
    program.post("drafts", {}, **KEY)
    for answer in (
        program.post("drafts", {"amends": "x"}, **KEY),
        program.post("drafts/1/submit", {}, **KEY),
    ):
        assert answer.status_code == 422
        assert answer.json()["type"].endswith("#cle-deja-prise")
    assert Draft.objects.count() == 1


def test_each_token_has_its_own_keys(program: Program) -> None:
    program.post("drafts", {}, **KEY)
    other = Program(person("Autre"))
    assert "Idempotency-Replayed" not in other.post("drafts", {}, **KEY).headers
    assert Draft.objects.count() == 2


@pytest.mark.parametrize("key", ["", '""', "a b", "é", "x" * 256, '"a"b"'])
def test_a_key_is_a_text_of_some_length(program: Program, key: str) -> None:
    answer = program.post("drafts", {}, **{"Idempotency-Key": key})
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("#cle-illisible")
    assert not Draft.objects.exists()


def test_what_failed_wrote_nothing_and_may_be_asked_again(program: Program) -> None:
    draft = DraftFactory.create(author=program.token.user, content={})
    path = f"drafts/{draft.pk}/submit"
    assert program.post(path, {}, **KEY).status_code == 422
    assert not IdempotentCall.objects.exists()
    Draft.objects.update(content=DraftFactory.build(author=None).content)
    assert program.post(path, {}, **KEY).status_code == 200
    assert program.post(path, {}, **KEY).headers["Idempotency-Replayed"] == "true"


def test_who_lost_the_right_is_not_told_the_answer_again() -> None:
    animator = Program(animates(person("Anne")))
    draft = DraftFactory.create()
    services.submit_draft(draft, by=draft.author)
    path, body = f"drafts/{draft.pk}/remarks", {"remarks": [{"text": "Plus court ?"}]}
    assert animator.post(path, body, **KEY).status_code == 200
    Animation.objects.all().delete()
    assert animator.post(path, body, **KEY).status_code == 403


def test_reading_takes_no_key(program: Program) -> None:
    assert program.get("drafts", **KEY).status_code == 200
    assert not IdempotentCall.objects.exists()


def test_a_key_is_forgotten_after_a_day(program: Program) -> None:
    program.post("drafts", {}, **KEY)
    apply_retention()
    assert IdempotentCall.objects.exists()
    IdempotentCall.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "Idempotency-Replayed" not in program.post("drafts", {}, **KEY).headers
    IdempotentCall.objects.update(created_at=timezone.now() - timedelta(hours=25))
    apply_retention()
    assert not IdempotentCall.objects.exists()


def test_a_claim_left_by_a_dead_server_is_taken_over(program: Program) -> None:
    dead = claim(program.token, "clé", "empreinte")
    with pytest.raises(GoingOnError):
        claim(program.token, "clé", "empreinte")
    IdempotentCall.objects.update(created_at=timezone.now() - timedelta(minutes=3))
    mine = claim(program.token, "clé", "empreinte")
    assert mine.pk != dead.pk
    with pytest.raises(GoingOnError):  # should it not be dead, what it did is undone
        keep(dead, scope="", status=200, headers={}, body="")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Event, Event]]:
    """Hold the first draft begun at the moment when it is written."""
    entered, go_on = Event(), Event()
    real = services.start_draft

    def start(*args: Any, **kwargs: Any) -> Draft:
        draft = real(*args, **kwargs)
        entered.set()
        assert go_on.wait(10)
        return draft

    monkeypatch.setattr(services, "start_draft", start)
    yield entered, go_on
    go_on.set()


@at_once
@pytest.mark.django_db(transaction=True)
def test_the_same_request_sent_twice_at_once_is_refused_while_it_goes_on(
    program: Program, slow: tuple[Event, Event]
) -> None:
    entered, go_on = slow
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(posted, program)
        assert entered.wait(10)
        second = program.post("drafts", {}, **KEY)
        go_on.set()
        assert first.result(timeout=10) == (201, "")
    assert second.status_code == 409
    assert second.headers["Retry-After"] == "1"
    assert second.json()["type"].endswith("#demande-en-cours")
    assert program.post("drafts", {}, **KEY).headers["Idempotency-Replayed"] == "true"
    assert Draft.objects.count() == 1


@at_once
@pytest.mark.django_db(transaction=True)
def test_of_requests_that_race_one_alone_is_done(program: Program) -> None:
    crowd = 4
    start = Barrier(crowd)

    def race(_: int) -> tuple[int, str]:
        start.wait(10)
        return posted(program)

    with ThreadPoolExecutor(crowd) as pool:
        answers = list(pool.map(race, range(crowd)))
    assert Draft.objects.count() == 1
    assert (201, "") in answers
    assert set(answers) <= {(201, ""), (201, "true"), (409, "")}
    assert answers.count((201, "")) == 1


def posted(program: Program) -> tuple[int, str]:
    """Send the request in a thread, whose connection is closed after it."""
    try:
        answer = program.post("drafts", {}, **KEY)
        return answer.status_code, answer.headers.get("Idempotency-Replayed", "")
    finally:
        connection.close()

"""One digest per person and period, whenever and however often the command runs."""

import tracemalloc
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from alliage.accounts.models import User
from alliage.notifications import messages, services
from alliage.notifications.models import Mail, Notification
from alliage.notifications.services import digests
from tests.notifications.conftest import KIND
from tests.notifications.test_telling import tell

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2026, 11, 25)
THURSDAY, MONDAY = WEDNESDAY + timedelta(1), WEDNESDAY + timedelta(5)


def happened(on: date, person: User, event: str) -> None:
    tell(person, event=event)
    at = timezone.make_aware(datetime(on.year, on.month, on.day, 15))
    Notification.objects.filter(event=event).update(created_at=at)


def test_a_day_is_told_the_next_day_in_one_mail(person: User) -> None:
    services.choose_rhythm(person, KIND, "daily")
    happened(WEDNESDAY, person, "a")
    happened(WEDNESDAY, person, "b")
    assert services.build_digests(WEDNESDAY) == 0
    services.build_digests(THURSDAY)
    services.build_digests(THURSDAY)
    services.send_due()
    assert [m.subject for m in mail.outbox] == ["Alliage\u00a0: votre résumé du jour"]
    assert str(mail.outbox[0].body).count("La fiche est publiée") == 2


def test_a_week_is_told_on_monday(person: User) -> None:
    services.choose_rhythm(person, KIND, "weekly")
    happened(WEDNESDAY, person, "a")
    assert services.build_digests(THURSDAY) == 0
    assert services.build_digests(MONDAY) == 1
    assert Mail.objects.get().event == "digest.weekly:2026-W49"


def test_a_digest_that_left_takes_nothing_more(person: User) -> None:
    services.choose_rhythm(person, KIND, "daily")
    happened(WEDNESDAY, person, "a")
    services.build_digests(THURSDAY)
    services.send_due()
    happened(WEDNESDAY, person, "late")
    services.build_digests(THURSDAY)
    services.send_due()
    assert len(mail.outbox) == 1
    services.build_digests(THURSDAY + timedelta(1))
    services.send_due()
    assert len(mail.outbox) == 2, "the next one tells it"


def test_a_builder_killed_half_way_loses_and_repeats_nothing(
    people: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in people:
        services.choose_rhythm(person, KIND, "daily")
    for person in people:
        happened(WEDNESDAY, person, f"of {person.pk}")
    monkeypatch.setattr(digests, "BATCH", 1)
    real, calls = digests._build_for, iter(range(9))

    def killed(*args: object) -> int:
        if next(calls) == 1:
            raise KeyboardInterrupt
        return real(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(digests, "_build_for", killed)
        with pytest.raises(KeyboardInterrupt):
            services.build_digests(THURSDAY)
    services.send_due()
    services.build_digests(THURSDAY)
    services.send_due()
    assert sorted(m.to[0] for m in mail.outbox) == [p.email for p in people]


def test_a_kind_stopped_meanwhile_is_not_told(person: User) -> None:
    services.choose_rhythm(person, KIND, "daily")
    happened(WEDNESDAY, person, "a")
    services.build_digests(THURSDAY)
    services.choose_rhythm(person, KIND, "off")
    services.send_due()
    assert mail.outbox == []


def test_a_very_long_digest_is_cut_and_says_so(
    person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "MOST_ITEMS", 2)
    services.choose_rhythm(person, KIND, "daily")
    for n in range(4):
        happened(WEDNESDAY, person, f"e{n}")
    services.build_digests(THURSDAY)
    services.send_due()
    text = str(mail.outbox[0].body)
    assert text.count("La fiche est publiée") == 2
    assert "D’autres nouvelles vous attendent" in text


def test_the_task_builds_and_sends(person: User) -> None:
    services.choose_rhythm(person, KIND, "daily")
    happened(timezone.localdate() - timedelta(days=1), person, "a")
    services.send_digests.enqueue()
    services.send_digests.enqueue()
    assert len(mail.outbox) == 1


def test_a_closed_account_gets_no_digest(person: User) -> None:
    services.choose_rhythm(person, KIND, "daily")
    happened(WEDNESDAY, person, "a")
    User.objects.update(is_active=False)
    assert services.build_digests(THURSDAY) == 0


def test_memory_does_not_follow_the_number_of_people(
    db: None, monkeypatch: pytest.MonkeyPatch, record_property: Callable[[str, object], None]
) -> None:
    monkeypatch.setattr(digests, "BATCH", 50)
    few, many = [peak_for(count) for count in (200, 2_000)]
    record_property("measure", f"digests for 200 and 2,000 people: {few:.2f} and {many:.2f} MB")
    assert many < 2 * few + 0.5, "ten times the people"


def peak_for(count: int) -> float:
    """The highest memory, in MB, of building the digests of so many people."""
    User.objects.all().delete()
    users = User.objects.bulk_create([User(email=f"p{n}@exemple.fr") for n in range(count)])
    news = [Notification(person=u, kind=KIND, event="a", title="A", rhythm="daily") for u in users]
    Notification.objects.bulk_create(news)
    Notification.objects.update(created_at=timezone.now() - timedelta(days=2))
    tracemalloc.start()
    assert services.build_digests() == count
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def test_what_is_very_old_is_forgotten(people: list[User]) -> None:
    tell(*people)
    old = timezone.now() - timedelta(days=401)
    Notification.objects.filter(person=people[0]).update(created_at=old)
    Mail.objects.filter(person=people[0]).update(created_at=old)
    assert services.forget_old.call() == 2
    assert Notification.objects.count() == Mail.objects.count() == 2

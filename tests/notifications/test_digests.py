"""One digest per person and period, whenever and however often the command runs."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from alliage.accounts.models import User
from alliage.notifications import messages, services
from alliage.notifications.models import Mail, Notification
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
    from alliage.notifications.services import digests  # noqa: PLC0415 - one of its parts

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

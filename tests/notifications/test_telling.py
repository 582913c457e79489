"""The same event is told once to each person, and only to those who may know."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from alliage.accounts.models import User
from alliage.notifications import services
from alliage.notifications.models import Mail, Notification, Preference
from alliage.notifications.queries import unread_count
from tests.notifications.conftest import KIND

pytestmark = pytest.mark.django_db
Commit = Callable[..., Any]


def tell(*to: User, event: str = "essai.publie:1", kind: str = KIND, url: str = "/") -> None:
    services.notify(kind, event=event, to=to, title="La fiche est publiée", body="", url=url)


def test_each_person_is_told_once_in_the_site_and_by_mail(
    people: list[User], django_capture_on_commit_callbacks: Commit
) -> None:
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            tell(*people, people[0])
    assert [unread_count(person) for person in people] == [1, 1, 1]
    assert sorted(message.to[0] for message in mail.outbox) == [p.email for p in people]


def test_a_second_call_tells_only_those_whom_the_first_forgot(people: list[User]) -> None:
    tell(people[0])
    tell(*people)
    assert Notification.objects.count() == 3
    assert Mail.objects.count() == 3


@pytest.mark.parametrize(("rhythm", "mails"), [("immediate", 1), ("daily", 0), ("off", 0)])
def test_the_person_chooses_when_mails_leave_and_the_site_always_tells(
    person: User, rhythm: str, mails: int
) -> None:
    services.choose_rhythm(person, KIND, rhythm)
    tell(person)
    assert unread_count(person) == 1
    assert Mail.objects.count() == mails


def test_who_chose_nothing_has_the_rhythm_of_the_kind(person: User) -> None:
    services.register_kind("essai.revue", "Une revue", default="weekly")
    tell(person, kind="essai.revue")
    assert Notification.objects.get().rhythm == "weekly"


def test_the_cost_does_not_grow_with_people(
    people: list[User], django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(6):
        tell(*people)
    more = [User.objects.create_user(f"q{n}@exemple.fr") for n in range(20)]
    with django_assert_num_queries(6):
        tell(*more, event="essai.publie:2")


def test_nobody_is_told_of_what_they_may_not_see(people: list[User]) -> None:
    services.register_scope(KIND, lambda person, url: person.pk != people[1].pk)
    tell(*people)
    told = Notification.objects.values_list("person", flat=True)
    assert set(told) == {people[0].pk, people[2].pk}


def test_a_right_lost_before_the_mail_leaves_stops_it(person: User) -> None:
    allowed = True
    services.register_scope(KIND, lambda _person, _url: allowed)
    tell(person)
    allowed = False
    services.send_due()
    assert mail.outbox == []
    assert Mail.objects.get().state == Mail.State.DROPPED


def test_a_closed_account_is_told_nothing(person: User) -> None:
    tell(person)
    person.is_active = False
    person.save()
    tell(person, event="essai.publie:2")
    services.send_due()
    assert Notification.objects.count() == 1
    assert mail.outbox == []


def test_a_kind_that_nobody_declared_is_a_mistake(person: User) -> None:
    with pytest.raises(KeyError):
        tell(person, kind="essai.inconnu")


def test_a_rhythm_that_does_not_exist_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="hourly"):
        services.register_kind("a", "A", default="hourly")


def test_changing_ones_mind_applies_to_what_waits(person: User) -> None:
    services.choose_rhythm(person, KIND, "daily")
    tell(person)
    services.choose_rhythm(person, KIND, "weekly")
    assert Notification.objects.get().rhythm == "weekly"
    services.choose_rhythm(person, KIND, "immediate")
    assert Notification.objects.get().rhythm == "weekly", "it still leaves with its digest"
    services.choose_rhythm(person, KIND, "off")
    assert Notification.objects.get().rhythm == "off"
    assert Preference.objects.count() == 1


def test_an_address_without_account_is_written_to_once_per_event(
    django_capture_on_commit_callbacks: Commit,
) -> None:
    for event in ("invitation:1", "invitation:1", "invitation:2"):
        with django_capture_on_commit_callbacks(execute=True):
            services.post(
                event, to="Lea@Exemple.fr", subject="Une\ninvitation", body="Bonjour.", url="/x/"
            )
    assert [message.to for message in mail.outbox] == [["lea@exemple.fr"]] * 2
    assert mail.outbox[0].subject == "Une invitation"

"""Several things told in one e-mail, each of them once."""

import pytest

from alliage.notifications.models import Mail, Notification
from alliage.notifications.services import News, choose_rhythm, notify_together
from tests.network.people import person

pytestmark = pytest.mark.django_db
KIND = "essai.publie"
TWO = [News("a:1", "Une fiche"), News("a:2", "Une autre")]


def test_one_mail_tells_both_under_its_own_subject() -> None:
    anne = person("Anne")
    told = notify_together(KIND, event="a", to=anne, subject="Deux fiches", news=TWO)
    assert told == TWO
    assert [mail.subject for mail in Mail.objects.filter(person=anne)] == ["Deux fiches"]
    assert set(anne.notifications.values_list("mail_event", flat=True)) == {"a"}


def test_what_was_told_is_not_told_again_in_another_mail() -> None:
    anne = person("Anne")
    notify_together(KIND, event="a", to=anne, subject="Une", news=TWO[:1])
    assert notify_together(KIND, event="b", to=anne, subject="Deux", news=TWO) == TWO[1:]
    assert notify_together(KIND, event="c", to=anne, subject="Rien", news=TWO) == []
    assert Notification.objects.filter(person=anne).count() == 2
    assert Mail.objects.filter(person=anne).count() == 2


@pytest.mark.parametrize(("rhythm", "mails"), [("weekly", 0), ("off", 0), ("immediate", 1)])
def test_each_rhythm_is_respected(rhythm: str, mails: int) -> None:
    anne = person("Anne")
    choose_rhythm(anne, KIND, rhythm)
    notify_together(KIND, event="a", to=anne, subject="Deux", news=TWO)
    assert Mail.objects.filter(person=anne).count() == mails
    assert Notification.objects.filter(person=anne).count() == 2

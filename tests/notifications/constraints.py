"""The rules that the database keeps for notifications."""

from typing import Any

from django.utils import timezone

from alliage.accounts.models import User
from alliage.notifications.models import Mail, Notification, Preference


def person() -> User:
    return User.objects.get_or_create(email="une@exemple.fr")[0]


def notification(**fields: Any) -> Notification:
    given = {"event": "a:1", "kind": "a", "title": "Un fait", "rhythm": "off", **fields}
    return Notification.objects.create(person=person(), **given)


def preference(**fields: Any) -> Preference:
    return Preference.objects.create(person=person(), **{"kind": "a", "rhythm": "off", **fields})


def mail(**fields: Any) -> Mail:
    given = {"event": "a:1", "address": "une@exemple.fr", "not_before": timezone.now(), **fields}
    return Mail.objects.create(**given)


def told_twice() -> None:
    notification()
    notification()


def wished_twice() -> None:
    preference()
    preference(rhythm="daily")


def mailed_twice() -> None:
    mail()
    mail(state="sent")


REFUSED = [
    ("notification_rhythm_known", notification, {"rhythm": "hourly"}),
    ("preference_rhythm_known", preference, {"rhythm": "hourly"}),
    ("mail_state_known", mail, {"state": "lost"}),
]
SAME = [
    ("notification_once", told_twice),
    ("preference_once", wished_twice),
    ("mail_once", mailed_twice),
]

"""What notifications hold about people: what they were told, how often, and by which e-mail."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User
from alliage.accounts.services import delete_rows, register_personal_data

from .models import Mail


def declare() -> None:
    """Register what a person was told, and their wishes."""
    register_personal_data(
        "notifications.told",
        told_rows,
        lambda user: delete_rows(user.notifications.all()),
        label=_("Mes notifications"),
        why=_("Pour vous tenir au courant, et ne rien vous dire deux fois."),
    )
    register_personal_data(
        "notifications.wishes",
        wish_rows,
        lambda user: delete_rows(user.notification_preferences.all()),
        label=_("Mes choix d’e-mails"),
        why=_("Pour vous écrire au rythme que vous avez choisi."),
    )
    register_personal_data(
        "notifications.mails",
        mail_rows,
        lambda user: delete_rows(mails_of(user)),
        label=_("Les e-mails qui m’ont été envoyés"),
        why=_("Pour n’envoyer chaque e-mail qu’une fois."),
    )


def told_rows(user: User) -> list[dict[str, Any]]:
    """Read what a person was told."""
    fields = ("kind", "event", "title", "body", "url", "created_at", "read_at", "rhythm")
    return list(user.notifications.values(*fields))


def mails_of(user: User) -> QuerySet[Mail]:
    """Give the e-mails of a person, those that left before they had an account included."""
    return Mail.objects.filter(person=user) | Mail.objects.filter(address=user.email)


def wish_rows(user: User) -> list[dict[str, Any]]:
    """Read how often a person wants e-mails."""
    fields = ("kind", "rhythm")
    return list(user.notification_preferences.values(*fields))


def mail_rows(user: User) -> list[dict[str, Any]]:
    """Read which e-mails a person was sent."""
    fields = ("event", "address", "state", "sent_at")
    return list(mails_of(user).values(*fields))

"""What accounts hold about people, and how long."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from . import queries, services
from .models import Consent, User
from .registry import DATA


def declare() -> None:
    """Register the rows of accounts, and their rules of retention."""
    services.register_personal_data(
        "accounts.account",
        queries.account_rows,
        _with_the_account,
        label=_("Mon compte"),
        why=_("Pour vous reconnaître quand vous entrez, et vous écrire."),
    )
    services.register_personal_data(
        "accounts.consents",
        queries.consent_rows,
        lambda user: services.delete_rows(Consent.objects.of(user)),
        label=_("Mes consentements"),
        why=_("Pour prouver ce que vous avez accepté, et quand vous l’avez retiré."),
    )
    services.register_personal_data(
        "accounts.journal",
        queries.journal_rows,
        _with_the_account,
        label=_("Mes actes dans le journal"),
        why=_("Pour comprendre qui a changé quoi, en cas d’erreur ou de litige."),
    )
    services.register_retention(
        DATA / "retention.yaml",
        {
            "accounts.unconfirmed": (queries.unconfirmed_accounts, _forget),
            "accounts.sessions": (queries.expired_sessions, services.delete_rows),
            "accounts.journal": (queries.old_signed_entries, _unsign),
            "accounts.withdrawn_consents": (queries.old_withdrawn_consents, services.delete_rows),
        },
    )


def _with_the_account(user: User) -> None:
    """Leave it to the erasure of the account itself."""


def _forget(users: QuerySet[Any]) -> None:
    for user in users.iterator():
        services.forget_person(user)


def _unsign(entries: QuerySet[Any]) -> None:
    entries.update(by=None)

"""What the interface holds about people: their tokens, never the secret, and their writes."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User
from alliage.accounts.services import delete_rows, register_personal_data, register_retention

from .models import IdempotentCall

DATA = Path(__file__).parent / "data"


def declare() -> None:
    """Register tokens and what they wrote, and how long its answers are kept."""
    register_personal_data(
        "api.tokens",
        token_rows,
        lambda user: delete_rows(user.tokens.all()),
        label=_("Mes jetons"),
        why=_("Pour que vos programmes agissent à votre place, sans votre mot de passe."),
    )
    register_personal_data(
        "api.calls",
        call_rows,
        lambda user: delete_rows(IdempotentCall.objects.filter(token__user=user)),
        label=_("Les écritures récentes de mes programmes"),
        why=_("Pour qu’une demande envoyée deux fois ne soit faite qu’une fois."),
    )
    register_retention(DATA / "retention.yaml", {"api.calls": (old_calls, delete_rows)})


def token_rows(user: User) -> list[dict[str, Any]]:
    """Read the tokens of a person, without what would let anybody use them."""
    fields = ("name", "scopes", "created_at", "expires_at", "revoked_at")
    return list(user.tokens.values(*fields))


def call_rows(user: User) -> list[dict[str, Any]]:
    """Read the writes that carried a key, and what was answered."""
    calls = IdempotentCall.objects.filter(token__user=user)
    fields = ("token__name", "key", "status", "body", "created_at")
    return [dict(row) for row in calls.values(*fields)]


def old_calls(before: datetime) -> QuerySet[IdempotentCall]:
    """Give the writes made before a moment."""
    return IdempotentCall.objects.filter(created_at__lt=before)

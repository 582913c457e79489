"""What the interface holds about people: their tokens, never the secret."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User
from alliage.accounts.services import delete_rows, register_personal_data


def declare() -> None:
    """Register tokens."""
    register_personal_data(
        "api.tokens",
        token_rows,
        lambda user: delete_rows(user.tokens.all()),
        label=_("Mes jetons"),
        why=_("Pour que vos programmes lisent à votre place, sans votre mot de passe."),
    )


def token_rows(user: User) -> list[dict[str, Any]]:
    """Read the tokens of a person, without what would let anybody use them."""
    fields = ("name", "scopes", "created_at", "expires_at", "revoked_at")
    return list(user.tokens.values(*fields))

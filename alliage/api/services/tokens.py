"""Tokens: made, shown once, recognised, revoked."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.api.models import LONGEST_LIFE, Scope, Token
from alliage.api.permissions import allowed_scopes

MARK = "alliage_"
MOST_TOKENS = 20


class TokenError(Exception):
    """A token could not be made; the message is for its owner."""


@transaction.atomic
def create_token(by: User, *, name: str, scopes: Iterable[str], days: int) -> tuple[Token, str]:
    """Make a token; give it with its secret, which is shown once and kept nowhere.

    Raises:
        TokenError: No known scope, one beyond the person, too long a life, too many tokens.
    """
    asked = set(scopes)
    wanted = [str(scope) for scope in Scope if scope in asked]
    if set(wanted) - set(allowed_scopes(by)):
        raise TokenError(_("Un jeton n’a pas plus de droits que vous."))
    life = timedelta(days=days)
    if not wanted or not timedelta(0) < life <= LONGEST_LIFE:
        raise TokenError(_("Un jeton a au moins un droit, et vit un an au plus."))
    # Locking the person makes two simultaneous requests count each other.
    owner = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if Token.objects.usable().filter(user=owner).count() >= MOST_TOKENS:
        raise TokenError(
            _("Vous avez déjà %(most)s jetons en service. Révoquez-en un d’abord.")
            % {"most": MOST_TOKENS}
        )
    secret = MARK + secrets.token_urlsafe(32)
    now = timezone.now()
    token = Token.objects.create(
        user=owner,
        name=name,
        digest=digest(secret),
        prefix=secret[: len(MARK) + 4],
        scopes=wanted,
        created_at=now,
        expires_at=now + life,
    )
    record("api.token_created", token, by=by, details={"scopes": wanted, "days": days})
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: User) -> None:
    """Close a token for good; doing it again changes nothing."""
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("api.token_revoked", token, by=by)


def token_of(secret: str) -> Token | None:
    """Recognise a secret by its fingerprint: what is compared is not what an attacker chooses."""
    if not secret.startswith(MARK) or len(secret) > 100:
        return None
    return Token.objects.usable().select_related("user").filter(digest=digest(secret)).first()


def digest(secret: str) -> str:
    """Give the fingerprint of a secret; 256 random bits need neither salt nor slowness."""
    return hashlib.sha256(secret.encode()).hexdigest()

"""The rules that the database keeps for tokens."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from alliage.api.models import IdempotentCall, Token
from tests.curation.factories import UserFactory


def token(**fields: Any) -> Token:
    now = timezone.now()
    given = {"created_at": now, "expires_at": now + timedelta(days=1), "digest": "a" * 64}
    return Token.objects.create(user=UserFactory.create(), name="x", **{**given, **fields})


def twice() -> None:
    token()
    token()


def call(**fields: Any) -> IdempotentCall:
    given = {"token": fields.pop("token", None) or token(), "key": "a", "fingerprint": "a" * 64}
    return IdempotentCall.objects.create(**{**given, **fields})


def same_key() -> None:
    shown = token()
    call(token=shown)
    call(token=shown)


REFUSED = [
    ("token_life_bounded", token, {"expires_at": timezone.now() + timedelta(days=400)}),
    ("token_life_bounded", token, {"expires_at": timezone.now() - timedelta(days=1)}),
    ("call_keeps_successes", call, {"status": 422}),
]
SAME = [("token digest", twice), ("call_key_once", same_key)]

"""Writes that carry a key: done once, their answer given again to who asks again.

A key is claimed and committed before the work; the work and its answer are then committed together.
So a claim without an answer has written nothing, and may be taken over once it is old.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from alliage.api.models import IdempotentCall, Token

LIFE = timedelta(days=1)
# Longer than a server lets a request live: who claimed before that is gone.
LEASE = timedelta(minutes=2)


class OtherRequestError(Exception):
    """This key was given to another request."""


class GoingOnError(Exception):
    """The same request is being answered at this very moment."""


def claim(token: Token, key: str, fingerprint: str) -> IdempotentCall:
    """Take a key for a request, or find what was answered to it (`is_answered`).

    Raises:
        OtherRequestError: The key was used for something else.
        GoingOnError: The first request is not over.
    """
    now = timezone.now()
    mine = IdempotentCall.objects.filter(token=token, key=key)
    old = Q(created_at__lt=now - LIFE) | Q(status=None, created_at__lt=now - LEASE)
    mine.filter(old).delete()
    try:
        with transaction.atomic():
            return IdempotentCall.objects.create(token=token, key=key, fingerprint=fingerprint)
    except IntegrityError:
        known = mine.first()
    if known is None:  # it has just failed, and left its key
        raise GoingOnError
    if known.fingerprint != fingerprint:
        raise OtherRequestError
    if not known.is_answered:
        raise GoingOnError
    return known


def keep(
    call: IdempotentCall, *, scope: str, status: int, headers: Mapping[str, str], body: str
) -> None:
    """Keep an answer, in the transaction of what it tells.

    Raises:
        GoingOnError: Somebody took the key over meanwhile: the work must be undone.
    """
    told = {"scope": scope, "status": status, "headers": dict(headers), "body": body}
    if not IdempotentCall.objects.filter(pk=call.pk, status=None).update(**told):
        raise GoingOnError


def release(call: IdempotentCall) -> None:
    """Give a key back: an error has written nothing, and the same key may serve again."""
    IdempotentCall.objects.filter(pk=call.pk, status=None).delete()

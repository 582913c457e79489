"""Writes that carry an `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header)."""

import hashlib
import re
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from alliage.api import services
from alliage.api.models import IdempotentCall, Token

from .entitlement import ask, asked_scope, refuse_strangers
from .problems import ProblemError

# A string of RFC 8941; the quotes, which many programs forget, are not required.
KEY = re.compile(r'^"?([\x21\x23-\x5b\x5d-\x7e]{1,255})"?$')
KEPT = ("Content-Type", "ETag", "Location")


def done_once(
    request: HttpRequest, token: Token | None, do: Callable[[], HttpResponse]
) -> HttpResponse:
    """Do a write, or give again the answer of the same one; without a key it is done each time."""
    given = request.headers.get("Idempotency-Key")
    if given is None or token is None:
        return do()
    call = _claimed(token, given, request)
    if call.is_answered:
        refuse_strangers(token, call.scope)
        ask(request, call.scope)
        response = HttpResponse(call.body, status=call.status, headers=call.headers)
        response["Idempotency-Replayed"] = "true"
        return response
    try:
        return _done(call, request, do)
    finally:
        services.release(call)


def _claimed(token: Token, given: str, request: HttpRequest) -> IdempotentCall:
    key = KEY.match(given.strip())
    if key is None:
        raise ProblemError("cle-illisible")
    try:
        return services.claim(token, key[1], _fingerprint(request))
    except services.OtherRequestError as error:
        raise ProblemError("cle-deja-prise") from error
    except services.GoingOnError as error:
        raise ProblemError("demande-en-cours", headers={"Retry-After": "1"}) from error


def _done(
    call: IdempotentCall, request: HttpRequest, do: Callable[[], HttpResponse]
) -> HttpResponse:
    """Commit the work and its answer together, or neither."""
    try:
        with transaction.atomic():
            response = do()
            if response.status_code >= 300:
                transaction.set_rollback(True)
                return response
            services.keep(
                call,
                scope=asked_scope(request),
                status=response.status_code,
                headers={name: response[name] for name in KEPT if name in response},
                body=response.content.decode(),
            )
    except services.GoingOnError as error:
        raise ProblemError("demande-en-cours", headers={"Retry-After": "1"}) from error
    return response


def _fingerprint(request: HttpRequest) -> str:
    """Sum up what is asked: another body under the same key is another request."""
    condition = request.headers.get("If-Match", "")
    head = f"{request.method} {request.get_full_path()} {condition}\n"
    return hashlib.sha256(head.encode() + request.body).hexdigest()

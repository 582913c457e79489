"""The door of the interface: language, token, limits, open reading, problems for every error.

No cookie opens anything here: only a token does, so that no other site can act for a reader. A
write with a key is done once.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from alliage.api.models import Token
from alliage.api.services import token_of

from .entitlement import REALM, asked_scope, show
from .limits import count
from .once import done_once
from .problems import BY_STATUS, KINDS, ProblemError, problem

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD")
EXPOSED = (
    "ETag, Idempotency-Replayed, Link, Location, RateLimit-Limit, RateLimit-Remaining, "
    "RateLimit-Reset, Retry-After"
)


def guarded(view: View) -> View:
    """Put a view behind the door."""

    @csrf_exempt
    @wraps(view)
    def entered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        language = _language(request)
        with translation.override(language):
            response = _answer(view, request, args, kwargs)
        response["Content-Language"] = language
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = EXPOSED
        patch_vary_headers(response, ["Accept-Language", "Authorization"])
        return response

    return entered


def _answer(
    view: View, request: HttpRequest, args: tuple[object, ...], kwargs: dict[str, object]
) -> HttpResponse:
    if request.method == "OPTIONS":
        return _preflight(view(request, *args, **kwargs))
    token, refusal = _recognised(request)
    allowance = count(request, token)
    try:
        if allowance.is_over:
            raise ProblemError("trop-de-demandes")
        if refusal:
            raise refusal
        show(request, token)
        _refuse_unreadable(request)
        if request.method in READING:
            response = _read(view, request, args, kwargs)
        else:
            response = done_once(request, token, lambda: view(request, *args, **kwargs))
        response = _refined(request, response)
    except ProblemError as error:
        response = error.told(request)
    except Http404:
        response = problem(request, KINDS["introuvable"])
    allowance.write(response)
    return response


def _read(
    view: View, request: HttpRequest, args: tuple[object, ...], kwargs: dict[str, object]
) -> HttpResponse:
    """Ask the view; HEAD is answered like GET."""
    method = request.method
    request.method = "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = method


def _refuse_unreadable(request: HttpRequest) -> None:
    """Refuse what no row could hold, and bodies too large to be a sheet."""
    if any("\0" in text for text in (request.path, *map("".join, _pairs(request)))):
        raise ProblemError("demande-illisible")
    if request.method not in READING:
        _whole(request)


def _whole(request: HttpRequest) -> bytes:
    """Read the body, once for all who come after."""
    try:
        return request.body
    except RequestDataTooBig as error:
        raise ProblemError("corps-trop-grand") from error


def _refined(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Tell a refused method as a problem, and keep from caches what a token opened."""
    if response.status_code == 405:
        allowed = _allowed(response)
        response = problem(request, BY_STATUS[405])
        response["Allow"] = allowed
    if asked_scope(request):
        response["Cache-Control"] = "private, no-store"
    return response


def _pairs(request: HttpRequest) -> list[tuple[str, ...]]:
    return [(name, *values) for name, values in request.GET.lists()]


def _recognised(request: HttpRequest) -> tuple[Token | None, ProblemError | None]:
    """Give the token shown, if any, and the refusal of what is not one.

    A refused secret is counted by address: guessing is slow, like any other reading.
    """
    header = request.headers.get("Authorization", "")
    if not header:
        return None, None
    scheme, _, secret = header.partition(" ")
    token = token_of(secret.strip()) if scheme.lower() == "bearer" else None
    if token is not None:
        return token, None
    challenge = f'{REALM}, error="invalid_token"'
    return None, ProblemError("jeton-refuse", headers={"WWW-Authenticate": challenge})


def _language(request: HttpRequest) -> str:
    """Take the language that the program asks for; French when it asks nothing."""
    if not request.headers.get("Accept-Language"):
        return "fr"
    return translation.get_language_from_request(_without_cookies(request))


def _without_cookies(request: HttpRequest) -> HttpRequest:
    bare = HttpRequest()
    bare.META = request.META
    bare.COOKIES = {}
    return bare


def _allowed(refusal: HttpResponse) -> str:
    """Read the methods of an address in its refusal of another; HEAD goes with GET."""
    methods = {name.strip() for name in refusal.headers.get("Allow", "").split(",")} - {""}
    return ", ".join(sorted(methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())))


def _preflight(refusal: HttpResponse) -> HttpResponse:
    """Let pages of other sites read, with nothing that identifies the reader."""
    response = HttpResponse(status=204)
    response["Allow"] = _allowed(refusal)
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response

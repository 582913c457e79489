"""The door of the interface: language, token, limits, open reading, problems for every error.

No cookie opens anything here: only a token does, so that no other site can act for a reader.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from alliage.api.models import Token
from alliage.api.services import token_of

from .limits import count
from .problems import BY_STATUS, KINDS, ProblemError, problem

View = Callable[..., HttpResponse]
READING = ("GET", "HEAD")
EXPOSED = "ETag, Link, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After"


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
        return _preflight()
    token, refusal = _recognised(request)
    allowance = count(request, token)
    try:
        if allowance.is_over:
            raise ProblemError("trop-de-demandes")
        if refusal:
            raise refusal
        response = _read(view, request, args, kwargs)
    except ProblemError as error:
        response = problem(request, error.kind, detail=error.detail)
        for name, value in error.headers.items():
            response[name] = value
    except Http404:
        response = problem(request, KINDS["introuvable"])
    allowance.write(response)
    return response


def _read(
    view: View, request: HttpRequest, args: tuple[object, ...], kwargs: dict[str, object]
) -> HttpResponse:
    """Ask the view; HEAD is answered like GET, and what it refuses is told as a problem."""
    if any("\0" in text for text in (request.path, *map("".join, _pairs(request)))):
        raise ProblemError("demande-illisible")
    method = request.method
    if method == "HEAD":
        request.method = "GET"
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = method
    if response.status_code == 405:
        allowed = response.headers.get("Allow", "GET")
        response = problem(request, BY_STATUS[405])
        response["Allow"] = allowed.replace("GET", "GET, HEAD") + ", OPTIONS"
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
    challenge = 'Bearer realm="alliage", error="invalid_token"'
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


def _preflight() -> HttpResponse:
    """Let pages of other sites read, with nothing that identifies the reader."""
    response = HttpResponse(status=204)
    response["Allow"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response

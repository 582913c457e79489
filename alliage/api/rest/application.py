"""The interface as one application: its operations, its errors, its OpenAPI description."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from alliage.capitalisation.services import SheetRefusedError
from alliage.contribution.services import ContributionError
from alliage.curation.services import CurationError

from . import animation, collections, drafts, keeping, merging, partners, references, sheets
from .bodies import Renderer, StrictParser
from .door import guarded
from .problems import BY_STATUS, KINDS, MEDIA_TYPE, ProblemError, field_errors, problem
from .schemas import Index

# The minor number rises when something is added.
VERSION = "1.1.0"
PREFIX = "/api/v1/"
LISTS = (
    "alliances", "resources", "organisations", "centres", "territories", "goals", "targets",
    "domains", "vocabularies", "collections",
)  # fmt: skip

rest = NinjaAPI(
    title="Alliage",
    version=VERSION,
    description="Lire ce que publie cette instance, et y contribuer avec un jeton.",
    urls_namespace="rest",
    docs_url=None,
    parser=StrictParser(),
    renderer=Renderer(),
    openapi_extra={
        "info": {
            "license": {
                "name": "Licence Ouverte 2.0",
                "url": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
            }
        },
    },
)


@rest.get("", response=Index, url_name="index", tags=["Départ"])
def index(request: HttpRequest) -> dict[str, Any]:
    """Par où commencer."""
    root = f"{settings.SITE_URL}{PREFIX}"
    return {
        "openapi": f"{root}openapi.json",
        "documentation": settings.SITE_URL + reverse("api:documentation"),
        "lists": {name: root + name for name in LISTS},
    }


rest.add_router("", sheets.router)
rest.add_router("", references.router)
rest.add_router("", drafts.router)
rest.add_router("", merging.router)
rest.add_router("", animation.router)
rest.add_router("", partners.router)
rest.add_router("", keeping.router)
rest.add_router("", collections.router)


# --- Errors ----------------------------------------------------------------------------------
@rest.exception_handler(ProblemError)
def on_problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    """Tell a problem, with the fields at fault where there are some."""
    return error.told(request)


@rest.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Tell which values are refused."""
    return problem(request, BY_STATUS[422], errors=field_errors(error.errors))


@rest.exception_handler(ContributionError)
@rest.exception_handler(CurationError)
def on_impossible(request: HttpRequest, error: Exception) -> HttpResponse:
    """Tell what the state of things forbids, in the words of the page."""
    return problem(request, KINDS["impossible"], detail=str(error))


@rest.exception_handler(SheetRefusedError)
def on_refused_sheet(request: HttpRequest, error: SheetRefusedError) -> HttpResponse:
    """Tell what to mend in a sheet, field by field."""
    errors = [
        {"in": "content", "pointer": f"/{one.field.replace('.', '/')}", "detail": one.reason}
        for one in error.problems
    ]
    return problem(request, BY_STATUS[422], detail=str(error), errors=errors)


@rest.exception_handler(Http404)
def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Tell that nothing is there, or nothing that the reader may know of."""
    return problem(request, BY_STATUS[404])


@rest.exception_handler(PermissionDenied)
def on_denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """Tell that the right is missing."""
    return problem(request, BY_STATUS[403])


@rest.exception_handler(BadRequest)
def on_unreadable(request: HttpRequest, error: BadRequest) -> HttpResponse:
    """Tell that the request could not be read."""
    return problem(request, KINDS["demande-illisible"])


@rest.exception_handler(HttpError)
def on_refusal(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Tell the refusals of the framework: a body that is not JSON, a missing token."""
    return problem(request, BY_STATUS.get(error.status_code, BY_STATUS[422]))


# --- Description -----------------------------------------------------------------------------
@cache
def description() -> dict[str, Any]:
    """Give the OpenAPI description, every operation with its possible problems."""
    with translation.override("fr"):
        return _described_in_french()


def _described_in_french() -> dict[str, Any]:
    schema: dict[str, Any] = dict(rest.get_openapi_schema(path_prefix=PREFIX))
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    schema["components"]["schemas"]["Problem"] = PROBLEM
    for route, operations in schema["paths"].items():
        for operation in operations.values():
            for kind in BY_STATUS.values():
                answer = {"description": str(kind.title), "content": content}
                operation["responses"].setdefault(str(kind.status), answer)
        for method in WRITES & operations.keys():
            headers = [KEY_HEADER]
            if "drafts/{key}" in route or route.endswith("/answer"):
                headers.append(VERSION_HEADER | {"required": method in ("patch", "put")})
            operations[method].setdefault("parameters", []).extend(headers)
        if "patch" in operations:
            bodies = operations["patch"]["requestBody"]["content"]
            bodies["application/merge-patch+json"] = bodies["application/json"]
    return schema


WRITES = {"post", "patch", "put", "delete"}
KEY_HEADER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Pendant un jour, la même clé et la même demande ne sont faites qu’une fois.",
    "schema": {"type": "string", "maxLength": 257, "pattern": '^"[!#-\\[\\]-~]{1,255}"$'},
}
VERSION_HEADER = {
    "name": "If-Match",
    "in": "header",
    "description": "L’ETag de ce que vous avez lu ; « * » pour n’en dire aucun.",
    "schema": {"type": "string", "pattern": '^(\\*|"[!#-~]{1,80}")$'},
}
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "in": {"type": "string"},
                    "pointer": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


def operations() -> Iterator[tuple[str, str, str]]:
    """Give each operation: method, path, and for whom it is (`everybody`, or a scope)."""
    for route, methods in description()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), route, operation.get("x-audience", "everybody")


def _unknown(request: HttpRequest, rest_of_path: str) -> HttpResponse:
    """Answer what leads nowhere as a problem too."""
    if request.method != "GET":
        response = problem(request, BY_STATUS[405])
        response["Allow"] = "GET, HEAD, OPTIONS"
        return response
    raise Http404


def _described(request: HttpRequest) -> HttpResponse:
    if request.method != "GET":
        return _unknown(request, "")
    return rest.create_response(request, description(), status=200)


def addresses() -> tuple[list[URLPattern], str, str]:
    """Give the addresses of the interface, each behind the door."""
    found, app_name, namespace = rest.urls
    patterns = [path("openapi.json", _described, name="openapi-json")]
    # Ninja says that it may give resolvers; without a sub-router it gives patterns alone.
    own = [pattern for pattern in found if isinstance(pattern, URLPattern)]
    patterns += [pattern for pattern in own if pattern.name != "openapi-json"]
    patterns.append(path("<path:rest_of_path>", _unknown, name="unknown"))
    for pattern in patterns:
        pattern.callback = guarded(pattern.callback)
    return patterns, app_name, namespace

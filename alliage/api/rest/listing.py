"""What the lists share: what is asked, the page, the links to the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from ninja import Schema
from pydantic_core import to_json

from alliage.api.queries.filters import Filter, filtered
from alliage.api.queries.pages import Ask, CursorError, by_key, by_rank

from .problems import ProblemError, field_errors

PAGING = ("limit", "cursor", "q")


def asked(request: HttpRequest, filters: Schema) -> Ask:
    """Read what is asked of a list."""
    values = filters.model_dump()
    if unknown := [name for name in request.GET if name not in values]:
        # Nothing is silently ignored.
        raise ProblemError("valeur-refusee", errors=unknown_names(unknown))
    chosen = {
        name: tuple(str(one.value if isinstance(one, Enum) else one) for one in given)
        for name, given in values.items()
        if name not in PAGING and given
    }
    return Ask(
        filters=chosen,
        words=" ".join(values.get("q", "").split()),
        limit=values.get("limit", 100),
        cursor=values.get("cursor", ""),
    )


def answered[Row: Model](
    request: HttpRequest,
    kind: str,
    rows: QuerySet[Row],
    ask: Ask,
    known: Mapping[str, Filter] | None = None,
    *,
    lay: Callable[[Sequence[Row]], Iterable[dict[str, Any]]],
) -> HttpResponse:
    """Give a page of a list, and the `Link` headers that lead to the first and the next.

    The rows are written as they are laid: checking each again against its schema would double
    their cost, and the tests of the contract do it.
    """
    try:
        page = (
            by_rank(kind, rows, ask)
            if ask.words
            else by_key(kind, filtered(rows, known or {}, ask.filters), ask)
        )
    except CursorError as error:
        raise ProblemError("curseur-inconnu") from error
    links = {"first": _address(request, "")}
    if page.next_cursor:
        links["next"] = _address(request, page.next_cursor)
    response = written({"items": list(lay(page.rows)), "next": links.get("next")})
    response["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items())
    return response


def unknown_names(names: Iterable[str]) -> list[dict[str, str]]:
    """Point at the filters that a list does not have."""
    return field_errors({"loc": ("query", name), "type": "extra_forbidden"} for name in names)


def each[Row: Model](
    lay: Callable[[Row], dict[str, Any]],
) -> Callable[[Sequence[Row]], Iterable[dict[str, Any]]]:
    """Lay the rows of a page one by one."""
    return lambda rows: (lay(row) for row in rows)


def written(body: Any, *, status: int = 200) -> HttpResponse:
    """Write a body in JSON."""
    return HttpResponse(
        to_json(body), status=status, content_type="application/json; charset=utf-8"
    )


def dated(response: HttpResponse, row: Any) -> None:
    """Say when a thing last changed."""
    response["Last-Modified"] = http_date(row.updated_at.timestamp())


def _address(request: HttpRequest, cursor: str) -> str:
    data = request.GET.copy()
    data.pop("cursor", None)
    if cursor:
        data["cursor"] = cursor
    query = f"?{data.urlencode()}" if data else ""
    return f"{settings.SITE_URL}{request.path}{query}"

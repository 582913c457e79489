"""Pages of lists that hold still while rows are added: the next one starts after the last read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.db import models

from alliage.search.models import Query
from alliage.search.queries import search

SALT = "alliage.api.cursor"
# How many ranks around its last place an answer is looked for, when others slipped in before it.
SLACK = 50


class CursorError(Exception):
    """A cursor that this list did not give."""


@dataclass(frozen=True)
class Ask:
    """What a reader asks of a list: filters, words, how many, from where."""

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: str = ""
    limit: int = 20
    cursor: str = ""

    @property
    def condition(self) -> list[Any]:
        """What a cursor is bound to: another list refuses it."""
        return [self.words, sorted((name, list(values)) for name, values in self.filters.items())]


@dataclass(frozen=True)
class Page[Row: models.Model]:
    """The rows of a page, and the cursor of the next one if there is one."""

    rows: list[Row]
    next_cursor: str = ""


def by_key[Row: models.Model](kind: str, rows: models.QuerySet[Row], ask: Ask) -> Page[Row]:
    """Read a page in the order of the keys."""
    after = _read(kind, ask).get("after", 0)
    found = list(rows.filter(pk__gt=after).order_by("pk")[: ask.limit + 1])
    if len(found) <= ask.limit:
        return Page(found)
    page = found[: ask.limit]
    return Page(page, _write(kind, ask, {"after": page[-1].pk}))


def by_rank[Row: models.Model](kind: str, rows: models.QuerySet[Row], ask: Ask) -> Page[Row]:
    """Read a page of what answers words, best first; the index gives the order."""
    place = _read(kind, ask)
    rank, last = place.get("rank", 0), place.get("last", "")
    start = max(0, rank - SLACK) if last else 0
    limit = rank - start + ask.limit + SLACK + 1
    query = Query(ask.words, (kind,), ask.filters, sort="relevance", offset=start, limit=limit)
    slugs = [hit.slug for hit in search(query).hits]
    first = slugs.index(last) + 1 if last in slugs else min(rank - start, len(slugs))
    wanted = slugs[first : first + ask.limit]
    by_slug = {str(getattr(row, "slug", "")): row for row in rows.filter(slug__in=wanted)}
    page = [by_slug[slug] for slug in wanted if slug in by_slug]
    if len(slugs) <= first + ask.limit:
        return Page(page)
    end = {"rank": start + first + ask.limit, "last": wanted[-1]}
    return Page(page, _write(kind, ask, end))


def _write(kind: str, ask: Ask, place: Mapping[str, Any]) -> str:
    return signing.dumps([kind, ask.condition, place], salt=SALT, compress=True)


def _read(kind: str, ask: Ask) -> dict[str, Any]:
    if not ask.cursor:
        return {}
    try:
        given, condition, place = signing.loads(ask.cursor, salt=SALT)
    except (signing.BadSignature, ValueError, UnicodeError) as error:
        raise CursorError from error
    expected = [kind, [ask.words, [list(pair) for pair in ask.condition[1]]]]
    if [given, condition] != expected:
        raise CursorError
    return dict(place)


def holding(rows: models.QuerySet[Any], path: str, values: Iterable[Any]) -> models.QuerySet[Any]:
    """Keep the rows that hold one of these values, each once."""
    inner = rows.model._default_manager.filter(**{f"{path}__in": list(values)})
    return rows.filter(pk__in=inner.values("pk"))

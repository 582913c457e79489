"""Search in every kind at once: a page by kind, and a few answers as one types."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from alliage.search.models import Hit, Query
from alliage.search.registry import Kind, kinds

from .asking import search
from .state import WORDS, State, read_state

SHOWN_BY_KIND = 5
SUGGESTIONS = 8


@dataclass(frozen=True)
class Answer:
    """One answer and the address of its page."""

    title: str
    url: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The first answers of a kind, how many there are, and where to read them all."""

    label: str
    total: int
    answers: tuple[Answer, ...]
    more_url: str
    suggestion: str = ""


def read_words(data: QueryDict) -> State:
    """Read the words of an address, with the refusals of any list."""
    return read_state(data, (), ())


def groups(words: str) -> list[Group]:
    """Search every kind; kinds without an answer are left out."""
    found = [_group(kind, words) for kind in kinds().values()] if words else []
    return [group for group in found if group.total]


def spelling(found: list[Group]) -> str:
    """The words as the index spells them, if readers spelt them otherwise."""
    return next((group.suggestion for group in found if group.suggestion), "")


def suggestions(words: str) -> list[Group]:
    """The best few answers of all kinds for words being typed, by kind."""
    if not words:
        return []
    declared = kinds()
    results = search(
        Query(words, tuple(declared), limit=SUGGESTIONS, facets=("kind",), is_prefix=True)
    )
    by_kind: dict[str, list[Hit]] = {}
    for hit in results.hits:
        by_kind.setdefault(hit.kind, []).append(hit)
    return [
        _grouped(declared[name], words, hits, results.facets["kind"].get(name, len(hits)))
        for name, hits in by_kind.items()
        if name in declared
    ]


def why_of(hit: Hit) -> tuple[str, ...]:
    """Say why an answer is there, then why it is not higher."""
    return (*hit.why, hit.lowered) if hit.lowered else hit.why


def _group(kind: Kind, words: str) -> Group:
    results = search(Query(words, (kind.name,), limit=SHOWN_BY_KIND))
    return _grouped(kind, words, list(results.hits), results.total, results.suggestion)


def _grouped(kind: Kind, words: str, hits: list[Hit], total: int, suggestion: str = "") -> Group:
    answers = tuple(Answer(hit.title, kind.url(hit.slug), why_of(hit)) for hit in hits)
    more = f"{kind.list_url}?{urlencode({WORDS: words})}" if kind.list_url else ""
    return Group(str(kind.label), total, answers, more, suggestion)

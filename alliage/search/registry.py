"""What contexts declare when they start: kinds of documents, and words that stand for others."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise

from .models import Source

SynonymProvider = Callable[[], Iterable[tuple[str, ...]]]
# Told a kind (None: every kind) and the slugs that changed (None: perhaps all of them).
Listener = Callable[[str | None, Iterable[str] | None], None]


class Kind(NamedTuple):
    """A kind of document that can be found."""

    name: str
    label: str | Promise
    source: Source
    url_name: str = ""
    list_url_name: str = ""

    def url(self, slug: str) -> str:
        """The page of one document."""
        return reverse(self.url_name, args=[slug]) if self.url_name else ""

    @property
    def list_url(self) -> str:
        """The page where the kind is searched."""
        return reverse(self.list_url_name) if self.list_url_name else ""


_kinds: dict[str, Kind] = {}
_synonyms: list[SynonymProvider] = []
_listeners: list[Listener] = []


def register(
    kind: str, label: str | Promise, source: Source, *, url_name: str = "", list_url_name: str = ""
) -> None:
    """Declare a kind of document and how to read it (called by an app's `ready`).

    `url_name` names the page of one document, which takes its slug; `list_url_name` the page where
    the kind is searched. The label is a plural.
    """
    _kinds[kind] = Kind(kind, label, source, url_name, list_url_name)


def register_synonyms(provider: SynonymProvider) -> None:
    """Declare groups of equivalent expressions, read at each whole indexing."""
    if provider not in _synonyms:
        _synonyms.append(provider)


def listen(listener: Listener) -> None:
    """Have somebody told of what is read again: whoever keeps a copy of what is published."""
    if listener not in _listeners:
        _listeners.append(listener)


def listeners() -> list[Listener]:
    """Those who are told of what is read again."""
    return list(_listeners)


def kinds() -> dict[str, Kind]:
    """The kinds declared, by name, in their order."""
    return dict(_kinds)


def synonyms() -> list[tuple[str, ...]]:
    """The groups that all providers give now."""
    return [tuple(group) for provider in _synonyms for group in provider()]

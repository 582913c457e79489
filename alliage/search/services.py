"""Writing the index: who provides documents, and when they are read again."""

from collections.abc import Callable, Iterable, Iterator
from itertools import batched

from django.tasks import task
from django.utils import timezone

from .models import Document, Query
from .queries import engine
from .registry import kinds, listen, listeners, register, register_synonyms, synonyms

__all__ = [
    "forget",
    "freshen",
    "kinds",
    "listen",
    "rebuild",
    "register",
    "register_synonyms",
    "reindex",
    "reindex_where",
]

MOST_TOUCHED = 10_000
FRESHENED_AT_ONCE = 2_000
Progress = Callable[[str, int], None]


def reindex(
    kind: str | None = None,
    slugs: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> int:
    """Read documents again and write them to the index; return how many.

    Without slugs, the whole kind (or every kind) is replaced in one commit: readers see the former
    index until the new one is whole, and what is no longer provided is forgotten.
    """
    names = [kind] if kind else list(kinds())
    if slugs is not None:
        wanted = list(slugs)
        count = sum(_reindex_some(name, wanted) for name in names)
        _tell(kind, wanted)
        return count
    engine().keep_synonyms(synonyms())
    return engine().index(_documents(names, progress), replacing=names)


@task()
def rebuild(kind: str = "") -> int:
    """Replace a whole kind, or every kind, in the background: after a large import.

    One sheet that changes is indexed at once by whoever changes it, so that its author finds it.
    """
    count = reindex(kind or None)
    _tell(kind or None, None)
    return count


def reindex_where(facet: str, values: Iterable[str]) -> int:
    """Read again the documents that hold one of these values (those that name an organisation)."""
    found = engine().search(Query(filters={facet: tuple(values)}, limit=MOST_TOUCHED)).hits
    by_kind: dict[str, list[str]] = {}
    for hit in found:
        by_kind.setdefault(hit.kind, []).append(hit.slug)
    return sum(_reindex_some(kind, slugs) for kind, slugs in by_kind.items())


@task()
def freshen() -> int:
    """Read again what has grown old since it was indexed, that it may sink; return how many.

    Whatever nights were missed, the index says itself what is not of the day.
    """
    by_kind: dict[str, list[str]] = {name: [] for name in kinds()}
    for kind, slug in engine().aged(timezone.localdate()):
        by_kind.setdefault(kind, []).append(slug)
    return sum(
        _reindex_some(name, list(slugs))
        for name in kinds()
        for slugs in batched(by_kind[name], FRESHENED_AT_ONCE, strict=False)
    )


def forget(kind: str, slugs: Iterable[str]) -> None:
    """Take documents out of the index."""
    engine().delete(kind, slugs)


def _tell(kind: str | None, slugs: list[str] | None) -> None:
    for listener in listeners():
        listener(kind, slugs)


def _reindex_some(kind: str, slugs: list[str]) -> int:
    documents = list(kinds()[kind].source(slugs))
    gone = set(slugs) - {document.slug for document in documents}
    if gone:
        engine().delete(kind, gone)
    return engine().index(documents) if documents else 0


def _documents(names: Iterable[str], progress: Progress | None) -> Iterator[Document]:
    for name in names:
        for rank, document in enumerate(kinds()[name].source(None), start=1):
            yield document
            if progress:
                progress(name, rank)

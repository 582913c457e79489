"""Search in an embedded tantivy index: one folder, many readers, one writer at a time."""

import fcntl
import json
import logging
import math
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

import tantivy
from django.utils import timezone
from tantivy import FieldType, Occur

from alliage.calc.french import tokens
from alliage.search.analysis import analyse_document, analyse_question
from alliage.search.lexicon import Lexicon
from alliage.search.models import Document, Hit, Query, Results
from alliage.search.thesaurus import Thesaurus, thesaurus

from .clauses import Clauses
from .ranking import GUIDES, LEAST_TRUST, LOW_RECALL, VERSION, kinship, spans, trust
from .reasons import Reasons, labels_of, lowered, stored_texts

logger = logging.getLogger(__name__)
# Its threads start with the first search, so after the server has forked its workers.
_BESIDE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="facets")
Q = tantivy.Query
# A whole index in few segments is read faster; a few documents need little memory.
WRITER_BYTES, REBUILD_BYTES = 30_000_000, 256_000_000
FACET_VALUES = 1000
NO_YEAR = -1
NO_DAY = 0  # before any day of the calendar: spans begin at 1
SORTS = {
    "recent": ("year", tantivy.Order.Desc),
    "oldest": ("year_asc", tantivy.Order.Asc),
    "updated": ("updated", tantivy.Order.Desc),
    "title": ("sort_title", tantivy.Order.Asc),
}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_json_field("facets", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("sort_title", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", fast=True)
    builder.add_integer_field("year_asc", fast=True)
    builder.add_integer_field("updated", fast=True)
    builder.add_integer_field("checked", fast=True, indexed=True)
    builder.add_text_field("trust", tokenizer_name="raw", index_option="basic")
    builder.add_float_field("weight", fast=True)
    builder.add_text_field("stored", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


class TantivyEngine:
    """The port on a tantivy index kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Look for the index under `folder`; nothing is created until something is written."""
        self.folder = folder
        self.path = folder / f"v{VERSION}"
        self._schema = _schema()
        self._index: tantivy.Index | None = None
        self._reading = Lock()
        self._read_at: tuple[int, int] = (0, 0)
        self._lexicon = Lexicon()
        self._thesaurus = Thesaurus()
        self._kinds: frozenset[str] = frozenset()

    # --- Writing -----------------------------------------------------------------------------
    def is_ready(self) -> bool:
        """Whether an index of this version exists and can be read."""
        return self._searcher() is not None

    def index(self, documents: Iterable[Document], *, replacing: Sequence[str] = ()) -> int:
        """Add or replace documents in one commit, after forgetting whole kinds."""
        words, count = self._words(), 0
        with self._writer(is_rebuild=bool(replacing)) as writer:
            for kind in replacing:
                writer.delete_documents_by_term("kind", kind)
            for document in documents:
                writer.delete_documents_by_term("key", _key(document.kind, document.slug))
                writer.add_document(self._written(document, words))
                count += 1
        return count

    def delete(self, kind: str, slugs: Iterable[str]) -> None:
        """Forget documents."""
        if self.is_ready():
            with self._writer() as writer:
                for slug in slugs:
                    writer.delete_documents_by_term("key", _key(kind, slug))

    def clear(self) -> None:
        """Forget everything, older versions of the index included."""
        with self._lock():
            for path in self.folder.glob("v*"):
                shutil.rmtree(path)
            self._index = None

    def keep_synonyms(self, groups: Iterable[Sequence[str]]) -> None:
        """Keep the groups that contexts provide beside the index that is written with them."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = self.folder / f"synonyms.{os.getpid()}.tmp"
        text = json.dumps([list(group) for group in groups], ensure_ascii=False)
        kept.write_text(text, encoding="utf-8")
        kept.replace(self.folder / "synonyms.json")

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def _writer(self, *, is_rebuild: bool = False) -> Iterator[tantivy.IndexWriter]:
        with self._lock():
            memory = REBUILD_BYTES if is_rebuild else WRITER_BYTES
            writer = self._writable(is_rebuild).writer(memory, 1)
            try:
                yield writer
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()

    def _writable(self, is_rebuild: bool) -> tantivy.Index:
        """Open the index for writing; one that cannot be read is begun again by a rebuild."""
        self.path.mkdir(exist_ok=True)
        try:
            return tantivy.Index(self._schema, path=str(self.path))
        except ValueError:
            if not is_rebuild:
                raise
            shutil.rmtree(self.path)
            self.path.mkdir()
            return tantivy.Index(self._schema, path=str(self.path))

    def _written(self, document: Document, words: Thesaurus) -> tantivy.Document:
        analysed = analyse_document(document, words)
        year = document.year or 0
        part = trust(document.checked, timezone.localdate())
        return tantivy.Document.from_dict(
            {
                "key": _key(document.kind, document.slug),
                "kind": document.kind,
                "terms": analysed.terms,
                "grams": analysed.grams,
                "words": analysed.words,
                "facets": {name: list(values) for name, values in document.facets.items()},
                "sort_title": _sort_key(document.title),
                "year": year or NO_YEAR,
                "year_asc": year or 9999,
                "updated": document.updated,
                "checked": document.checked.toordinal() if document.checked else NO_DAY,
                "trust": str(part),
                "weight": _weight(part),
                "stored": stored_texts(document, words),
            },
            self._schema,
        )

    def _words(self) -> Thesaurus:
        path = self.folder / "synonyms.json"
        groups = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
        return thesaurus(tuple(tuple(group) for group in groups))

    def aged(self, today: date) -> list[tuple[str, str]]:
        """The kinds and slugs of what was indexed with another trust than that of the day."""
        searcher = self._searcher()
        if searcher is None:
            return []
        other = Q.boolean_query([(Occur.Should, self._aged(*span)) for span in spans(today)])
        found = searcher.search(other, max(searcher.num_docs, 1), count=False).hits
        keys = [_stored(searcher, at)[0] for _score, at in found]
        return [(kind, slug) for kind, slug, _title in keys]

    def _aged(self, start: date, end: date, part: float) -> tantivy.Query:
        """What was checked within a span of days and keeps another part of its score."""
        first, last = start.toordinal(), end.toordinal()
        days = Q.range_query(self._schema, "checked", FieldType.Integer, first, last)
        same = Q.term_query(self._schema, "trust", str(part), "basic")
        return Q.boolean_query([(Occur.Must, days), (Occur.MustNot, same)])

    # --- Reading -----------------------------------------------------------------------------
    @property
    def thesaurus(self) -> Thesaurus:
        """The concepts by which the index was written."""
        return self._thesaurus if self._searcher() else self._words()

    def _searcher(self) -> tantivy.Searcher | None:
        """The index as it is now; None where it is missing or cannot be read."""
        with self._reading:  # an index being reloaded refuses every other call
            try:
                stat = (self.path / "meta.json").stat()
                index = self._index or self._opened()
                if (stat.st_mtime_ns, stat.st_ino) != self._read_at:
                    self._read_again(index)
                    self._read_at = (stat.st_mtime_ns, stat.st_ino)
                return index.searcher()
            except FileNotFoundError:
                self._index = None
            except ValueError:
                logger.exception("the search index under %s cannot be read", self.path)
                self._index = None
        return None

    def _opened(self) -> tantivy.Index:
        self._read_at = (0, 0)
        self._index = tantivy.Index.open(str(self.path))
        self._index.config_reader("manual")
        return self._index

    def _read_again(self, index: tantivy.Index) -> None:
        index.reload()
        searcher = index.searcher()
        self._thesaurus = self._words()
        known = searcher.terms_with_prefix("words", "")
        self._lexicon = Lexicon(known, self._thesaurus.words)
        held = searcher.aggregate(Q.all_query(), {"kind": _terms_aggregation("kind")})
        self._kinds = frozenset(bucket["key"] for bucket in held["kind"]["buckets"])

    def search(self, query: Query) -> Results:
        """Answer a query."""
        searcher = self._searcher()
        if searcher is None:
            return Results(0, ())
        question = analyse_question(
            query.text, self._lexicon, self._thesaurus, is_prefix=query.is_prefix
        )
        # A filter that keeps everything is dear: it is asked of every answer.
        kinds = () if self._kinds <= set(query.kinds) else query.kinds
        clauses = Clauses(self._schema, question, replace(query, kinds=kinds))
        is_narrow = clauses.at_most(searcher, query.filters) <= LOW_RECALL
        # Many answers are counted beside their ranking: both leave Python, two cores share them.
        counting = None if is_narrow else _BESIDE.submit(self._counts, searcher, query, clauses)
        found = self._found(searcher, query, clauses, is_narrow)
        explain = Reasons(question)
        hits = tuple(
            self._hit(searcher, explain, score, at) for score, at in found.hits[: query.limit]
        )
        facets = counting.result() if counting else self._counts(searcher, query, clauses)
        return Results(found.count, hits, facets, question.suggestion)  # type: ignore[attr-defined]

    def _kin(self, searcher: tantivy.Searcher, clauses: Clauses) -> dict[str, float]:
        """Read the labels of the best answers."""
        first = searcher.search(clauses.ranking(with_grams=True), GUIDES, count=False)
        best = [(score, labels_of(_stored(searcher, at)[1])) for score, at in first.hits]
        return kinship(best, searcher.num_docs, lambda label: searcher.doc_freq("terms", label))

    def _found(
        self, searcher: tantivy.Searcher, query: Query, clauses: Clauses, is_narrow: bool
    ) -> tantivy.SearchResult:
        """The page asked, in the order asked."""
        limit = max(query.limit, 1)
        order = SORTS.get(query.sort) or (SORTS["recent"] if clauses.is_empty else None)
        if order:
            by, direction = order
            return searcher.search(clauses.matching(), limit, True, by, query.offset, direction)
        kin = self._kin(searcher, clauses) if is_narrow else None
        ranking = clauses.ranking(with_grams=is_narrow, kin=kin)
        return searcher.search(ranking, limit, offset=query.offset, weight_by_field="weight")

    def _hit(self, searcher: tantivy.Searcher, explain: Reasons, score: Any, address: Any) -> Hit:
        (kind, slug, title), texts, checked = _stored(searcher, address)
        number = LEAST_TRUST * score if isinstance(score, float) else 0.0
        return Hit(kind, slug, title, number, explain(texts), lowered(checked) if number else "")

    def _counts(
        self, searcher: tantivy.Searcher, query: Query, clauses: Clauses
    ) -> dict[str, dict[str, int]]:
        """Count the values of each facet, in one reading of what answers the words.

        A facet that is filtered is counted under the filters of the others alone.
        """
        if not query.facets:
            return {}
        chosen = [name for name in query.facets if query.filters.get(name)]
        free = [name for name in query.facets if name not in chosen]
        views = {"": free} if free else {}
        views |= {name: [name] for name in chosen}
        asked = {
            f"view_{leaving}": {
                "filter": clauses.filter_words(leaving),
                "aggs": {name: _terms_aggregation(name) for name in names},
            }
            for leaving, names in views.items()
        }
        answer = searcher.aggregate(clauses.answering(), asked)
        counts = {
            name: {
                bucket["key"]: bucket["doc_count"]
                for bucket in answer[f"view_{leaving}"][name]["buckets"]
            }
            for leaving, names in views.items()
            for name in names
        }
        return {name: counts[name] for name in query.facets}

    def similar(
        self, document: Document, weights: Mapping[str, float], limit: int
    ) -> tuple[Hit, ...]:
        """Find the documents of the same kind that share the most weighted facet values."""
        searcher = self._searcher()
        shared = [
            (name, value, weights[name])
            for name in weights
            for value in document.facets.get(name, ())
        ]
        if searcher is None or not shared:
            return ()
        wanted = [(Occur.Should, self._likeness(searcher, *share)) for share in shared]
        same_kind = Q.const_score_query(Q.term_query(self._schema, "kind", document.kind), 0.0)
        itself = Q.term_query(self._schema, "key", _key(document.kind, document.slug))
        query = Q.boolean_query(
            [
                (Occur.Must, same_kind),
                (Occur.MustNot, itself),
                (Occur.Must, Q.boolean_query(wanted)),
            ]
        )
        hits = []
        for score, address in searcher.search(query, limit, count=False).hits:
            (kind, slug, title), *_rest = _stored(searcher, address)
            hits.append(Hit(kind, slug, title, score))
        return tuple(hits)

    def _likeness(
        self, searcher: tantivy.Searcher, name: str, value: str, weight: float
    ) -> tantivy.Query:
        """A shared value counts for its facet's weight times its rarity."""
        field = f"facets.{name}"
        rarity = math.log((searcher.num_docs + 1) / (searcher.doc_freq(field, value) + 1))
        term = Q.term_query(self._schema, field, value)
        return Q.const_score_query(term, weight * (rarity + 0.5))


def _stored(
    searcher: tantivy.Searcher, address: Any
) -> tuple[tuple[str, str, str], dict[str, list[list[str]]], str]:
    """The kind, slug and title of a document, its kept texts, the day it was last checked."""
    document = searcher.doc(address)
    kind, _, slug = str(document.get_first("key")).partition(":")
    title, texts, checked = json.loads(str(document.get_first("stored")))
    return (kind, slug, title), texts, checked


def _weight(part: float) -> float:
    """What the engine must read to keep such a part of a score: it multiplies by log2(2 + value).

    Never less than 1 there, so the least trust is 1 and the others are more; see `_hit`.
    """
    return float(2 ** (part / LEAST_TRUST) - 2)


def _key(kind: str, slug: str) -> str:
    return f"{kind}:{slug}"


def _sort_key(title: str) -> str:
    return " ".join(token.text for token in tokens(title))[:80]


def _terms_aggregation(name: str) -> dict[str, Any]:
    field = "kind" if name == "kind" else f"facets.{name}"
    return {"terms": {"field": field, "size": FACET_VALUES}}

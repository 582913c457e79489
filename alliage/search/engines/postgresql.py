"""Search in PostgreSQL: one table for several machines, with the words that tantivy would hold.

Two readings: the full-text index picks the candidates, then their occurrences of the asked terms
are weighed in Python exactly as in the other engine. No SQL is written from what readers type.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import batched

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from alliage.calc.french import tokens
from alliage.search.analysis import Question, analyse_document, analyse_question
from alliage.search.lexicon import Lexicon
from alliage.search.models import Document, Entry, Generation, Hit, Query, Results
from alliage.search.thesaurus import Thesaurus, thesaurus

from . import sql
from .ranking import (
    GUIDES,
    LOW_RECALL,
    VERSION,
    Occurrences,
    Statistics,
    kinship,
    least_clauses,
    score_grams,
    score_terms,
    spans,
    trust,
)
from .reasons import Reasons, labels_of, lowered, stored_texts

BATCH = 500
CANDIDATES = 300
MAX_OCCURRENCES = 255  # a tsvector keeps 255 positions of a word


Scored = tuple[float, sql.Row]


class PostgresqlEngine:
    """The port on tables of the site's own database."""

    def __init__(self) -> None:
        """Read nothing yet: what is cached of the index is renewed with its generation."""
        self._number = -1
        self._generation = Generation()
        self._lexicon = Lexicon()
        self._thesaurus = Thesaurus()

    # --- Writing -----------------------------------------------------------------------------
    def is_ready(self) -> bool:
        """Whether something was indexed by this version of the analysis."""
        return Generation.objects.filter(pk=1, version=VERSION).exists()

    @property
    def thesaurus(self) -> Thesaurus:
        """The concepts by which the index was written."""
        self._refresh()
        return self._thesaurus

    def index(self, documents: Iterable[Document], *, replacing: Sequence[str] = ()) -> int:
        """Add or replace documents in one transaction, after forgetting whole kinds."""
        count = 0
        with transaction.atomic():
            words = _words(_generation())
            Entry.objects.filter(kind__in=replacing).delete()
            for batch in batched(documents, BATCH, strict=False):
                entries = [_entry(document, words) for document in batch]
                Entry.objects.bulk_create(
                    entries,
                    update_conflicts=True,
                    unique_fields=["kind", "slug"],
                    update_fields=[
                        field.name
                        for field in Entry._meta.concrete_fields
                        if field.name not in ("id", "kind", "slug")
                    ],
                )
                count += len(entries)
            self._count()
        return count

    def delete(self, kind: str, slugs: Iterable[str]) -> None:
        """Forget documents."""
        with transaction.atomic():
            Entry.objects.filter(kind=kind, slug__in=list(slugs)).delete()
            self._count()

    def clear(self) -> None:
        """Forget everything."""
        with transaction.atomic():
            Entry.objects.all().delete()
            Generation.objects.all().delete()
        self._number = -1

    def keep_synonyms(self, groups: Iterable[Sequence[str]]) -> None:
        """Keep the groups that contexts provide with the index that is written with them."""
        row = _generation()
        row.synonyms = [list(group) for group in groups]
        row.save(update_fields=["synonyms"])

    def _count(self) -> None:
        """Count terms again and tell every process that the index has changed."""
        with connection.cursor() as cursor:
            cursor.execute(sql.FORGET_FREQUENCIES)
            cursor.execute(sql.COUNT_FREQUENCIES)
            cursor.execute(sql.MEANS)
            entries, terms, grams = cursor.fetchone()
        row = _generation()
        row.number, row.version = row.number + 1, VERSION
        row.entries, row.mean_terms, row.mean_grams = entries, terms, grams
        row.save()

    def aged(self, today: date) -> list[tuple[str, str]]:
        """The kinds and slugs of what was indexed with another trust than that of the day."""
        other = Q()
        for start, end, part in spans(today):
            other |= Q(checked__range=(start, end)) & ~Q(trust=part)
        return list(Entry.objects.filter(other).values_list("kind", "slug"))

    # --- Reading -----------------------------------------------------------------------------
    def _refresh(self) -> bool:
        row = Generation.objects.filter(pk=1, version=VERSION).first()
        if row is None:
            return False
        if row.number != self._number:
            self._thesaurus = _words(row)
            with connection.cursor() as cursor:
                cursor.execute(sql.LEXICON)
                self._lexicon = Lexicon(cursor.fetchall(), self._thesaurus.words)
            self._generation, self._number = row, row.number
        return True

    def search(self, query: Query) -> Results:
        """Answer a query."""
        if not self._refresh():
            return Results(0, ())
        question = analyse_question(
            query.text, self._lexicon, self._thesaurus, is_prefix=query.is_prefix
        )
        has_text = not question.is_empty
        matching = _matching(question) if has_text else sql.EVERYTHING
        filters = _filters(query)
        where = sql.all_of([matching, *filters.values()])
        total = sql.count(where)
        if has_text and query.sort == "relevance":
            hits = self._ranked(where, question, query, total)
        else:
            rows = sql.sorted_rows(where, query.sort, query.limit, query.offset)
            hits = tuple(_hit(row, Reasons(question), 0.0) for row in rows)
        facets = {
            name: sql.facet(
                name,
                sql.all_of([matching, *(f for other, f in filters.items() if other != name)]),
            )
            for name in query.facets
        }
        return Results(total, hits, facets, question.suggestion)

    def _ranked(
        self, where: sql.Condition, question: Question, query: Query, total: int
    ) -> tuple[Hit, ...]:
        asked = sorted({term for clause in question.clauses for term in clause.terms})
        grams = list(question.grams) if total <= LOW_RECALL or not asked else []
        wanted = max(CANDIDATES, query.offset + query.limit)
        rows = sql.candidates(where, asked, grams, wanted)
        terms, letters = self._statistics(asked, grams)
        scored = _sorted(
            (
                score_terms(question, Occurrences(row.term_counts, row.terms_length), terms)
                + score_grams(grams, Occurrences(row.gram_counts, row.grams_length), letters),
                row,
            )
            for row in rows
        )
        if grams:
            scored = self._with_kin(scored)
        scored = _sorted((score * row.trust, row) for score, row in scored)
        page = scored[query.offset : query.offset + query.limit]
        explain = Reasons(question)
        return tuple(_hit(row, explain, score) for score, row in page)

    def _with_kin(self, scored: list[Scored]) -> list[Scored]:
        """Raise the entries that share the labels of the best ones."""
        labels = {row.pk: labels_of(json.loads(row.stored)[1]) for _score, row in scored}
        best = [(score, labels[row.pk]) for score, row in scored[:GUIDES]]
        told = sorted({label for _score, found in best for label in found})
        held = sql.frequencies(told, [])["terms"]
        bonus = kinship(best, self._generation.entries, lambda label: held.get(label, 0))
        return _sorted(
            (score + sum(bonus.get(label, 0) for label in labels[row.pk]), row)
            for score, row in scored
        )

    def _statistics(self, asked: list[str], grams: list[str]) -> tuple[Statistics, Statistics]:
        found = sql.frequencies(asked, grams)
        row = self._generation
        return (
            Statistics(row.entries, found["terms"], row.mean_terms),
            Statistics(row.entries, found["grams"], row.mean_grams),
        )

    def similar(
        self, document: Document, weights: Mapping[str, float], limit: int
    ) -> tuple[Hit, ...]:
        """Find the documents of the same kind that share the most weighted facet values."""
        shared = [
            (name, value, weight)
            for name, weight in weights.items()
            for value in document.facets.get(name, ())
        ]
        if not shared or not self._refresh():
            return ()
        entries = self._generation.entries
        weighed = []
        for name, value, weight in shared:
            held = sql.count(sql.holds(name, [value]))
            rarity = math.log((entries + 1) / (held + 1))
            weighed.append((name, value, weight * (rarity + 0.5)))
        rows = sql.alike(document.kind, document.slug, weighed, limit)
        return tuple(
            Hit(kind, slug, json.loads(stored)[0], score) for kind, slug, stored, score in rows
        )


def _sorted(scored: Iterable[Scored]) -> list[Scored]:
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].pk))


def _generation() -> Generation:
    return Generation.objects.get_or_create(pk=1)[0]


def _words(row: Generation) -> Thesaurus:
    return thesaurus(tuple(tuple(group) for group in row.synonyms))


def _entry(document: Document, words: Thesaurus) -> Entry:
    analysed = analyse_document(document, words)
    return Entry(
        kind=document.kind,
        slug=document.slug,
        sort_title=" ".join(token.text for token in tokens(document.title))[:80],
        terms=_vector(analysed.terms),
        terms_length=len(analysed.terms.split()),
        grams=_vector(analysed.grams),
        grams_length=len(analysed.grams.split()),
        words=analysed.words,
        facets={name: list(values) for name, values in document.facets.items()},
        stored=stored_texts(document, words),
        year=document.year,
        updated=document.updated,
        checked=document.checked,
        trust=trust(document.checked, timezone.localdate()),
    )


def _vector(text: str) -> str:
    """Write words as a tsvector whose positions merely count them."""
    return " ".join(
        f"{sql.lexeme(word)}:{','.join(map(str, range(1, min(count, MAX_OCCURRENCES) + 1)))}"
        for word, count in Counter(text.split()).items()
    )


def _matching(question: Question) -> sql.Condition:
    wanted = [clause.terms for clause in question.clauses if clause.label]
    if wanted:
        return sql.answering(wanted, least_clauses(question))
    groups = [frozenset([gram]) for gram in question.grams]
    least = math.ceil(len(groups) * 0.6)
    return sql.answering(groups, least, "grams") if groups else sql.NOTHING


def _filters(query: Query) -> dict[str, sql.Condition]:
    filters = {name: sql.holds(name, values) for name, values in query.filters.items() if values}
    if query.kinds:
        filters["kind"] = sql.of_kinds(query.kinds)
    return filters


def _hit(row: sql.Row, explain: Reasons, score: float) -> Hit:
    title, texts, checked = json.loads(row.stored)
    said = lowered(checked) if score else ""
    return Hit(row.kind, row.slug, title, score, explain(texts), said)

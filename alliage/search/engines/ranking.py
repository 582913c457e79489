"""How notions of a question combine, whatever the engine."""

import math
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from alliage.search.analysis import Part, Question

# To be raised whenever what is written changes: an index of another version is not read.
VERSION = 6
# Letter groups re-order what words found, where few enough documents remain for it to be cheap.
GRAM_WEIGHT = 0.5
LOW_RECALL = 2000
# The labels of the best answers tell the subject; those who share them rise (pseudo-relevance
# feedback, Rocchio 1971; here over labels, which are few and chosen by hand).
GUIDES = 3
KINSHIP_SHARE = 0.6
# What nobody looked at for so many months is lowered to such a part of its score; fresher things
# of the same answer come before it, nothing is hidden.
AGES: Sequence[tuple[int, float]] = ((36, 0.6), (24, 0.7), (18, 0.8), (12, 0.9))
LEAST_TRUST = AGES[0][1]
# Okapi BM25 (Robertson & Zaragoza 2009), with the constants of Lucene and tantivy.
K1, B = 1.2, 0.75


def least_clauses(question: Question) -> int:
    """How many notions a document must answer: one of two, a third of a long sentence."""
    subjects = sum(clause.weight >= 1 for clause in question.clauses if clause.label)
    return max(1, math.ceil(subjects / 3))


class Statistics(NamedTuple):
    """What BM25 needs of an index: documents in all, and those that hold each term."""

    documents: int
    frequency: Mapping[str, int]
    mean_length: float

    def weight(self, term: str, occurrences: int, length: int) -> float:
        """The BM25 weight of a term in a document of this length."""
        held = self.frequency.get(term, 0)
        rarity = math.log(1 + (self.documents - held + 0.5) / (held + 0.5))
        norm = K1 * (1 - B + B * length / max(self.mean_length, 1))
        return rarity * occurrences * (K1 + 1) / (occurrences + norm)


class Occurrences(NamedTuple):
    """How often a document holds each asked term, and how long it is."""

    counts: Mapping[str, int]
    length: int


def score_terms(question: Question, found: Occurrences, statistics: Statistics) -> float:
    """Sum the notions that a document answers; in each part, only the best term counts."""
    return sum(
        clause.weight * sum(_best(part, found, statistics) for part in clause.parts)
        for clause in question.clauses
    )


def _best(part: Part, found: Occurrences, statistics: Statistics) -> float:
    return max(
        (
            weight * statistics.weight(term, found.counts[term], found.length)
            for term, weight in part.terms
            if term in found.counts
        ),
        default=0.0,
    )


def score_grams(grams: Sequence[str], found: Occurrences, statistics: Statistics) -> float:
    """The mean weight of the letter groups of a question in a document."""
    if not grams:
        return 0.0
    total = sum(
        statistics.weight(gram, found.counts[gram], found.length)
        for gram in grams
        if gram in found.counts
    )
    return GRAM_WEIGHT * total / len(grams)


def kinship(
    best: Sequence[tuple[float, Sequence[str]]], documents: int, held: Callable[[str], int]
) -> dict[str, float]:
    """What sharing each label of the best answers adds to a score; rare labels add the most.

    Args:
        best: Scores and label terms of the first answers, the best first.
        documents: Documents in the index.
        held: How many of them hold a label term.
    """
    if not best or best[0][0] <= 0:
        return {}
    top = best[0][0]
    told: dict[str, float] = {}
    for score, labels in best[:GUIDES]:
        for label in labels:
            told[label] = told.get(label, 0) + score / top
    weights = {
        label: share * math.log(1 + documents / max(held(label), 1)) ** 2
        for label, share in told.items()
    }
    total = sum(weights.values()) or 1
    return {label: KINSHIP_SHARE * top * weight / total for label, weight in weights.items()}


def trust(checked: date | None, today: date) -> float:
    """The part of its score that a document keeps, from the day somebody last found it exact.

    What has no such day is not aged: an organisation is not a story that grows old.

    >>> trust(date(2025, 12, 1), date(2026, 11, 24)), trust(date(2025, 11, 24), date(2026, 11, 24))
    (1.0, 0.9)
    """
    if checked is None:
        return 1.0
    return next((part for months, part in AGES if checked <= months_before(today, months)), 1.0)


def months_before(today: date, months: int) -> date:
    """The last day that is so many whole months old on a given day.

    >>> months_before(date(2024, 2, 29), 12), months_before(date(2026, 3, 31), 18)
    (datetime.date(2023, 2, 28), datetime.date(2024, 9, 30))
    """
    count = today.year * 12 + today.month - 1 - months
    year, month = count // 12, count % 12 + 1
    last = monthrange(year, month)[1]
    return date(year, month, min(today.day, last))


def spans(today: date) -> list[tuple[date, date, float]]:
    """The days, both included, between which documents keep each part of their score."""
    limits = [(months_before(today, months), part) for months, part in AGES]
    starts = [date.min, *(limit + timedelta(days=1) for limit, _part in limits)]
    parts = [*limits, (date.max, 1.0)]
    return [(start, end, part) for start, (end, part) in zip(starts, parts, strict=True)]

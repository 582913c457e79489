"""What is written in the index for a document, and what is asked of it for a question.

Both engines receive these same words, so that they rank alike: weighted stems with concepts, groups
of four letters, and plain words for prefixes and spelling.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from alliage.calc.french import NEED_WORDS, STOP_WORDS, grams, stem, tokens

from .lexicon import Lexicon
from .models import Document
from .thesaurus import CONCEPT, FIELD, LINK_WORDS, Thesaurus, root, sequence

# How many times a field's words are written: one field then gives the ranking of weighted fields
# (BM25F, Robertson, Zaragoza & Taylor 2004) at the price of one list per word.
FIELD_WEIGHTS = {"title": 5, "labels": 3, "names": 3, "places": 3, "summary": 2, "body": 1}
PAIR_FIELDS = ("title", "labels", "names", "places", "summary")
PAIR_WEIGHT = 0.3
PHRASE_LITERAL = 1.0
ALONE_WEIGHT = 2.2
GRAM_FIELDS = ("title", "labels", "names", "places", "summary", "body")
SIGN_WEIGHTS = {CONCEPT: 1.8, FIELD: 1.0}
NEED_WEIGHT = 0.3
PREFIX_EXPANSIONS = 12


class Indexed(NamedTuple):
    """The three texts of a document, words parted by spaces."""

    terms: str
    grams: str
    words: str


def texts_of(document: Document) -> dict[str, tuple[str, ...]]:
    """The texts of a document by field, in the order of their weight."""
    return {
        "title": (document.title,),
        "labels": document.labels,
        "names": document.names,
        "places": document.places,
        "summary": (document.summary,),
        "body": (document.body,),
    }


@lru_cache(maxsize=256)
def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text; a document's texts are read twice, so they are kept a while."""
    return tuple(token.text for token in tokens(text))


def analyse_document(document: Document, thesaurus: Thesaurus) -> Indexed:
    """Turn a document into the words that engines store."""
    terms: list[str] = []
    letter_groups: list[str] = []
    words: dict[str, None] = {}
    for field, texts in texts_of(document).items():
        for text in texts:
            found = words_of(text)
            stems = [stem(word) for word in found]
            kept = [s for s, word in zip(stems, found, strict=True) if word not in STOP_WORDS]
            linked = [root(word) for word in found if word not in LINK_WORDS]
            written = (
                kept + thesaurus.written(linked) + (pairs(linked) if field in PAIR_FIELDS else [])
            )
            terms += written * FIELD_WEIGHTS[field]
            if field == "labels":
                terms.append(label_term(text))
            content = [word for word in found if word not in STOP_WORDS]
            words.update(dict.fromkeys(content))
            if field in GRAM_FIELDS:
                letter_groups += [gram for word in content for gram in grams(word)]
    return Indexed(" ".join(terms), " ".join(letter_groups), " ".join(words))


def label_term(label: str) -> str:
    """A whole label as one term, by which documents of one subject are told."""
    return "#" + "_".join(root(word) for word in words_of(label) if word not in LINK_WORDS)


def pairs(stems: list[str]) -> list[str]:
    """Neighbouring stems as one term each: what is said together counts more than words apart."""
    return [f"{first}+{second}" for first, second in itertools.pairwise(stems)]


class Part(NamedTuple):
    """Terms of which the best counts, each with its weight."""

    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Clause:
    """One notion of a question: the sum of its parts. `weight` tells its share in the whole."""

    label: str
    parts: tuple[Part, ...]
    weight: float = 1.0

    @property
    def terms(self) -> frozenset[str]:
        """Every term by which a document may answer this notion."""
        return frozenset(term for part in self.parts for term, _ in part.terms)


@dataclass(frozen=True)
class Question:
    """A question made ready: its notions, its letter groups, its spelling once corrected."""

    clauses: tuple[Clause, ...]
    grams: tuple[str, ...]
    suggestion: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked: no words, or only words that say nothing."""
        return not self.clauses and not self.grams


class _Word(NamedTuple):
    text: str
    alternatives: tuple[tuple[str, float], ...]
    written: str = ""

    @property
    def mended(self) -> str:
        """The known word nearest to one that no document holds, if any."""
        return self.alternatives[0][0] if self.is_new and self.alternatives else ""

    @property
    def is_new(self) -> bool:
        """Whether no document holds the word as typed."""
        return all(word != self.text for word, _weight in self.alternatives)


def analyse_question(
    text: str, lexicon: Lexicon, thesaurus: Thesaurus, *, is_prefix: bool = False
) -> Question:
    """Turn what a reader typed into notions that engines can weigh."""
    found = [token for token in tokens(text) if token.text not in LINK_WORDS]
    words = [_known(token.text, lexicon, thesaurus) for token in found]
    if found and found[-1].end == len(text) and (is_prefix or words[-1].is_new):
        words[-1] = _completed(found[-1].text, lexicon)
    best = [word.alternatives[0][0] if word.alternatives else word.text for word in words]
    words = [
        word._replace(written=word.mended or text[token.start : token.end])
        for word, token in zip(words, found, strict=True)
    ]
    clauses = (*_clauses(words, best, thesaurus), *_neighbours(words, best))
    groups = {
        gram: None
        for word in best
        if word not in STOP_WORDS and word not in NEED_WORDS
        for gram in grams(word)
    }
    corrected = {
        token.text: word.mended for token, word in zip(found, words, strict=True) if word.mended
    }
    suggestion = _respelt(text, corrected) if corrected and not is_prefix else ""
    return Question(clauses, tuple(groups), suggestion)


def _known(word: str, lexicon: Lexicon, thesaurus: Thesaurus) -> _Word:
    if word in lexicon or word in thesaurus.words or word in STOP_WORDS or word in NEED_WORDS:
        return _Word(word, ((word, 1.0),))
    return _Word(word, lexicon.nearest(word))


def _completed(word: str, lexicon: Lexicon) -> _Word:
    completions = lexicon.completions(word, PREFIX_EXPANSIONS)
    exact = [(word, 1.0)] if word in lexicon else []
    others = [(found, 0.8) for found in completions if found != word]
    return _Word(word, tuple(exact + others) or lexicon.nearest(word))


def _clauses(words: list[_Word], best: list[str], thesaurus: Thesaurus) -> Iterable[Clause]:
    stems = [root(word) for word in best]
    # « Aider » is no « aidant »: a word of mere need names a notion only among others.
    concepts_at = {
        span.start: span
        for span in thesaurus.asked(stems)
        if any(word not in NEED_WORDS for word in best[span.start : span.end])
        or span.end - span.start > 1
    }
    position = 0
    while position < len(words):
        span = concepts_at.get(position)
        end = span.end if span else position + 1
        clause = _clause(words[position:end], span.concepts if span else ())
        if clause:
            yield clause
        position = end


def _neighbours(words: list[_Word], best: list[str]) -> Iterable[Clause]:
    """Pairs of words said together; they add to what the words bring, never suffice."""
    for (first, second), term in zip(
        itertools.pairwise(words), pairs([root(word) for word in best]), strict=True
    ):
        if not {first.text, second.text} & STOP_WORDS:
            yield Clause("", (Part(((term, 1.0),)),), PAIR_WEIGHT)


def _clause(words: list[_Word], concepts: tuple[str, ...]) -> Clause | None:
    literal = [word for word in words if word.text not in STOP_WORDS]
    share = 1 / max(len(literal), 1) ** 0.5
    if not concepts:
        share = ALONE_WEIGHT
    elif len(literal) > 1:
        share *= PHRASE_LITERAL
    parts = [
        Part(tuple((stem(text), weight * share) for text, weight in word.alternatives))
        for word in literal
        if word.alternatives
    ]
    if concepts:
        parts.append(Part(tuple((concept, SIGN_WEIGHTS[concept[0]]) for concept in concepts)))
    if not parts:
        return None
    is_need = not concepts and all(word.text in NEED_WORDS for word in words)
    label = " ".join(word.written for word in words)
    return Clause(label, tuple(parts), NEED_WEIGHT if is_need else 1.0)


def _respelt(text: str, corrected: Mapping[str, str]) -> str:
    pieces, last = [], 0
    for token in tokens(text):
        if token.text in corrected:
            pieces += [text[last : token.start], corrected[token.text]]
            last = token.end
    return "".join([*pieces, text[last:]])


__all__ = ["Clause", "Indexed", "Part", "Question", "analyse_document", "analyse_question",
           "sequence", "texts_of"]  # fmt: skip

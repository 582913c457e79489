"""Groups of French expressions that stand for one another, found in texts and in questions.

The groups of data/thesaurus.yaml are joined by those that contexts provide (domains with their
other words). Each group is one concept, written in the index as a word of its own: « séniors » and
« personnes âgées » then share one list of documents and one rarity, so neither outweighs the other.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from alliage.calc.french import ARTICLES, stem, tokens

DATA = Path(__file__).resolve().parent / "data" / "thesaurus.yaml"
# « sans » and « non » are kept: without them « sans emploi » would be « emploi ».
LINK_WORDS = ARTICLES | {"par", "pour", "sur", "dans"}
SHORT_WORD = 4
CONCEPT, FIELD, ASKED = "~", "^", "+"


class Span(NamedTuple):
    """An expression of some concepts, from word `start` up to word `end` of a sequence."""

    start: int
    end: int
    concepts: tuple[str, ...]


def root(word: str) -> str:
    """The form in which expressions compare a folded word.

    Stems of short words collide (« fac » and « face », « don » and « donner »), so these only lose
    the mark of the plural, and are kept apart from the stems of longer ones.
    """
    singular = word.rstrip("sx")
    if singular.endswith("ee"):  # « âgée », as « âgé »
        singular = singular[:-1]
    return f"={singular}" if len(singular) <= SHORT_WORD else stem(word)


def sequence(text: str) -> list[str]:
    """The roots of a text without its link words."""
    return [root(token.text) for token in tokens(text) if token.text not in LINK_WORDS]


class Thesaurus:
    """Concepts by their expressions.

    A concept's broader words (« outre-mer ») call its narrower ones (« La Réunion »), never the
    reverse: narrower expressions count in documents only. An expression after « + » is heard in
    questions alone, for documents use it in other senses (« les vieux », « un conflit vieux de »).
    """

    def __init__(
        self,
        groups: Iterable[Sequence[str]] = (),
        broader: Iterable[tuple[Sequence[str], Sequence[str]]] = (),
        fields: Iterable[Sequence[str]] = (),
    ) -> None:
        """Take groups of equivalents, pairs (broader words, narrower words), and whole fields.

        A field gathers looser words (« agriculture », « éleveurs »): its concept counts for less.
        """
        self._asked: dict[tuple[str, ...], list[str]] = {}
        self._written: dict[tuple[str, ...], list[str]] = {}
        self._longest: dict[str, int] = {}
        self.words: set[str] = set()
        for equivalents in groups:
            self._add(equivalents, ())
        for general, particular in broader:
            self._add(general, particular)
        for words in fields:
            self._add(words, (), FIELD)

    def _add(
        self, equivalents: Sequence[str], narrower: Sequence[str], sign: str = CONCEPT
    ) -> None:
        expressions = [(tuple(sequence(text)), text.startswith(ASKED)) for text in equivalents]
        if not expressions or not expressions[0][0]:
            return
        concept = sign + "_".join(expressions[0][0])
        self.words.update(token.text for text in equivalents for token in tokens(text))
        for expression, is_only_asked in expressions:
            self._learn(self._asked, expression, concept)
            if not is_only_asked:
                self._learn(self._written, expression, concept)
        for text in narrower:
            self._learn(self._written, tuple(sequence(text)), concept)

    def _learn(
        self, table: dict[tuple[str, ...], list[str]], expression: tuple[str, ...], concept: str
    ) -> None:
        if expression and concept not in table.setdefault(expression, []):
            table[expression].append(concept)
            first = expression[0]
            self._longest[first] = max(self._longest.get(first, 0), len(expression))

    def spans(self, stems: Sequence[str]) -> Iterator[Span]:
        """Every expression that a document's words hold, those within others included."""
        for start, first in enumerate(stems):
            for length in range(1, self._longest.get(first, 0) + 1):
                concepts = self._written.get(tuple(stems[start : start + length]))
                if concepts and start + length <= len(stems):
                    yield Span(start, start + length, tuple(concepts))

    def written(self, stems: Sequence[str]) -> list[str]:
        """All the concepts that a document's words express, once per occurrence."""
        return [concept for span in self.spans(stems) for concept in span.concepts]

    def asked(self, stems: Sequence[str]) -> list[Span]:
        """The concepts of a question: the longest expressions, left to right, none overlapping."""
        spans, start = [], 0
        while start < len(stems):
            for length in range(self._longest.get(stems[start], 0), 0, -1):
                concepts = self._asked.get(tuple(stems[start : start + length]))
                if concepts and start + length <= len(stems):
                    spans.append(Span(start, start + length, tuple(concepts)))
                    start += length - 1
                    break
            start += 1
        return spans


class _Committed(NamedTuple):
    groups: list[list[str]]
    pairs: list[tuple[list[str], list[str]]]
    places: list[list[str]]


@lru_cache(maxsize=1)
def _committed() -> _Committed:
    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    pairs = [(entry["broader"], entry["narrower"]) for entry in data["broader"]]
    return _Committed(data["equivalents"], pairs, data["places"])


@lru_cache(maxsize=4)
def thesaurus(provided: tuple[tuple[str, ...], ...] = ()) -> Thesaurus:
    """The committed groups, joined by those provided."""
    own = _committed()
    return Thesaurus(own.groups, own.pairs, [*own.places, *provided])

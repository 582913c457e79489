"""Tantivy queries for a question: one that ranks, one that merely matches."""

import math
from collections.abc import Iterable, Mapping, Sequence

import tantivy
from tantivy import Occur

from alliage.search.analysis import Clause, Part, Question
from alliage.search.models import Query

from .ranking import GRAM_WEIGHT, least_clauses

Q = tantivy.Query
GRAMS_SHARED = 0.6
KIND = "kind"


class Clauses:
    """The queries of a question under filters, over one schema."""

    def __init__(self, schema: tantivy.Schema, question: Question, query: Query) -> None:
        """Prepare the filters; queries are made when asked for."""
        self._schema = schema
        self._question = question
        self._wanted = [clause for clause in question.clauses if clause.label]
        self._least = least_clauses(question)
        self.filters = {
            name: self._any_of(f"facets.{name}", values)
            for name, values in query.filters.items()
            if values
        }
        self._chosen = query.filters
        if query.kinds:
            self.filters[KIND] = self._any_of("kind", query.kinds)

    @property
    def is_empty(self) -> bool:
        """Whether no words were asked."""
        return self._question.is_empty

    # --- Ranking -----------------------------------------------------------------------------
    def ranking(self, *, with_grams: bool, kin: Mapping[str, float] | None = None) -> tantivy.Query:
        """Every document that answers, scored: notions, words said together, letter groups.

        `kin` gives what each label shared with the best answers adds.
        """
        extras = [clause for clause in self._question.clauses if not clause.label]
        helping = [(Occur.Should, p) for clause in extras for p in self._parts(clause, False)]
        if with_grams:
            weight = GRAM_WEIGHT / max(len(self._question.grams), 1)
            helping += [
                (Occur.Should, Q.boost_query(self._term("grams", gram), weight))
                for gram in self._question.grams
            ]
        helping += [
            (Occur.Should, Q.const_score_query(self._term("terms", label), bonus))
            for label, bonus in (kin or {}).items()
        ]
        silent = [(Occur.Must, Q.const_score_query(part, 0.0)) for part in self.filters.values()]
        needed = self._scored(is_exact=with_grams)
        return Q.boolean_query([(Occur.Must, needed), *silent, *helping])

    def _scored(self, *, is_exact: bool) -> tantivy.Query:
        if not self._wanted:
            return self._words_alone()
        asked = [self._parts(clause, is_exact) for clause in self._wanted]
        if self._least == 1:
            return Q.boolean_query([(Occur.Should, part) for parts in asked for part in parts])
        return self._several(
            Q.boolean_query([(Occur.Should, part) for part in parts]) for parts in asked
        )

    def _several(self, queries: Iterable[tantivy.Query]) -> tantivy.Query:
        """As many of these as must be answered; all of them is the cheapest to say."""
        asked = list(queries)
        if self._least >= len(asked):
            return Q.boolean_query([(Occur.Must, query) for query in asked])
        return Q.boolean_query([(Occur.Should, query) for query in asked], self._least)

    def _parts(self, clause: Clause, is_exact: bool) -> list[tantivy.Query]:
        """The parts of a notion, in each of which the best term counts.

        Where many documents are to be read all terms count: their sum is read twice as fast.
        """
        parts = [self._terms(part, clause.weight) for part in clause.parts]
        if not is_exact:
            return [term for terms in parts for term in terms]
        return [terms[0] if len(terms) == 1 else Q.disjunction_max_query(terms) for terms in parts]

    def _terms(self, part: Part, factor: float) -> list[tantivy.Query]:
        return [
            Q.boost_query(self._term("terms", term), weight * factor) for term, weight in part.terms
        ]

    # --- Matching ----------------------------------------------------------------------------
    def matching(self) -> tantivy.Query:
        """The same documents, without scores."""
        return self._all(list(self.filters.values()))

    def answering(self) -> tantivy.Query:
        """What answers the words in the kinds asked, whatever the filters."""
        return self._all([self.filters[KIND]] if KIND in self.filters else [])

    def filter_words(self, leaving: str = "") -> str:
        """The filters but one, in the language of tantivy's aggregations."""
        parts = [
            " OR ".join(f"facets.{name}:{_quoted(value)}" for value in values)
            for name, values in self._chosen.items()
            if values and name != leaving
        ]
        return " AND ".join(f"({part})" for part in parts) or "*"

    def _all(self, parts: list[tantivy.Query]) -> tantivy.Query:
        if not self._question.is_empty:
            parts.insert(0, self._matched())
        if not parts:
            return Q.all_query()
        return parts[0] if len(parts) == 1 else Q.boolean_query([(Occur.Must, p) for p in parts])

    def _matched(self) -> tantivy.Query:
        if not self._wanted:
            return self._words_alone()
        if self._least == 1:
            return self._any_of("terms", {t for clause in self._wanted for t in clause.terms})
        return self._several(self._any_of("terms", clause.terms) for clause in self._wanted)

    def _words_alone(self) -> tantivy.Query:
        """Unknown words are looked for by most of their letter groups."""
        groups = [(Occur.Should, self._term("grams", gram)) for gram in self._question.grams]
        if not groups:
            return Q.all_query()
        return Q.boolean_query(groups, math.ceil(len(groups) * GRAMS_SHARED))

    def _any_of(self, field: str, values: Iterable[str]) -> tantivy.Query:
        """Any of these values. A term set would walk the whole dictionary: five times dearer."""
        terms = [Q.term_query(self._schema, field, value, "basic") for value in sorted(values)]
        if len(terms) == 1:
            return terms[0]
        return Q.boolean_query([(Occur.Should, term) for term in terms])

    def _term(self, field: str, term: str) -> tantivy.Query:
        return Q.term_query(self._schema, field, term, "freq")

    # --- Cost --------------------------------------------------------------------------------
    def at_most(self, searcher: tantivy.Searcher, filters: Mapping[str, Sequence[str]]) -> int:
        """How many documents can answer, at most; cheap, from lengths of lists alone."""
        terms = {term for clause in self._wanted for term in clause.terms}
        bounds = [searcher.num_docs]
        if terms:
            bounds.append(sum(searcher.doc_freq("terms", term) for term in terms))
        bounds += [
            sum(searcher.doc_freq(f"facets.{name}", value) for value in values)
            for name, values in filters.items()
            if values
        ]
        return min(bounds)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

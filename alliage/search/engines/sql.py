"""The statements of the PostgreSQL engine; every value travels as a parameter."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

FORGET_FREQUENCIES = "DELETE FROM search_frequency"
COUNT_FREQUENCIES = """
INSERT INTO search_frequency (source, term, documents)
SELECT 'terms', word, ndoc FROM ts_stat('SELECT terms FROM search_entry')
UNION ALL
SELECT 'grams', word, ndoc FROM ts_stat('SELECT grams FROM search_entry')
UNION ALL
SELECT 'words', word, count(*)
FROM search_entry, regexp_split_to_table(words, ' ') AS word WHERE word <> '' GROUP BY word
"""
MEANS = """
SELECT count(*), coalesce(avg(terms_length), 1)::float, coalesce(avg(grams_length), 1)::float
FROM search_entry
"""
LEXICON = "SELECT term, documents FROM search_frequency WHERE source = 'words'"
ORDERS = {
    "relevance": "year DESC NULLS LAST, id",
    "recent": "year DESC NULLS LAST, id",
    "oldest": "year ASC NULLS LAST, id",
    "updated": "updated DESC, id",
    "title": 'sort_title COLLATE "C", id',
}


class Condition(NamedTuple):
    """A condition on entries, and its parameters."""

    text: str
    parameters: tuple[Any, ...] = ()


EVERYTHING = Condition("TRUE")
NOTHING = Condition("FALSE")


class Row(NamedTuple):
    """An entry, with how often it holds the terms asked."""

    pk: int
    kind: str
    slug: str
    stored: str
    trust: float = 1.0
    terms_length: int = 0
    grams_length: int = 0
    term_counts: Mapping[str, int] = {}
    gram_counts: Mapping[str, int] = {}


def lexeme(word: str) -> str:
    """Quote a word as tsvector and tsquery want it."""
    doubled = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"


def any_of(words: Iterable[str]) -> str:
    """A tsquery that any of these words satisfies."""
    return " | ".join(lexeme(word) for word in sorted(words))


def all_of(conditions: Iterable[Condition]) -> Condition:
    """All these conditions at once."""
    parts = list(conditions)
    return Condition(
        " AND ".join(f"({part.text})" for part in parts),
        tuple(value for part in parts for value in part.parameters),
    )


def answering(clauses: Sequence[frozenset[str]], least: int, column: str = "terms") -> Condition:
    """Entries that answer at least so many of these sets of words."""
    every = any_of(frozenset().union(*clauses))
    text = f"{column} @@ %s::tsquery"
    parameters: list[Any] = [every]
    if least > 1:
        counted = " + ".join(f"({column} @@ %s::tsquery)::int" for _clause in clauses)
        text += f" AND {counted} >= %s"
        parameters += [*(any_of(clause) for clause in clauses), least]
    return Condition(text, tuple(parameters))


def holds(facet: str, values: Iterable[str]) -> Condition:
    """Entries that have any of these values in a facet."""
    wanted = [json.dumps({facet: [value]}, ensure_ascii=False) for value in values]
    return Condition(" OR ".join(["facets @> %s::jsonb"] * len(wanted)), tuple(wanted))


def of_kinds(kinds: Sequence[str]) -> Condition:
    """Entries of these kinds."""
    return Condition("kind = ANY(%s)", (list(kinds),))


def count(where: Condition) -> int:
    """How many entries satisfy a condition."""
    statement = f"SELECT count(*) FROM search_entry WHERE {where.text}"  # noqa: S608 - idem
    return int(_rows(statement, where.parameters)[0][0])


def sorted_rows(where: Condition, sort: str, limit: int, offset: int) -> list[Row]:
    """A page of entries in a declared order."""
    order = ORDERS.get(sort, ORDERS["recent"])
    statement = (
        f"SELECT id, kind, slug, stored, trust FROM search_entry WHERE {where.text} "  # noqa: S608
        f"ORDER BY {order} LIMIT %s OFFSET %s"
    )
    return [Row(*row) for row in _rows(statement, (*where.parameters, limit, offset))]


def candidates(
    where: Condition, asked: Sequence[str], grams: Sequence[str], limit: int
) -> list[Row]:
    """The entries that look best to the full-text index, with their counts of what is asked."""
    column, wanted = ("terms", asked) if asked else ("grams", grams)
    statement = f"""
    WITH best AS (
        SELECT id, kind, slug, stored, trust, terms_length, grams_length, terms, grams
        FROM search_entry WHERE {where.text}
        ORDER BY ts_rank({column}, %s::tsquery, 1) * trust DESC, id LIMIT %s
    )
    SELECT id, kind, slug, stored, trust, terms_length, grams_length,
        (SELECT jsonb_object_agg(lexeme, cardinality(positions)) FROM unnest(terms)
         WHERE lexeme = ANY(%s)),
        (SELECT jsonb_object_agg(lexeme, cardinality(positions)) FROM unnest(grams)
         WHERE lexeme = ANY(%s))
    FROM best
    """  # noqa: S608 - the conditions above hold no value
    parameters = (*where.parameters, any_of(wanted), limit, list(asked), list(grams))
    rows = [Row(*row) for row in _rows(statement, parameters)]
    return [
        row._replace(term_counts=_counts(row.term_counts), gram_counts=_counts(row.gram_counts))
        for row in rows
    ]


def frequencies(asked: Sequence[str], grams: Sequence[str]) -> dict[str, dict[str, int]]:
    """In how many entries each asked term and group of letters stands."""
    statement = """
    SELECT source, term, documents FROM search_frequency
    WHERE (source = 'terms' AND term = ANY(%s)) OR (source = 'grams' AND term = ANY(%s))
    """
    found: dict[str, dict[str, int]] = {"terms": {}, "grams": {}}
    for source, term, documents in _rows(statement, (list(asked), list(grams))):
        found[source][term] = documents
    return found


def facet(name: str, where: Condition) -> dict[str, int]:
    """How many entries have each value of a facet, the most frequent first."""
    if name == "kind":
        value, source = "kind", "search_entry"
    else:
        value, source = "value", "search_entry, jsonb_array_elements_text(facets -> %s) AS value"
    statement = (
        f"SELECT {value}, count(*) FROM {source} WHERE {where.text} "  # noqa: S608
        "GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    named = () if name == "kind" else (name,)
    return dict(_rows(statement, (*named, *where.parameters)))


def alike(
    kind: str, slug: str, weighed: Sequence[tuple[str, str, float]], limit: int
) -> list[tuple[str, str, str, float]]:
    """The entries of a kind, other than one, whose shared facet values weigh most."""
    conditions = [holds(name, [value]) for name, value, _weight in weighed]
    total = " + ".join(f"({part.text})::int * %s" for part in conditions)
    scores = [
        value
        for part, (_name, _value, weight) in zip(conditions, weighed, strict=True)
        for value in (*part.parameters, weight)
    ]
    any_shared = " OR ".join(part.text for part in conditions)
    shared = [value for part in conditions for value in part.parameters]
    statement = f"""
    SELECT kind, slug, stored, ({total})::float AS score FROM search_entry
    WHERE kind = %s AND slug <> %s AND ({any_shared})
    ORDER BY score DESC, id LIMIT %s
    """  # noqa: S608 - the conditions above hold no value
    return _rows(statement, (*scores, kind, slug, *shared, limit))


def _counts(value: Any) -> dict[str, int]:
    if not value:
        return {}
    return dict(json.loads(value)) if isinstance(value, str) else dict(value)


def _rows(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())

"""Search in process: p95 with two filters and facets, at 5,000 and 200,000 documents.

`python -m bench.bench_search [COUNT…]` prints a table. The peer, in the same run, is SQLite FTS5
with its bm25() and the same filters and counts; it has no thesaurus, no spelling, no reasons.
"""

import itertools
import os
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from . import content

BUDGETS = {5_000: 3, 200_000: 8}
FACETS = ("type", "domaine", "acteur", "odd", "stade", "region")
QUERIES = (
    "isolement des personnes âgées", "banque alimentaire", "tiers-lieu", "isolment des ainés",
    "insertion par l’activité économique", "je cherche comment aider les jeunes sans diplôme",
    "covoiturage à la campagne", "Carrefour", "fondation", "entreprise", "emploi à Lyon",
    "énergie citoyenne en Mayenne", "robot pour enfants malades", "recyclerie", "prison",
    "des conducteurs bénévoles emmènent les personnes isolées à leurs rendez-vous", "eau potable",
    "précarité énergétique", "théâtre", "oiseaux", "Le RAMEAU", "ESS", "Bretagne", "numérique",
)  # fmt: skip
FILTERS = tuple(
    {"type": (kind,), "odd": (goal,)}
    for kind in ("mecenat", "innovation_societale", "cooperation_economique")
    for goal in ("1", "8", "12", "17")
)
ROUNDS = 2
TODAY = datetime.now(UTC).date()


def documents(count: int) -> Iterator[Any]:
    """Documents of varied real alliances."""
    from alliage.search.models import Document  # noqa: PLC0415 - Django is set up by then

    for number, row in enumerate(content.alliances(count)):
        partners, place = row["partners"], row["territory"]
        texts = ("problem_fr", "solution_fr", "results_fr")
        yield Document(
            kind="alliance",
            slug=row["slug"],
            title=row["title"],
            summary=row["summary_fr"] or "",
            body=" ".join(row[name] or "" for name in texts),
            labels=tuple(row["domains"]),
            names=tuple(partner["name"] for partner in partners),
            places=(place["name"], place["department_code"]),
            facets={
                "type": (row["partnership_type"],),
                "domaine": tuple(row["domains"]),
                "acteur": tuple({partner["kind"] for partner in partners}),
                "odd": tuple(str(goal) for goal in row["sdgs"]),
                "stade": (row["stage"],),
                "region": (place["department_code"],),
            },
            year=row["start_year"],
            # Of all ages, the oldest being ten years old: the ranking weighs each.
            checked=TODAY - timedelta(days=number * 7 % 3650),
        )


def p95(run: Callable[[str, dict[str, tuple[str, ...]]], object]) -> dict[str, float]:
    """Milliseconds per search over every query and filter: median, 95th percentile, worst."""
    cases = list(itertools.product(QUERIES, FILTERS))
    for words, filters in cases[:24]:
        run(words, filters)
    spent = []
    before = time.process_time()
    for _round in range(ROUNDS):
        for words, filters in cases:
            start = time.perf_counter()
            run(words, filters)
            spent.append(1000 * (time.perf_counter() - start))
    cuts = statistics.quantiles(spent, n=100)
    return {
        "median_ms": cuts[49],
        "p95_ms": cuts[94],
        "worst_ms": max(spent),
        "cpu_ms": 1000 * (time.process_time() - before) / len(spent),
    }


def ours(folder: Path, count: int) -> dict[str, float]:
    """Measure the tantivy adapter, facets and reasons included."""
    from alliage.search.engines.tantivy import TantivyEngine  # noqa: PLC0415 - idem
    from alliage.search.models import Query  # noqa: PLC0415 - idem

    engine = TantivyEngine(folder / "index")
    start = time.perf_counter()
    engine.index(documents(count))
    built = time.perf_counter() - start

    def run(words: str, filters: dict[str, tuple[str, ...]]) -> object:
        return engine.search(Query(words, ("alliance",), filters, FACETS))

    return {"build_s": built, **p95(run)}


def fts5(folder: Path, count: int) -> dict[str, float]:
    """Measure the peer: SQLite FTS5, any word, bm25, the same filters and counts."""
    base = sqlite3.connect(folder / "peer.sqlite3")
    base.executescript(
        "CREATE VIRTUAL TABLE page"
        " USING fts5(title, text, tokenize='unicode61 remove_diacritics 2');"
        "CREATE TABLE facet (page INTEGER, name TEXT, value TEXT, PRIMARY KEY (name, value, page))"
        " WITHOUT ROWID; CREATE INDEX facet_page ON facet (page, name, value);"
    )
    for number, doc in enumerate(documents(count)):
        text = " ".join([doc.summary, doc.body, *doc.labels, *doc.names, *doc.places])
        base.execute(
            "INSERT INTO page(rowid, title, text) VALUES (?,?,?)", (number, doc.title, text)
        )
        base.executemany(
            "INSERT OR IGNORE INTO facet VALUES (?,?,?)",
            [(number, name, value) for name, values in doc.facets.items() for value in values],
        )
    base.commit()

    def run(words: str, filters: dict[str, tuple[str, ...]]) -> object:
        match = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", words))
        found = "SELECT rowid FROM page WHERE page MATCH ?"
        given: list[object] = [match]
        for name, values in filters.items():
            found += " AND +rowid IN (SELECT page FROM facet WHERE name = ? AND value = ?)"
            given += [name, values[0]]
        first = base.execute(f"{found} ORDER BY bm25(page, 5, 1) LIMIT 20", given).fetchall()
        counted = f"SELECT name, value, count(*) FROM facet WHERE page IN ({found}) GROUP BY 1, 2"  # noqa: S608
        return first, base.execute(counted, given).fetchall()

    return p95(run)


def row(count: int, name: str, measured: dict[str, float], budget: float | None = None) -> str:
    """Write a line of the table."""
    built = f"{measured['build_s']:.0f} s" if "build_s" in measured else ""
    times = [f"{measured[key]:.2f} ms" for key in ("median_ms", "p95_ms", "worst_ms")]
    ceiling = f"{budget:g} ms" if budget else ""
    cells = [f"{count:,}", name, *times, ceiling, f"{measured['cpu_ms']:.2f} ms", built]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measure the sizes given, or both, and print a table."""
    import django  # noqa: PLC0415 - settings are named just before

    with tempfile.TemporaryDirectory() as name:
        os.environ["ALLIAGE_HOME"] = name
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliage.config.settings")
        django.setup()
        print("| documents | engine | median | p95 | worst | budget (p95) | CPU, mean | build |")
        print("|--:|---|--:|--:|--:|--:|--:|--:|")
        for count in [int(word) for word in sys.argv[1:]] or BUDGETS:
            folder = Path(name) / str(count)
            folder.mkdir()
            print(row(count, "Alliage", ours(folder, count), BUDGETS.get(count)), flush=True)
            print(row(count, "SQLite FTS5", fts5(folder, count)), flush=True)


if __name__ == "__main__":
    main()

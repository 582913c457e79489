"""Whether readers find what they look for: judged questions over the real content.

One question in two served to settle the weights; the others only measure. The numbers are printed
at the end of the run. A fall below the floor fails it: mend the ranking, do not lower the floor.
"""

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from alliage.capitalisation.services import AllianceWriter, ResourceWriter, import_file
from alliage.search import registry
from alliage.search.engines.postgresql import PostgresqlEngine
from alliage.search.engines.tantivy import TantivyEngine
from alliage.search.models import Engine, Query
from alliage.taxonomy.services import load_taxonomy
from alliage.territories.services import load_territories

CONTENT = Path(__file__).parents[2] / "alliage" / "capitalisation" / "data"
JUDGEMENTS = yaml.safe_load((Path(__file__).parent / "judgements.yaml").read_text("utf-8"))
SETTLING, MEASURING = JUDGEMENTS[::2], JUDGEMENTS[1::2]
DEPTH = 10
FLOORS = {"ndcg": 0.92, "recall": 0.90}


class Measure(NamedTuple):
    """The mean quality of the first ten answers over a set of questions."""

    ndcg: float
    recall: float


def gains(judgement: dict[str, Any]) -> dict[str, int]:
    """What each expected sheet is worth: 2 when it answers, 1 when it comes near."""
    near = dict.fromkeys(judgement.get("related", ()), 1)
    return near | dict.fromkeys(judgement.get("exact", ()), 2)


def discounted(values: list[int]) -> float:
    """The gain of a ranking (Järvelin & Kekäläinen 2002, with exponential gains)."""
    ranked = enumerate(values[:DEPTH], start=2)
    return sum((2**value - 1) / math.log2(rank) for rank, value in ranked)


def score(engine: Engine, judgement: dict[str, Any]) -> Measure:
    query = Query(judgement["query"], kinds=(judgement["kind"],), limit=DEPTH)
    expected = gains(judgement)
    found = [expected.get(hit.slug, 0) for hit in engine.search(query).hits]
    ideal = discounted(sorted(expected.values(), reverse=True))
    recall = sum(value > 0 for value in found) / min(len(expected), DEPTH)
    return Measure(discounted(found) / ideal, recall)


def mean(engine: Engine, judgements: list[dict[str, Any]]) -> Measure:
    scores = [score(engine, judgement) for judgement in judgements]
    return Measure(*(sum(column) / len(scores) for column in zip(*scores, strict=True)))


@pytest.fixture(scope="module", params=["tantivy", "postgresql"])
def engine(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """Each adapter over the real content, as the site indexes it."""
    if request.param == "postgresql" and connection.vendor != "postgresql":
        pytest.skip("this run's database is not PostgreSQL")
    with django_db_blocker.unblock(), transaction.atomic():
        load_territories()
        load_taxonomy()
        import_file(CONTENT / "alliances.jsonl", AllianceWriter())
        import_file(CONTENT / "resources.jsonl", ResourceWriter())
        made: Engine = (
            PostgresqlEngine()
            if request.param == "postgresql"
            else TantivyEngine(tmp_path_factory.mktemp("index"))
        )
        made.keep_synonyms(registry.synonyms())
        made.index(doc for kind in registry.kinds().values() for doc in kind.source(None))
        yield made
        transaction.set_rollback(True)


def test_the_judgements_cover_every_way_of_asking() -> None:
    assert len(JUDGEMENTS) >= 100
    assert {judgement["category"] for judgement in JUDGEMENTS} == {
        "faute", "elision", "synonyme", "besoin", "lieu", "acteur", "phrase", "sigle", "outil",
    }  # fmt: skip
    for judgement in JUDGEMENTS:
        assert gains(judgement), judgement["query"]
        assert not set(judgement.get("exact", ())) & set(judgement.get("related", ()))


@pytest.mark.usefixtures("db")
def test_every_judged_sheet_exists(engine: Engine) -> None:
    judged = {(j["kind"], slug) for j in JUDGEMENTS for slug in gains(j)}
    hits = engine.search(Query(limit=1000)).hits
    assert judged <= {(hit.kind, hit.slug) for hit in hits}


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize(("name", "judgements"), [("settling", SETTLING), ("measuring", MEASURING)])
def test_readers_find_what_they_look_for(
    engine: Engine,
    name: str,
    judgements: list[dict[str, Any]],
    record_property: Callable[[str, object], None],
) -> None:
    measure = mean(engine, judgements)
    record_property(
        "measure",
        f"search, {type(engine).__name__}, {len(judgements)} questions ({name}): "
        f"nDCG@10 {measure.ndcg:.3f}, recall@10 {measure.recall:.3f}",
    )
    assert measure.ndcg >= FLOORS["ndcg"]
    assert measure.recall >= FLOORS["recall"]

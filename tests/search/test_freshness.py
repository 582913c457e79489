"""What nobody looked at for long sinks among answers as good, and is never hidden."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alliage.search import registry
from alliage.search.engines.ranking import AGES, months_before, spans, trust
from alliage.search.models import Document, Engine, Hit, Query
from alliage.search.queries import search
from alliage.search.queries.everything import why_of
from alliage.search.services import freshen, reindex

from .factories import document, shelf

TODAY = date(2026, 11, 24)
FLOOR = 0.6


def alike(ages: dict[str, int | None]) -> list[Document]:
    """Sheets that say the same, last checked so many days ago."""
    today = timezone.localdate()
    return [
        document(
            slug,
            "Une épicerie solidaire",
            checked=None if age is None else today - timedelta(days=age),
        )
        for slug, age in ages.items()
    ]


def hits(engine: Engine, text: str = "épicerie", **query: Any) -> dict[str, Hit]:
    return {hit.slug: hit for hit in engine.search(Query(text, **query)).hits}


def test_the_oldest_come_last_and_nothing_is_hidden(empty_engine: Engine) -> None:
    ages = {"ancient": 3_000, "old": 600, "one": 367, "fresh": 300, "undated": None}
    empty_engine.index(alike(ages))
    results = empty_engine.search(Query("épicerie"))
    assert results.total == 5
    found = {hit.slug: hit.score for hit in results.hits}
    assert list(found)[2:] == ["one", "old", "ancient"]
    assert found["fresh"] == pytest.approx(found["undated"])
    for slug, part in (("one", 0.9), ("old", 0.8), ("ancient", FLOOR)):
        assert found[slug] == pytest.approx(part * found["fresh"], rel=1e-3)


def test_an_old_answer_still_comes_before_a_poor_one(empty_engine: Engine) -> None:
    old = timezone.localdate() - timedelta(days=4_000)
    empty_engine.index(
        [
            document("old", "Un jardin partagé", labels=("jardin",), checked=old),
            document("poor", "Un four", body=f"{'pain ' * 60}près d’un jardin"),
        ]
    )
    assert list(hits(empty_engine, "jardin partagé")) == ["old", "poor"]


@pytest.mark.parametrize("sort", ["recent", "title", "updated"])
def test_other_orders_ignore_age(empty_engine: Engine, sort: str) -> None:
    empty_engine.index(alike({"old": 3_000, "fresh": 1}))
    found = hits(empty_engine, sort=sort)
    assert list(found) == ["old", "fresh"]
    assert not any(hit.lowered for hit in found.values())


def test_an_answer_says_why_it_comes_lower(empty_engine: Engine) -> None:
    empty_engine.index(alike({"old": 3_000, "fresh": 1}))
    found = hits(empty_engine)
    assert found["old"].lowered.startswith("placée plus bas")
    assert why_of(found["old"])[-1] == found["old"].lowered
    assert why_of(found["fresh"]) == found["fresh"].why


def test_the_index_knows_what_grew_old_since(empty_engine: Engine) -> None:
    today = timezone.localdate()
    empty_engine.index(alike({"old": 3_000, "young": 1, "undated": None}))
    assert empty_engine.aged(today) == []
    assert empty_engine.aged(today + timedelta(days=363)) == []
    assert empty_engine.aged(today + timedelta(days=400)) == [("alliance", "young")]
    assert empty_engine.aged(today + timedelta(days=9_000)) == [("alliance", "young")]


def test_at_night_what_grew_old_sinks(
    site_index: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each document is read again once, at the age where it sinks, and not the next night."""
    read: list[str] = []

    def shelved(slugs: Any) -> list[Document]:
        found = [
            document(d.slug, d.title, checked=timezone.localdate() - timedelta(days=100))
            for d in shelf()
            if slugs is None or d.slug in slugs
        ]
        read.extend(d.slug for d in found)
        return found

    registry.register("alliance", "alliances", shelved)
    reindex()
    assert freshen.call() == 0
    read.clear()
    day = timezone.localdate() + timedelta(days=300)
    kept = {d.slug: d.checked for d in shelved(None)}
    registry.register(
        "alliance",
        "alliances",
        lambda slugs: [document(s, s, checked=kept[s]) for s in kept if s in (slugs or kept)],
    )
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day)
    assert freshen.call() == len(kept)
    assert freshen.call() == 0
    assert search(Query("oiseaux")).hits[0].lowered


@pytest.mark.parametrize(
    ("checked", "part"),
    [
        ("2026-11-24", 1.0),
        ("2025-11-25", 1.0),
        ("2025-11-24", 0.9),
        ("2025-05-24", 0.8),
        ("2024-11-24", 0.7),
        ("2023-11-24", FLOOR),
        ("1900-01-01", FLOOR),
        ("2030-01-01", 1.0),
    ],
)
def test_trust_goes_down_by_steps_to_a_floor(checked: str, part: float) -> None:
    assert trust(date.fromisoformat(checked), TODAY) == part


def test_spans_cover_every_day_once_and_agree_with_trust() -> None:
    found = spans(TODAY)
    assert (found[0][0], found[-1][1]) == (date.min, date.max)
    for (_start, end, part), (start, _end, _part) in itertools.pairwise(found):
        assert start == end + timedelta(days=1)
        assert trust(end, TODAY) == part
    assert len(found) == len(AGES) + 1


def test_months_are_whole() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)

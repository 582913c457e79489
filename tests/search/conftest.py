"""Engines over a small shelf, each in its own place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from alliage.search import registry
from alliage.search.engines.postgresql import PostgresqlEngine
from alliage.search.engines.tantivy import TantivyEngine
from alliage.search.models import Engine
from alliage.search.services import reindex

from .factories import shelf


@pytest.fixture(params=["tantivy", "postgresql"])
def empty_engine(request: pytest.FixtureRequest, db: None, tmp_path: Path) -> Engine:
    """Each adapter with nothing indexed; PostgreSQL's only where the run's database is one."""
    if request.param == "tantivy":
        return TantivyEngine(tmp_path)
    if connection.vendor != "postgresql":
        pytest.skip("this run's database is not PostgreSQL")
    return PostgresqlEngine()


@pytest.fixture
def engine(empty_engine: Engine) -> Engine:
    """Each adapter over the shelf."""
    empty_engine.index(shelf())
    return empty_engine


@pytest.fixture
def site_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """The index of the site over the shelf alone; call it to index again."""
    monkeypatch.setattr(settings, "SEARCH_INDEX_DIR", tmp_path / "index")
    monkeypatch.setattr(settings, "SEARCH_ENGINE", "tantivy")
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(registry, "_synonyms", [])
    for kind, label in (("alliance", "alliances"), ("resource", "ressources")):
        registry.register(
            kind,
            label,
            lambda slugs, kind=kind: [
                d for d in shelf() if d.kind == kind and (slugs is None or d.slug in slugs)
            ],
        )
    reindex()
    return reindex

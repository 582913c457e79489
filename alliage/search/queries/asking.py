"""The engine that the settings choose, and questions put to it."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from alliage.search.engines.postgresql import PostgresqlEngine
from alliage.search.engines.tantivy import TantivyEngine
from alliage.search.models import Document, Engine, Hit, Query, Results


def engine() -> Engine:
    """The engine named by the settings."""
    return _engine(settings.SEARCH_ENGINE, Path(settings.SEARCH_INDEX_DIR))


@lru_cache(maxsize=8)
def _engine(name: str, folder: Path) -> Engine:
    return PostgresqlEngine() if name == "postgresql" else TantivyEngine(folder)


def search(query: Query) -> Results:
    """Answer a query with the engine in use."""
    return engine().search(query)


def similar(document: Document, weights: Mapping[str, float], limit: int = 4) -> tuple[Hit, ...]:
    """Find what is like a document, by the facet values they share, rarer ones counting more."""
    return engine().similar(document, weights, limit)


def is_ready() -> bool:
    """Whether something has been indexed."""
    return engine().is_ready()

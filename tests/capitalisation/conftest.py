"""The knowledge base with its real content, loaded once per module and taken back after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from alliage.capitalisation.services import (
    AllianceWriter,
    ResourceWriter,
    import_centres,
    import_file,
)
from alliage.search.queries import engine
from alliage.search.services import reindex
from alliage.taxonomy.services import load_taxonomy
from alliage.territories.services import load_territories

DATA = Path(__file__).parents[2] / "alliage" / "capitalisation" / "data"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Reference data, alliances, resources, centres and their index."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_territories()
        load_taxonomy()
        import_file(DATA / "alliances.jsonl", AllianceWriter())
        import_file(DATA / "resources.jsonl", ResourceWriter())
        import_centres(DATA / "centres.jsonl")
        reindex()
        yield
        transaction.set_rollback(True)
    engine().clear()


@pytest.fixture
def base(loaded: None, db: None) -> None:
    """The knowledge base, each test's own changes apart."""

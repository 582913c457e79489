"""The vocabularies as they are shipped."""

import pytest

from alliage.taxonomy.services import load_taxonomy


@pytest.fixture
def taxonomy(db: None) -> None:
    load_taxonomy()

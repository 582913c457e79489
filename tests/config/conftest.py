"""Instances for the tests of the commands."""

from pathlib import Path

import pytest

from tests import instance


@pytest.fixture
def home(shared_home: Path, tmp_path: Path) -> Path:
    """Give a prepared instance that the test may change."""
    return instance.copied(shared_home, tmp_path / "home")

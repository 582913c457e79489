"""A kind of news to tell, which is forgotten after each test."""

import pytest

from alliage.accounts.models import User
from alliage.notifications import registry, services

KIND = "essai.publie"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(registry, "_scopes", {})
    services.register_kind(KIND, "Une fiche que je suis est publiée")


@pytest.fixture
def person(db: None) -> User:
    """Somebody to tell things to."""
    return User.objects.create_user("paule@exemple.fr", name="Paule")


@pytest.fixture
def people(db: None) -> list[User]:
    """Three people."""
    return [User.objects.create_user(f"p{n}@exemple.fr") for n in range(3)]

"""What the tests of the contribution share."""

import pytest

from tests.taxonomy.factories import DomainFactory, GoalFactory


@pytest.fixture
def goals(db: None) -> None:
    """The goals and the domain that the drafts of the tests speak of."""
    housing = GoalFactory.create(number=11, label_fr="Villes durables")
    GoalFactory.create(number=17, label_fr="Partenariats")
    domain = DomainFactory.create(label_fr="logement", alternative_labels=["habitat"])
    domain.goals.add(housing)

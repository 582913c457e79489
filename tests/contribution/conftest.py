"""What the tests of the contribution share."""

import pytest

from alliage.accounts.models import User
from alliage.contribution import services
from alliage.contribution.models import Draft
from alliage.network.models import Animation
from tests.taxonomy.factories import DomainFactory, GoalFactory

from .factories import AuthorFactory, DraftFactory


@pytest.fixture
def goals(db: None) -> None:
    """The goals and the domain that the drafts of the tests speak of."""
    housing = GoalFactory.create(number=11, label_fr="Villes durables")
    GoalFactory.create(number=17, label_fr="Partenariats")
    domain = DomainFactory.create(label_fr="logement", alternative_labels=["habitat"])
    domain.goals.add(housing)


@pytest.fixture
def reader(db: None) -> User:
    """Somebody who animates the whole instance, and reads what is sent."""
    made: User = AuthorFactory.create()
    Animation.objects.create(user=made)
    return made


@pytest.fixture
def sent(db: None) -> Draft:
    """A draft that waits for a reading."""
    draft = DraftFactory.create()
    return services.submit_draft(draft, by=draft.author)

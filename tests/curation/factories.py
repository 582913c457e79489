"""Collections made by hand."""

from typing import Any

import factory

from alliage.accounts.models import User
from alliage.curation.models import Collection, CollectionItem
from tests.capitalisation.factories import AllianceFactory


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")


class CollectionFactory(factory.django.DjangoModelFactory[Collection]):
    """A collection for its author alone."""

    class Meta:
        model = Collection

    slug = factory.Sequence(lambda n: f"collection-{n}")
    title = factory.Sequence(lambda n: f"Collection numéro {n}")
    owner: Any = factory.SubFactory(UserFactory)


class ItemFactory(factory.django.DjangoModelFactory[CollectionItem]):
    """A sheet in a collection."""

    class Meta:
        model = CollectionItem

    collection = factory.SubFactory(CollectionFactory)
    alliance = factory.SubFactory(AllianceFactory)
    position = factory.Sequence(lambda n: n)

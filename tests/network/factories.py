"""Organisations made by hand."""

import factory

from alliage.calc.french import name_key
from alliage.network.models import ActorKind, Organisation, OrganisationSize


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    """An association, unless it is told otherwise."""

    class Meta:
        model = Organisation

    class Params:
        company = factory.Trait(kind=ActorKind.COMPANY, size=OrganisationSize.SMALL)
        authority = factory.Trait(kind=ActorKind.LOCAL_AUTHORITY)
        laboratory = factory.Trait(kind=ActorKind.ACADEMIC)
        collective = factory.Trait(is_collective=True)

    name = factory.Sequence(lambda n: f"Organisation numéro {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")
    key = factory.LazyAttribute(lambda made: name_key(made.name))
    kind = ActorKind.ASSOCIATION

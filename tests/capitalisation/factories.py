"""Alliances, resources and centres made by hand, whole sheets included."""

from decimal import Decimal
from typing import Any

import factory

from alliage.capitalisation.models import (
    Access,
    Alliance,
    AlliancePartnershipType,
    AlliancePlace,
    EditorialState,
    Figure,
    ImpactEvidence,
    ImpactKind,
    KitAxis,
    KitItem,
    Medoc,
    Milestone,
    Participation,
    PartnershipType,
    Resource,
    ResourceCentre,
    Source,
    Stage,
    Usage,
)
from tests.network.factories import OrganisationFactory
from tests.taxonomy.factories import DomainFactory, GoalFactory, TargetFactory
from tests.territories.factories import TerritoryFactory, angouleme

PUBLISHED = EditorialState.PUBLISHED


class AllianceFactory(factory.django.DjangoModelFactory[Alliance]):
    """A published alliance that says nothing but its title and stage."""

    class Meta:
        model = Alliance

    class Params:
        draft = factory.Trait(editorial_state=EditorialState.DRAFT)
        archived = factory.Trait(editorial_state=EditorialState.ARCHIVED)

    slug = factory.Sequence(lambda n: f"alliance-{n}")
    title = factory.Sequence(lambda n: f"Alliance numéro {n}")
    stage = Stage.EXPERIMENT
    editorial_state = PUBLISHED


class TypeFactory(factory.django.DjangoModelFactory[AlliancePartnershipType]):
    """A type of partnership of an alliance."""

    class Meta:
        model = AlliancePartnershipType

    alliance = factory.SubFactory(AllianceFactory)
    type = PartnershipType.PATRONAGE


class PlaceFactory(factory.django.DjangoModelFactory[AlliancePlace]):
    """A place of an alliance."""

    class Meta:
        model = AlliancePlace

    alliance = factory.SubFactory(AllianceFactory)
    territory = factory.SubFactory(TerritoryFactory)


class ImpactFactory(factory.django.DjangoModelFactory[ImpactEvidence]):
    """An impact that an alliance shows."""

    class Meta:
        model = ImpactEvidence

    alliance = factory.SubFactory(AllianceFactory)
    kind = ImpactKind.TRUST


class ParticipationFactory(factory.django.DjangoModelFactory[Participation]):
    """A partner of an alliance, under the name and kind of its organisation."""

    class Meta:
        model = Participation

    alliance = factory.SubFactory(AllianceFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    stated_name = factory.SelfAttribute("organisation.name")
    kind = factory.SelfAttribute("organisation.kind")
    size = factory.SelfAttribute("organisation.size")


class SourceFactory(factory.django.DjangoModelFactory[Source]):
    """A public document on which an alliance rests."""

    class Meta:
        model = Source

    alliance = factory.SubFactory(AllianceFactory)
    title = "Rapport annuel"
    publisher = "Éditeur"
    url = "https://exemple.fr/rapport"
    consulted_on = "2026-11"


class FigureFactory(factory.django.DjangoModelFactory[Figure]):
    """A figure with its source."""

    class Meta:
        model = Figure

    alliance = factory.SubFactory(AllianceFactory)
    source = factory.SubFactory(SourceFactory, alliance=factory.SelfAttribute("..alliance"))
    label = "Repas servis"
    value = Decimal("12500.5")
    unit = "repas"
    year = 2025


class MilestoneFactory(factory.django.DjangoModelFactory[Milestone]):
    """A dated step."""

    class Meta:
        model = Milestone

    alliance = factory.SubFactory(AllianceFactory)
    year = 2019
    text = "Les partenaires se rencontrent."


class ResourceFactory(factory.django.DjangoModelFactory[Resource]):
    """A published guide."""

    class Meta:
        model = Resource

    class Params:
        draft = factory.Trait(editorial_state=EditorialState.DRAFT)

    slug = factory.Sequence(lambda n: f"ressource-{n}")
    title = factory.Sequence(lambda n: f"Ressource numéro {n}")
    medoc = Medoc.METHOD
    usage = Usage.ACT
    access = Access.OPEN
    url = factory.LazyAttribute(lambda made: f"https://exemple.fr/{made.slug}")
    editorial_state = PUBLISHED


class CentreFactory(factory.django.DjangoModelFactory[ResourceCentre]):
    """A resource centre."""

    class Meta:
        model = ResourceCentre

    slug = factory.Sequence(lambda n: f"centre-{n}")
    title = factory.Sequence(lambda n: f"Centre {n}")


class KitItemFactory(factory.django.DjangoModelFactory[KitItem]):
    """A resource on the first axis of a kit."""

    class Meta:
        model = KitItem

    centre = factory.SubFactory(CentreFactory)
    axis = KitAxis.REFERENCE
    resource = factory.SubFactory(ResourceFactory)


def whole_alliance(**fields: Any) -> Alliance:
    """Make a sheet that fills every part: places, partners, figures, story, targets, licence."""
    texts = {
        "summary": "Un résumé.",
        "problem": "Un problème.",
        "solution": "Une réponse.",
        "results": "Des résultats.",
        "lessons": "Des enseignements.",
        "success_conditions": "De la confiance.",
    }
    alliance = AllianceFactory(**{**texts, "start_year": 2018, "licence": "CC-BY-4.0", **fields})
    for kind in (PartnershipType.INNOVATION, PartnershipType.PATRONAGE):
        TypeFactory(alliance=alliance, type=kind)
    PlaceFactory(alliance=alliance, territory=angouleme(longitude=0.15, latitude=45.65))
    ImpactFactory(alliance=alliance)
    company = OrganisationFactory(company=True)
    ParticipationFactory(alliance=alliance, position=1, role="porteur", contribution="Un local")
    ParticipationFactory(alliance=alliance, position=2, organisation=company)
    figure = FigureFactory(alliance=alliance)
    MilestoneFactory(alliance=alliance, source=figure.source)
    MilestoneFactory(alliance=alliance, year=2018, text="Une idée naît.")
    alliance.domains.add(DomainFactory())
    alliance.goals.add(GoalFactory(), GoalFactory(number=2))
    alliance.targets.add(TargetFactory())
    return alliance

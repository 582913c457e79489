"""Drafts made by hand."""

from datetime import date
from typing import Any

import factory
from django.utils import timezone

from alliage.accounts.models import User
from alliage.contribution.models import (
    CoAuthor,
    Draft,
    ParticipationConfirmation,
    PartnerInvitation,
    Remark,
    Revision,
    Verification,
)
from tests.capitalisation.factories import AllianceFactory
from tests.network.factories import OrganisationFactory


class AuthorFactory(factory.django.DjangoModelFactory[User]):
    """A person who tells."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"autrice{n}@exemple.fr")


def told(**fields: Any) -> dict[str, Any]:
    """What a complete draft says."""
    return {
        "title": "Des toits à plusieurs",
        "summary_fr": "Une association et une ville ouvrent des logements.",
        "problem_fr": "Des familles à la rue.",
        "solution_fr": "Des logements vides rouverts.",
        "partners": [
            {"name": "Emmaüs Défi", "kind": "association", "size": None, "role": "porteur"},
            {"name": "Ville d’Angoulême", "kind": "collectivite", "size": None, "role": None},
        ],
        "partnership_type": "innovation_societale",
        "stage": "experimentation",
        "territory": {"level": "region", "name": "Nouvelle-Aquitaine"},
        "sdgs": [11, 17],
        "figures": [{"label_fr": "Logements rouverts", "value": 12, "unit": None, "year": 2025}],
        "source_url": "https://exemple.fr/rapport",
        "source_title": "Rapport d’activité",
    } | fields


class DraftFactory(factory.django.DjangoModelFactory[Draft]):
    """A complete draft that nobody was sent."""

    class Meta:
        model = Draft

    author: Any = factory.SubFactory(AuthorFactory)
    content: Any = factory.LazyFunction(told)


class RemarkFactory(factory.django.DjangoModelFactory[Remark]):
    """A remark on the title."""

    class Meta:
        model = Remark

    draft = factory.SubFactory(DraftFactory)
    field = "title"
    text = "Un titre plus court ?"


class RevisionFactory(factory.django.DjangoModelFactory[Revision]):
    """A published version."""

    class Meta:
        model = Revision

    alliance = factory.SubFactory(AllianceFactory)
    number = 1
    content: Any = factory.LazyFunction(told)


class ConfirmationFactory(factory.django.DjangoModelFactory[ParticipationConfirmation]):
    """A partner who confirmed their part."""

    class Meta:
        model = ParticipationConfirmation

    alliance = factory.SubFactory(AllianceFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    answer = "exact"
    wording = "0" * 64


class InvitationFactory(factory.django.DjangoModelFactory[PartnerInvitation]):
    """An address asked about a partner of a draft."""

    class Meta:
        model = PartnerInvitation

    draft: Any = factory.SubFactory(DraftFactory)
    partner = "Emmaüs Défi"
    address = factory.Sequence(lambda n: f"partenaire{n}@exemple.fr")
    digest = "0" * 64
    sent_at: Any = factory.LazyFunction(timezone.now)


class CoAuthorFactory(factory.django.DjangoModelFactory[CoAuthor]):
    """Somebody who writes a draft with its author."""

    class Meta:
        model = CoAuthor

    draft: Any = factory.SubFactory(DraftFactory)
    user: Any = factory.SubFactory(AuthorFactory)
    joined_at: Any = factory.LazyFunction(timezone.now)


class VerificationFactory(factory.django.DjangoModelFactory[Verification]):
    """Somebody whom nobody asked yet."""

    class Meta:
        model = Verification

    alliance = factory.SubFactory(AllianceFactory)
    person = factory.SubFactory(AuthorFactory)
    due_on = date(2026, 3, 1)

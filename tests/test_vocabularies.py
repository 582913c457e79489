"""The lists that the code knows and those that are shipped as data say the same thing."""

import pytest
from django.db.models import TextChoices
from django.utils import translation

from alliage.capitalisation.models import (
    Access,
    ImpactKind,
    KitAxis,
    Medoc,
    PartnershipType,
    Phase,
    Stage,
    Usage,
)
from alliage.network.models import ActorKind, OrganisationSize
from alliage.taxonomy.models import Vocabulary
from alliage.taxonomy.services import shipped_terms

CHOICES = {
    Vocabulary.PARTNERSHIP_TYPE: PartnershipType,
    Vocabulary.STAGE: Stage,
    Vocabulary.PHASE: Phase,
    Vocabulary.IMPACT: ImpactKind,
    Vocabulary.ACTOR_KIND: ActorKind,
    Vocabulary.ORGANISATION_SIZE: OrganisationSize,
    Vocabulary.MEDOC: Medoc,
    Vocabulary.GOAL_OF_USE: Usage,
    Vocabulary.ACCESS: Access,
    Vocabulary.KIT_AXIS: KitAxis,
}


@pytest.mark.parametrize("vocabulary", CHOICES)
def test_codes_and_french_labels_agree(vocabulary: Vocabulary) -> None:
    choices: type[TextChoices] = CHOICES[vocabulary]
    with translation.override("fr"):
        known = [(value, str(label)) for value, label in choices.choices]
    shipped = [(t.code, t.label_fr) for t in shipped_terms() if t.vocabulary == vocabulary]
    assert shipped == known

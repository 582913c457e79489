"""Partners answer for themselves, and for what they read."""

import pytest

from alliage.capitalisation.models import Alliance, Participation
from alliage.contribution.models import Answer, ParticipationConfirmation
from alliage.contribution.queries.confirmations import partner_words, wording
from alliage.contribution.services import ContributionError, answer_participation
from tests.capitalisation.factories import AllianceFactory, ParticipationFactory
from tests.network.people import Role, belongs, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def part() -> Participation:
    return ParticipationFactory.create(alliance=AllianceFactory.create(), role="porteur")


def test_a_representative_confirms(part: Participation) -> None:
    anne = person("Anne")
    belongs(anne, part.organisation, Role.REPRESENTATIVE)
    answer_participation(part.alliance, part.organisation, by=anne, read=wording([part]))
    (word,) = partner_words(part.alliance)
    assert word.is_confirmed


def test_a_partner_does_not_confirm_for_another(part: Participation) -> None:
    other = ParticipationFactory.create(alliance=part.alliance)
    anne, zoe = person("Anne"), person("Zoé")
    belongs(anne, other.organisation, Role.REPRESENTATIVE)
    belongs(zoe, part.organisation, Role.MEMBER)
    for somebody in (anne, zoe):
        with pytest.raises(ContributionError):
            answer_participation(
                part.alliance, part.organisation, by=somebody, read=wording([part])
            )
    assert not ParticipationConfirmation.objects.exists()


def test_who_is_not_a_partner_has_nothing_to_confirm(part: Participation) -> None:
    anne = person("Anne")
    belongs(anne, part.organisation, Role.REPRESENTATIVE)
    elsewhere = AllianceFactory.create()
    with pytest.raises(ContributionError):
        answer_participation(elsewhere, part.organisation, by=anne, read=wording([]))


def test_other_words_have_to_be_confirmed_again(part: Participation) -> None:
    anne = person("Anne")
    belongs(anne, part.organisation, Role.REPRESENTATIVE)
    read = wording([part])
    answer_participation(part.alliance, part.organisation, by=anne, read=read)
    part.role = "financeur"
    part.save()
    (word,) = partner_words(part.alliance)
    assert word.word is not None
    assert not word.is_confirmed
    with pytest.raises(ContributionError):
        answer_participation(part.alliance, part.organisation, by=anne, read=read)


def test_the_word_survives_an_import_that_says_the_same(part: Participation) -> None:
    anne = person("Anne")
    belongs(anne, part.organisation, Role.REPRESENTATIVE)
    answer_participation(part.alliance, part.organisation, by=anne, read=wording([part]))
    alliance: Alliance = part.alliance
    part.delete()
    part.pk = None
    part.save()
    assert [word.is_confirmed for word in partner_words(alliance)] == [True]


def test_a_change_asked_is_not_a_confirmation(part: Participation) -> None:
    anne = person("Anne")
    belongs(anne, part.organisation, Role.REPRESENTATIVE)
    word = answer_participation(
        part.alliance, part.organisation, by=anne, read=wording([part]), request=" Financeur. "
    )
    assert (word.answer, word.request) == (Answer.CHANGE, "Financeur.")
    assert not partner_words(part.alliance)[0].is_confirmed

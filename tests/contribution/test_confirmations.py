"""Partners answer for themselves, and for what they read."""

import pytest
from django.test import Client

from alliage.capitalisation.models import Alliance, Participation
from alliage.contribution.models import Answer, ParticipationConfirmation
from alliage.contribution.queries.confirmations import partner_words, wording
from alliage.contribution.services import ContributionError, answer_participation
from alliage.network.models import Animation
from alliage.notifications.models import Notification
from tests.capitalisation.factories import AllianceFactory, ParticipationFactory
from tests.conftest import signed_in
from tests.contribution.factories import RevisionFactory
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


def answer_page(part: Participation) -> str:
    return f"/alliances/{part.alliance.slug}/partenaires/{part.organisation.slug}/"


def test_the_page_of_an_answer_is_for_representatives_alone(
    visitor: Client, member: Client, part: Participation
) -> None:
    assert visitor.get(answer_page(part)).status_code == 302
    assert member.get(answer_page(part)).status_code == 404


def test_the_sheet_says_how_many_partners_confirmed(visitor: Client, part: Participation) -> None:
    ParticipationFactory.create(alliance=part.alliance)
    sheet = part.alliance.get_absolute_url()
    assert "Confirmé par 0 partenaire sur 2" in visitor.get(sheet).content.decode()
    anne = person("Anne")
    belongs(anne, part.organisation, Role.REPRESENTATIVE)
    client = signed_in(anne)
    assert answer_page(part) in client.get(sheet).content.decode()
    page = client.get(answer_page(part)).content.decode()
    assert "porteur" in page
    token = client.cookies["csrftoken"].value
    sent = {"csrfmiddlewaretoken": token, "read": wording([part])}
    asked = client.post(answer_page(part), {**sent, "acte": "changer", "request": " "})
    assert "Écrivez ce qu’il faut changer" in asked.content.decode()
    assert client.post(answer_page(part), {**sent, "acte": "exact"}).status_code == 302
    assert "Confirmé par 1 partenaire sur 2" in visitor.get(sheet).content.decode()
    client.post(answer_page(part), {**sent, "acte": "changer", "request": "Plutôt financeur"})
    assert "Confirmé par 0 partenaire sur 2" in visitor.get(sheet).content.decode()


def test_those_who_can_mend_the_sheet_are_told_of_a_change(part: Participation) -> None:
    animator, author, anne = person("Animatrice"), person("Autrice"), person("Anne")
    Animation.objects.create(user=animator)
    RevisionFactory.create(alliance=part.alliance, by=author)
    belongs(anne, part.organisation, Role.REPRESENTATIVE)
    read = wording([part])
    answer_participation(part.alliance, part.organisation, by=anne, read=read)
    assert not Notification.objects.exists(), "a confirmation disturbs nobody"
    answer_participation(
        part.alliance, part.organisation, by=anne, read=read, request="Plutôt financeur"
    )
    told = Notification.objects.order_by("person")
    assert {row.person for row in told} == {animator, author}
    assert told[0].body == "Plutôt financeur"

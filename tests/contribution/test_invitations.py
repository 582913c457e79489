"""Partners invited by e-mail: what their answer is worth, and what a link does not open."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance, Participation
from alliage.contribution import services
from alliage.contribution.models import (
    Draft,
    InvitationState,
    ParticipationConfirmation,
    PartnerInvitation,
)
from alliage.contribution.queries.confirmations import partner_words, wording
from alliage.contribution.services.invitations import SALT
from alliage.network.models import Animation
from alliage.notifications.models import Mail, Notification
from tests.capitalisation.factories import AllianceFactory, ParticipationFactory
from tests.conftest import signed_in
from tests.network.factories import OrganisationFactory
from tests.network.people import Role, belongs, person

from .factories import DraftFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geography", "goals")]
OUTSIDE, INSIDE = "anne@ailleurs.fr", "anne@emmaus-defi.org"


@pytest.fixture
def part() -> Participation:
    organisation = OrganisationFactory.create(
        name="Emmaüs Défi", url="https://www.emmaus-defi.org/"
    )
    return ParticipationFactory.create(
        alliance=AllianceFactory.create(), organisation=organisation, role="porteur"
    )


@pytest.fixture
def keeper() -> User:
    found = person("Animatrice")
    Animation.objects.create(user=found)
    return found


@pytest.fixture
def other_partner(part: Participation) -> User:
    """Somebody who represents another partner of the sheet."""
    found = person("Zoé")
    other = ParticipationFactory.create(alliance=part.alliance)
    belongs(found, other.organisation, Role.REPRESENTATIVE)
    return found


def invited(part: Participation, by: User, address: str = OUTSIDE) -> PartnerInvitation:
    return services.invite_partner(part.alliance, part.organisation.slug, by=by, address=address)


def letter() -> Mail:
    """The last e-mail to somebody without an account."""
    return Mail.objects.filter(person=None)[0]


def link() -> str:
    """The address of the page that it opens."""
    return letter().url


def token() -> str:
    return link().split("/")[-2]


def reply(url: str, **fields: str) -> Any:
    """Answer the page of a link as a browser does."""
    client = Client(enforce_csrf_checks=True)
    page = client.get(url).content.decode()
    read = re.search(r'name="read" value="(\w+)"', page)
    assert read
    sent = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "read": read[1]}
    return client.post(url, sent | fields)


def confirmed(alliance: Alliance) -> int:
    return sum(word.is_confirmed for word in partner_words(alliance))


class TestWorth:
    def test_an_address_of_the_organisation_counts_at_once(
        self, part: Participation, other_partner: User, visitor: Client
    ) -> None:
        invited(part, other_partner, INSIDE)
        page = visitor.get(link())
        assert "porteur" in page.content.decode()
        assert page.headers["Cache-Control"].startswith("max-age=0")
        assert "compte dès maintenant" in reply(link(), acte="exact").content.decode()
        sheet = visitor.get(part.alliance.get_absolute_url()).content.decode()
        assert "Confirmé par 1 partenaire sur 2" in sheet
        assert PartnerInvitation.objects.get().address == "", "nobody needs it any more"
        assert Notification.objects.filter(person=other_partner).count() == 1

    def test_so_does_whom_its_own_representative_invited(self, part: Participation) -> None:
        boss = person("Chef")
        belongs(boss, part.organisation, Role.REPRESENTATIVE)
        invited(part, boss)
        reply(link(), acte="exact")
        assert confirmed(part.alliance) == 1

    def test_a_representative_who_left_vouches_no_more(self, part: Participation) -> None:
        boss = person("Chef")
        membership = belongs(boss, part.organisation, Role.REPRESENTATIVE)
        invited(part, boss)
        membership.delete()
        reply(link(), acte="exact")
        assert confirmed(part.alliance) == 0

    def test_any_other_address_counts_once_somebody_who_animates_accepts(
        self, part: Participation, other_partner: User, keeper: User
    ) -> None:
        invited(part, other_partner)
        assert "ne suffit pas" in reply(link(), acte="exact").content.decode()
        assert confirmed(part.alliance) == 0
        assert Notification.objects.filter(person=keeper).count() == 1
        client = signed_in(keeper)
        page = client.get("/animation/file/").content.decode()
        assert OUTSIDE in page
        [answer] = PartnerInvitation.objects.all()
        url = f"/partenaires-invites/{answer.pk}/verifier/"
        sent = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value, "acte": "accepter"}
        assert client.post(url, sent).status_code == 302
        assert confirmed(part.alliance) == 1
        assert OUTSIDE not in client.get("/animation/file/").content.decode()
        assert client.post(url, sent).status_code == 404, "once"

    def test_an_answer_set_aside_counts_for_nothing(
        self, part: Participation, other_partner: User, keeper: User
    ) -> None:
        answer = invited(part, other_partner)
        services.answer_invitation(token(), read=wording([part]))
        services.check_answer(answer, by=keeper, is_accepted=False)
        answer.refresh_from_db()
        assert (answer.state, answer.address) == (InvitationState.DISMISSED, "")
        assert confirmed(part.alliance) == 0

    def test_nobody_accepts_the_answer_that_they_sent_for(
        self, part: Participation, keeper: User
    ) -> None:
        answer = invited(part, keeper)
        services.answer_invitation(token(), read=wording([part]))
        assert OUTSIDE not in signed_in(keeper).get("/animation/file/").content.decode()
        with pytest.raises(services.ContributionError):
            services.check_answer(answer, by=keeper, is_accepted=True)

    def test_an_animator_of_another_territory_accepts_nothing(
        self, part: Participation, other_partner: User
    ) -> None:
        from alliage.territories.models import Territory  # noqa: PLC0415 - of this test alone

        answer = invited(part, other_partner)
        services.answer_invitation(token(), read=wording([part]))
        there = person("Loin")
        finistere = Territory.objects.get(level="departement", code="29")
        Animation.objects.create(user=there, territory=finistere)
        for somebody in (there, other_partner, person("Rien")):
            client = signed_in(somebody)
            client.get("/raconter/")
            sent = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
            url = f"/partenaires-invites/{answer.pk}/verifier/"
            assert client.post(url, sent | {"acte": "accepter"}).status_code == 404
        assert confirmed(part.alliance) == 0

    def test_a_change_is_asked_with_words_which_an_error_keeps(
        self, part: Participation, other_partner: User
    ) -> None:
        invited(part, other_partner, INSIDE)
        assert "Écrivez ce qu’il faut changer" in reply(link(), acte="changer").content.decode()
        other = reply(link(), acte="changer", request="Financeur", read="0" * 64)
        assert "Financeur" in other.content.decode()
        assert "relisez-la" in other.content.decode()
        reply(link(), acte="changer", request="Financeur")
        word = ParticipationConfirmation.objects.get()
        assert (word.answer, word.request, word.by) == ("change", "Financeur", None)
        assert confirmed(part.alliance) == 0

    def test_other_words_end_what_an_e_mail_confirmed(
        self, part: Participation, other_partner: User
    ) -> None:
        invited(part, other_partner, INSIDE)
        reply(link(), acte="exact")
        Participation.objects.filter(pk=part.pk).update(role="financeur")
        assert confirmed(part.alliance) == 0


class TestLink:
    def test_reading_it_answers_nothing(
        self, part: Participation, other_partner: User, visitor: Client
    ) -> None:
        invited(part, other_partner, INSIDE)
        for _ in range(2):
            assert visitor.get(link()).status_code == 200
        assert visitor.post(link(), {"acte": "exact"}).status_code == 403, "without its token"
        assert PartnerInvitation.objects.sent().count() == 1

    def test_it_serves_once(self, part: Participation, other_partner: User) -> None:
        invited(part, other_partner, INSIDE)
        read, used = wording([part]), token()
        services.answer_invitation(used, read=read)
        with pytest.raises(services.ContributionError, match="plus valable"):
            services.answer_invitation(used, read=read, request="Autre chose")
        assert confirmed(part.alliance) == 1
        assert Client().get(link()).status_code == 410

    def test_that_of_one_partner_does_not_answer_for_another_nor_elsewhere(
        self, part: Participation, other_partner: User
    ) -> None:
        invited(part, other_partner, INSIDE)
        other = part.alliance.participations.exclude(pk=part.pk).get()
        elsewhere = ParticipationFactory.create(
            alliance=AllianceFactory.create(), organisation=part.organisation, role="porteur"
        )
        for read in (wording([other]), wording([elsewhere, other])):
            with pytest.raises(services.ContributionError):
                services.answer_invitation(token(), read=read)
        services.answer_invitation(token(), read=wording([part]))
        [word] = ParticipationConfirmation.objects.all()
        assert (word.alliance, word.organisation) == (part.alliance, part.organisation)
        assert confirmed(elsewhere.alliance) == 0

    def test_a_secret_opens_its_own_invitation_alone(
        self, part: Participation, keeper: User
    ) -> None:
        other = ParticipationFactory.create(alliance=part.alliance)
        invited(part, keeper)
        secret = signing.loads(token(), salt=SALT)[1]
        second = invited(other, keeper, "zoe@ailleurs.fr")
        forged = signing.dumps([second.pk, secret], salt=SALT)
        for bad in (forged, token() + "x", signing.dumps([second.pk, "x"], salt="autre"), "x"):
            assert Client().get(f"/participation/{bad}/").status_code == 410

    def test_it_expires(
        self, part: Participation, keeper: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        invited(part, keeper)
        with monkeypatch.context() as later:
            later.setattr("alliage.contribution.services.invitations.LIFETIME", -1)
            assert Client().get(link()).status_code == 410
        assert Client().get(link()).status_code == 200

    def test_one_taken_back_or_sent_again_stops_the_former(
        self, part: Participation, keeper: User
    ) -> None:
        invitation = invited(part, keeper)
        first = link()
        with pytest.raises(services.ContributionError, match="moins d’un jour"):
            services.send_invitation_again(invitation, by=keeper)
        PartnerInvitation.objects.update(sent_at=timezone.now() - timedelta(days=2))
        services.send_invitation_again(invitation, by=keeper)
        assert Client().get(first).status_code == 410
        assert Client().get(link()).status_code == 200
        services.revoke_invitation(invitation, by=keeper)
        assert Client().get(link()).status_code == 410

    def test_a_sheet_withdrawn_or_without_the_partner_has_nothing_to_confirm(
        self, part: Participation, keeper: User
    ) -> None:
        invited(part, keeper)
        services.archive(part.alliance, by=keeper)
        assert Client().get(link()).status_code == 410


class TestInviting:
    def page(self, part: Participation) -> str:
        return f"/alliances/{part.alliance.slug}/inviter/"

    def test_only_those_who_have_a_part_in_it_invite(
        self, part: Participation, other_partner: User, keeper: User, visitor: Client
    ) -> None:
        plain = person("Membre")
        belongs(plain, part.organisation, Role.MEMBER)
        for somebody, status in ((plain, 404), (other_partner, 200), (keeper, 200)):
            assert signed_in(somebody).get(self.page(part)).status_code == status
        with pytest.raises(services.ContributionError):
            invited(part, plain)
        assert "Inviter un partenaire" in (
            signed_in(other_partner).get(part.alliance.get_absolute_url()).content.decode()
        )
        assert "Inviter un partenaire" not in (
            visitor.get(part.alliance.get_absolute_url()).content.decode()
        )

    def test_an_invitation_is_sent_from_the_page_and_handled_there(
        self, part: Participation, other_partner: User, keeper: User
    ) -> None:
        client = signed_in(other_partner)
        client.get(self.page(part))
        sent = {
            "csrfmiddlewaretoken": client.cookies["csrftoken"].value,
            "partner": part.organisation.slug,
            "address": "pas une adresse",
            "message": "Bonjour, un mot ?",
        }
        assert "Bonjour, un mot" in client.post(self.page(part), sent).content.decode()
        assert client.post(self.page(part), sent | {"address": OUTSIDE}).status_code == 302
        assert "Bonjour, un mot" in letter().body
        again = client.post(self.page(part), sent | {"address": OUTSIDE.upper()})
        assert "déjà invitée" in again.content.decode()
        assert Mail.objects.count() == 1
        assert OUTSIDE in client.get(self.page(part)).content.decode()
        assert OUTSIDE in signed_in(keeper).get(self.page(part)).content.decode()
        stranger, third = person("Autre"), person("Trois")
        belongs(third, part.organisation, Role.REPRESENTATIVE)
        assert OUTSIDE not in signed_in(third).get(self.page(part)).content.decode()
        url = f"/partenaires-invites/{PartnerInvitation.objects.get().pk}/"
        for somebody in (stranger, third):
            other = signed_in(somebody)
            other.get("/raconter/")
            its = {"csrfmiddlewaretoken": other.cookies["csrftoken"].value, "acte": "retirer"}
            assert other.post(url, its).status_code == 404
        assert client.post(url, sent | {"acte": "retirer"}).status_code == 302
        assert not PartnerInvitation.objects.exists()

    def test_nobody_invites_themselves(self, part: Participation, other_partner: User) -> None:
        with pytest.raises(services.ContributionError, match="votre adresse"):
            invited(part, other_partner, other_partner.email.upper())

    def test_an_address_with_an_account_is_answered_like_any_other(
        self, part: Participation, other_partner: User
    ) -> None:
        known = person("Connue")
        client = signed_in(other_partner)
        client.get(self.page(part))
        csrf = client.cookies["csrftoken"].value
        answers = []
        for address in (known.email, "inconnue@exemple.fr"):
            sent = {"csrfmiddlewaretoken": csrf, "partner": part.organisation.slug}
            page = client.post(self.page(part), sent | {"address": address}, follow=True)
            answers.append(re.sub(r"\S+@exemple.fr|\d+", "", page.content.decode()).count("<li"))
            assert "L’invitation est partie" in page.content.decode()
        assert answers[1] == answers[0] + 1, "the list has one more line, and nothing else"

    def test_a_day_has_a_ceiling_that_taking_back_does_not_lift(
        self, part: Participation, keeper: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("alliage.contribution.services.invitations.MOST_A_DAY", 2)
        for number in range(2):
            services.revoke_invitation(invited(part, keeper, f"a{number}@x.fr"), by=keeper)
        with pytest.raises(services.ContributionError, match="depuis hier"):
            invited(part, keeper, "b@x.fr")

    def test_who_confirmed_is_not_disturbed(self, part: Participation, keeper: User) -> None:
        invited(part, keeper, INSIDE)
        reply(link(), acte="exact")
        with pytest.raises(services.ContributionError, match="déjà confirmé"):
            invited(part, keeper, "autre@emmaus-defi.org")
        assert "Personne à inviter" in signed_in(keeper).get(self.page(part)).content.decode()


class TestDraft:
    @pytest.fixture
    def sent(self) -> Draft:
        draft = DraftFactory.create()
        return services.submit_draft(draft, by=draft.author)

    def asked(self, sent: Draft) -> PartnerInvitation:
        return services.invite_partner(sent, "emmaus defi", by=sent.author, address=INSIDE)

    def test_only_what_was_sent_is_shown_to_partners(self) -> None:
        draft = DraftFactory.create()
        with pytest.raises(services.ContributionError):
            services.invite_partner(draft, "emmaus defi", by=draft.author, address=INSIDE)

    def test_the_link_shows_what_concerns_the_partner_and_nothing_else(self, sent: Draft) -> None:
        self.asked(sent)
        page = Client().get(link()).content.decode()
        for text in (page, letter().body):
            assert "Emmaüs Défi" in text
            for secret in ("Ville d’Angoulême", "Des familles à la rue", "Logements rouverts"):
                assert secret not in text
        assert Client().get(sent.get_absolute_url()).status_code == 302

    def test_an_answer_counts_once_the_sheet_is_published(self, sent: Draft, keeper: User) -> None:
        OrganisationFactory.create(name="Emmaüs Défi", url="https://emmaus-defi.org")
        self.asked(sent)
        assert "dès que la fiche sera publiée" in reply(link(), acte="exact").content.decode()
        assert not ParticipationConfirmation.objects.exists()
        alliance = services.publish_draft(sent, by=keeper)
        assert confirmed(alliance) == 1

    def test_words_that_changed_before_publication_are_not_confirmed(
        self, sent: Draft, keeper: User
    ) -> None:
        OrganisationFactory.create(name="Emmaüs Défi", url="https://emmaus-defi.org")
        self.asked(sent)
        reply(link(), acte="exact")
        sent.content["partners"][0]["role"] = "financeur"
        sent.save()
        assert confirmed(services.publish_draft(sent, by=keeper)) == 0

    def test_an_answer_to_check_may_be_checked_after_publication(
        self, sent: Draft, keeper: User
    ) -> None:
        answer = self.asked(sent)
        reply(link(), acte="exact")
        alliance = services.publish_draft(sent, by=keeper)
        assert confirmed(alliance) == 0
        services.check_answer(answer, by=keeper, is_accepted=True)
        assert confirmed(alliance) == 1

    def test_the_link_goes_on_working_once_published_and_stops_if_refused(
        self, sent: Draft, keeper: User
    ) -> None:
        self.asked(sent)
        url = link()
        services.publish_draft(sent, by=keeper)
        assert Client().get(url).status_code == 200
        other = DraftFactory.create()
        other = services.submit_draft(other, by=other.author)
        services.invite_partner(other, "emmaus defi", by=other.author, address=INSIDE)
        services.refuse_draft(other, by=keeper, reason="Non")
        assert Client().get(link()).status_code == 410

"""A draft written together: who may, who may not, and what is left of it when one leaves."""

from typing import Any

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliage.accounts.models import User
from alliage.accounts.services import forget_person
from alliage.contribution import services
from alliage.contribution.models import CoAuthor, Draft, DraftState
from alliage.contribution.permissions import can_edit_draft, can_see_draft
from alliage.contribution.services import Step
from alliage.network.models import Animation
from alliage.notifications.models import Mail, Notification
from tests.capitalisation.factories import AllianceFactory
from tests.conftest import confirmed, signed_in
from tests.network.factories import OrganisationFactory
from tests.network.people import Role, belongs, person

from .factories import CoAuthorFactory, DraftFactory
from .test_form import post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("geography", "goals")]


@pytest.fixture
def draft() -> Draft:
    made: Draft = DraftFactory.create()
    return made


@pytest.fixture
def anne() -> User:
    return confirmed(person("Anne"))


def link() -> str:
    return Mail.objects.filter(person=None)[0].url


def joined(draft: Draft, who: User) -> CoAuthor:
    made: CoAuthor = CoAuthorFactory.create(draft=draft, user=who)
    return made


class TestJoining:
    def test_an_address_is_invited_and_its_owner_joins_once(self, draft: Draft, anne: User) -> None:
        author = signed_in(draft.author)
        page = f"/brouillons/{draft.pk}/coauteurs/"
        assert post(author, page, address=anne.email.upper()).status_code == 302
        assert anne.email in author.get(page).content.decode()
        assert not can_see_draft(anne, draft), "nothing is open before they accept"
        client = signed_in(anne)
        assert "Écrire ce brouillon" in client.get(link()).content.decode()
        assert CoAuthor.objects.get().user is None, "reading joins nothing"
        assert post(client, link()).headers["Location"] == draft.get_absolute_url()
        row = CoAuthor.objects.get()
        assert (row.user, row.address) == (anne, "")
        assert Notification.objects.filter(person=draft.author).count() == 1
        assert client.get(link()).status_code == 410
        assert "commencée par" in client.get("/mes-contributions/").content.decode()

    def test_a_link_is_for_its_address_alone(self, draft: Draft, anne: User) -> None:
        services.invite_coauthor(draft, by=draft.author, address=anne.email)
        other = confirmed(person("Zoé"))
        assert post(signed_in(other), link()).status_code == 403
        assert "connexion" in Client().post(link()).headers["Location"]
        assert CoAuthor.objects.get().user is None

    def test_an_address_that_nobody_proved_opens_nothing(self, draft: Draft) -> None:
        unproved = person("Feinte")
        services.invite_coauthor(draft, by=draft.author, address=unproved.email)
        with pytest.raises(services.ContributionError):
            services.join_draft(link().split("/")[-2], by=unproved)

    def test_a_partner_organisation_is_told_and_one_of_its_members_joins(
        self, draft: Draft, anne: User
    ) -> None:
        organisation = OrganisationFactory.create(name="Emmaüs Défi")
        boss = person("Cheffe")
        author = signed_in(draft.author)
        page = f"/brouillons/{draft.pk}/coauteurs/"
        nobody = post(author, page, partner="emmaus defi")
        assert "Personne ne représente" in nobody.content.decode()
        assert not CoAuthor.objects.exists()
        belongs(boss, organisation, Role.REPRESENTATIVE)
        assert post(author, page, partner="emmaus defi").status_code == 302
        assert boss.email not in author.get(page).content.decode(), "who belongs is not told"
        url = Notification.objects.get(person=boss).url
        assert post(signed_in(anne), url).status_code == 403
        belongs(anne, organisation)
        assert post(signed_in(anne), url).status_code == 302
        assert can_edit_draft(anne, draft)

    def test_an_organisation_that_the_draft_does_not_name_is_not_disturbed(
        self, draft: Draft
    ) -> None:
        other = OrganisationFactory.create()
        belongs(person("Cheffe"), other, Role.REPRESENTATIVE)
        with pytest.raises(services.ContributionError):
            services.invite_coauthor(draft, by=draft.author, organisation=other)
        assert not Notification.objects.exists()

    def test_links_that_are_no_more(self, draft: Draft, anne: User) -> None:
        services.invite_coauthor(draft, by=draft.author, address=anne.email)
        first = link()
        row = services.invite_coauthor(draft, by=draft.author, address=anne.email)
        assert Client().get(first).status_code == 410, "the second replaces the first"
        assert Client().get(link()).status_code == 200
        forged = signing.dumps(row.pk, salt="autre")
        assert Client().get(f"/brouillons/rejoindre/{forged}/").status_code == 410
        services.withdraw_draft(draft, by=draft.author)
        assert Client().get(link()).status_code == 410

    def test_one_or_the_other_is_asked_and_never_oneself(self, draft: Draft) -> None:
        page = f"/brouillons/{draft.pk}/coauteurs/"
        author = signed_in(draft.author)
        OrganisationFactory.create(name="Emmaüs Défi")
        for sent in ({}, {"address": "x@y.fr", "partner": "emmaus defi"}, {"address": "x"}):
            assert post(author, page, **sent).status_code == 200
        own = post(author, page, address=draft.author.email)
        assert "votre adresse" in own.content.decode()
        assert not CoAuthor.objects.exists()

    def test_a_day_and_a_draft_have_their_ceilings(
        self, draft: Draft, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("alliage.contribution.services.coauthors.MOST_A_DAY", 1)
        services.invite_coauthor(draft, by=draft.author, address="a@x.fr")
        with pytest.raises(services.ContributionError, match="depuis hier"):
            services.invite_coauthor(draft, by=draft.author, address="b@x.fr")
        monkeypatch.setattr("alliage.contribution.services.coauthors.MOST", 1)
        with pytest.raises(services.ContributionError, match="au plus"):
            services.invite_coauthor(draft, by=draft.author, address="b@x.fr")


class TestRights:
    def acts(self, draft: Draft) -> list[tuple[str, dict[str, Any]]]:
        base = f"/brouillons/{draft.pk}/"
        return [
            (f"{base}histoire/", {"title": "Volé", "version": "1"}),
            (f"{base}territoire/", {"ref": "france:FR", "version": "1"}),
            (f"{base}envoyer/", {}),
            (f"{base}abandonner/", {}),
            (f"{base}coauteurs/", {"address": "x@y.fr"}),
            (f"{base}repartir/", {}),
        ]

    def test_a_stranger_and_whom_was_removed_do_nothing(self, draft: Draft, anne: User) -> None:
        row = joined(draft, anne)
        services.remove_coauthor(row, by=draft.author)
        assert Notification.objects.filter(person=anne).count() == 1
        services.invite_coauthor(draft, by=draft.author, address=anne.email)
        for who in (anne, person("Zoé")):
            client = signed_in(who)
            assert client.get(draft.get_absolute_url()).status_code == 404
            for url, sent in self.acts(draft):
                assert post(client, url, **sent).status_code == 404, url
        draft.refresh_from_db()
        assert (draft.title, draft.state) == ("Des toits à plusieurs", DraftState.DRAFT)

    def test_a_co_author_writes_and_sends_and_both_texts_meet(
        self, draft: Draft, anne: User
    ) -> None:
        joined(draft, anne)
        client = signed_in(anne)
        story = f"/brouillons/{draft.pk}/histoire/"
        services.save_step(draft, Step("a", {"title": "Le sien"}), by=draft.author, version=1)
        quarrel = post(client, story, title="Le mien", version="1").content.decode()
        assert "Le sien" in quarrel
        assert "Le mien" in quarrel
        assert post(client, story, title="Réunis", version="2").status_code == 302
        assert post(client, f"/brouillons/{draft.pk}/envoyer/").status_code == 302
        draft.refresh_from_db()
        assert (draft.title, draft.state) == ("Réunis", DraftState.SUBMITTED)
        assert Notification.objects.filter(person=draft.author).count() == 1

    def test_the_author_alone_shares_and_abandons(self, draft: Draft, anne: User) -> None:
        joined(draft, anne)
        client = signed_in(anne)
        assert (
            post(client, f"/brouillons/{draft.pk}/coauteurs/", address="x@y.fr").status_code == 404
        )
        with pytest.raises(services.ContributionError):
            services.invite_coauthor(draft, by=anne, address="x@y.fr")
        with pytest.raises(services.ContributionError):
            services.withdraw_draft(draft, by=anne)
        shown = client.get(draft.get_absolute_url()).content.decode()
        assert "Abandonner ce brouillon" not in shown

    def test_one_leaves_and_removes_nobody_else(self, draft: Draft, anne: User) -> None:
        zoe = person("Zoé")
        hers, mine = joined(draft, zoe), joined(draft, anne)
        elsewhere = joined(DraftFactory.create(), zoe)
        client = signed_in(anne)

        def remove(row: CoAuthor, at: Draft = draft) -> int:
            url = f"/brouillons/{at.pk}/coauteurs/{row.pk}/retirer/"
            return int(post(client, url).status_code)

        assert remove(hers) == 404
        assert remove(elsewhere) == 404
        assert remove(mine, elsewhere.draft) == 404
        assert "Quitter ce brouillon" in (
            client.get(f"/brouillons/{draft.pk}/coauteurs/").content.decode()
        )
        assert remove(mine) == 302
        assert set(CoAuthor.objects.all()) == {hers, elsewhere}

    def test_all_who_write_are_told_what_is_decided(self, draft: Draft, anne: User) -> None:
        reader = person("Lectrice")
        Animation.objects.create(user=reader)
        joined(draft, anne)
        sent = services.submit_draft(draft, by=draft.author)
        services.refuse_draft(sent, by=reader, reason="Trop court")
        assert Notification.objects.filter(person=anne, body="Trop court").count() == 1
        again = services.take_up_draft(sent, by=anne)
        assert again.author == anne
        assert [row.user for row in again.coauthors.all()] == [draft.author]

    def test_the_list_asks_as_much_for_one_as_for_many(self, anne: User) -> None:
        client = signed_in(anne)

        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/mes-contributions/").status_code == 200
            return len(queries)

        joined(DraftFactory.create(), anne)
        before = asked()
        for _ in range(8):
            joined(DraftFactory.create(), anne)
        assert asked() == before


class TestLeaving:
    def test_a_draft_outlives_its_author_in_the_hands_of_a_co_author(
        self, draft: Draft, anne: User
    ) -> None:
        author = draft.author
        alone = DraftFactory.create(author=author)
        CoAuthorFactory.create(draft=alone, user=None, joined_at=None, address="x@y.fr")
        joined(draft, anne)
        later = joined(draft, person("Zoé"))
        forget_person(author)
        [kept] = Draft.objects.all()
        assert (kept.pk, kept.author, kept.content) == (draft.pk, anne, draft.content)
        assert list(CoAuthor.objects.all()) == [later]
        assert Notification.objects.filter(person=anne, title__contains="le vôtre").count() == 1
        services.save_step(kept, Step("a", {"title": "Suite"}), by=anne, version=kept.version)

    def test_who_already_corrects_the_sheet_inherits_the_text_all_the_same(
        self, anne: User
    ) -> None:
        sheet = AllianceFactory.create()
        draft = DraftFactory.create(alliance=sheet)
        DraftFactory.create(alliance=sheet, author=anne)
        joined(draft, anne)
        forget_person(draft.author)
        draft.refresh_from_db()
        assert (draft.author, draft.state) == (anne, DraftState.WITHDRAWN)

    def test_a_co_author_who_closes_their_account_leaves_and_no_more(
        self, draft: Draft, anne: User
    ) -> None:
        joined(draft, anne)
        forget_person(anne)
        draft.refresh_from_db()
        assert not draft.coauthors.exists()

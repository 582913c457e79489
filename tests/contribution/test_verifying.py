"""The answer by a signed link or from the sheet, and what those who animate make of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from alliage.accounts.models import JournalEntry, User
from alliage.capitalisation.models import Alliance
from alliage.config.logs import WithoutSecrets
from alliage.contribution import services, tokens
from alliage.contribution.models import Verification
from alliage.network.models import Membership
from alliage.notifications.models import Notification
from tests.conftest import signed_in
from tests.network.people import animates, person
from tests.territories.factories import angouleme, charente

from .factories import RevisionFactory
from .stale import ask, partner, stale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]


@pytest.fixture
def sheet() -> Alliance:
    return stale(angouleme(), title="Un bus de soins", summary="Il soigne.")


@pytest.fixture
def anne(sheet: Alliance) -> User:
    return partner("Anne", sheet)


@pytest.fixture
def link(sheet: Alliance, anne: User) -> str:
    """The link of the e-mail that Anne received."""
    ask()
    return f"/verifier/cle/{tokens.sign(Verification.objects.get(person=anne))}/"


def click(link: str, answer: str, text: str = "", client: Client | None = None) -> Any:
    """Open a page and press one of its buttons, with its protection against forgery."""
    browser = client or Client(enforce_csrf_checks=True)
    browser.get("/compte/" if client else "/compte/connexion/")
    sent = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value, "answer": answer}
    return browser.post(link, {**sent, "text": text}, follow=True)


def said(page: Any) -> str:
    return str(page.content.decode())


class TestLink:
    def test_the_page_shows_the_sheet_and_writes_nothing(self, link: str, sheet: Alliance) -> None:
        page = Client().get(link)
        assert "Il soigne." in said(page)
        assert said(page).count('name="answer"') == 3
        # No other site learns the address; « no-referrer » would have browsers refuse the answer.
        assert page["Referrer-Policy"] == "same-origin"
        assert "no-store" in page["Cache-Control"]
        assert not Verification.objects.exclude(answer="").exists()
        assert Client().head(link).status_code == 200

    def test_one_click_makes_the_sheet_fresh(self, link: str, sheet: Alliance, anne: User) -> None:
        page = click(link, "exact")
        assert "Merci" in said(page)
        sheet.refresh_from_db()
        assert sheet.last_checked_on == timezone.localdate()
        assert sheet.last_checked_by == anne.memberships.get().organisation
        assert JournalEntry.objects.filter(verb="contribution.verification_exact", by=anne).exists()

    def test_a_second_click_changes_nothing_and_says_so(self, link: str, sheet: Alliance) -> None:
        click(link, "exact")
        page = click(link, "over")
        assert "déjà" in said(page)
        assert [row.answer for row in Verification.objects.all()] == ["exact"]

    def test_another_partner_learns_that_it_is_done(self, sheet: Alliance, link: str) -> None:
        zoe = partner("Zoé", sheet)
        services.answer_verification(sheet, by=zoe, answer="exact")
        assert "entre-temps" in said(Client().get(link))
        click(link, "over")
        assert not Verification.objects.unsettled().exists()

    def test_what_is_wrong_must_be_said(self, link: str, anne: User) -> None:
        animator = animates(person("Ida"), charente())
        page = click(link, "change", " ")
        assert "Écrivez ce qui ne va plus" in said(page)
        assert "Merci" in said(click(link, "change", "La mairie est partie."))
        [told] = Notification.objects.filter(person=animator)
        assert told.body == "La mairie est partie."
        assert not Notification.objects.filter(person=anne, kind="contribution.queue").exists()

    def test_an_alliance_that_is_over_stays_published(self, link: str, sheet: Alliance) -> None:
        click(link, "over")
        sheet.refresh_from_db()
        assert sheet.editorial_state == "published"
        assert Verification.objects.unsettled().count() == 1

    @pytest.mark.parametrize("answer", ["", "x", "exact'--"])
    def test_only_three_answers_exist(self, link: str, answer: str) -> None:
        assert click(link, answer).status_code == 200
        assert not Verification.objects.exclude(answer="").exists()

    def test_a_form_without_its_token_is_refused(self, link: str) -> None:
        client = Client(enforce_csrf_checks=True)
        assert client.post(link, {"answer": "exact"}).status_code == 403

    def test_somebody_who_left_is_told_kindly(self, link: str, sheet: Alliance) -> None:
        Membership.objects.all().delete()
        page = said(Client().get(link))
        assert "plus à vous de répondre" in page
        assert 'name="answer"' not in page
        click(link, "exact")
        sheet.refresh_from_db()
        assert sheet.last_checked_on != timezone.localdate()

    def test_what_was_archived_shows_nothing_of_itself(self, link: str, sheet: Alliance) -> None:
        Alliance.objects.update(editorial_state="archived")
        page = said(Client().get(link))
        assert "plus publiée" in page
        assert "Il soigne." not in page
        click(link, "exact")
        assert not Verification.objects.exclude(answer="").exists()


class TestToken:
    def test_a_changed_token_opens_nothing(self, link: str) -> None:
        token = link.split("/")[3]
        for wrong in (token[:-1] + ("a" if token[-1] != "a" else "b"), "a" + token, "x:y:z"):
            assert Client().get(f"/verifier/cle/{wrong}/").status_code == 404

    def test_a_token_of_another_person_or_sheet_opens_nothing(self, anne: User) -> None:
        ask()
        row = Verification.objects.get()
        other = stale()
        for names in (
            [row.pk, row.person_id, other.pk],
            [row.pk, person("Léo").pk, row.alliance_id],
            [row.pk, None, row.alliance_id],
            [row.pk],
            "exact",
        ):
            token = signing.dumps(names, salt=tokens.SALT)
            assert Client().get(f"/verifier/cle/{token}/").status_code == 404

    def test_a_token_made_for_something_else_opens_nothing(self, anne: User) -> None:
        ask()
        row = Verification.objects.get()
        names = [row.pk, row.person_id, row.alliance_id]
        token = signing.dumps(names, salt="alliage.notifications.unsubscribe")
        assert Client().get(f"/verifier/cle/{token}/").status_code == 404

    def test_an_old_link_says_so(self, link: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tokens, "VALID", timedelta(seconds=-1))
        page = Client().get(link)
        assert (page.status_code, "expiré" in said(page)) == (410, True)
        assert Client().post(link, {"answer": "exact"}).status_code == 410
        assert not Verification.objects.exclude(answer="").exists()

    def test_the_log_does_not_keep_it(self, link: str) -> None:
        import logging  # noqa: PLC0415 - for one record

        record = logging.makeLogRecord({"msg": "Not Found: %s", "args": (link,)})
        WithoutSecrets().filter(record)
        assert record.getMessage() == "Not Found: /verifier/cle/…/"


class TestOnTheSheet:
    def test_those_who_know_it_answer_there_and_nobody_else(
        self, sheet: Alliance, anne: User, visitor: Client, member: Client
    ) -> None:
        url = sheet.get_absolute_url()
        asked = "Cette fiche est-elle toujours exacte"
        assert asked not in said(visitor.get(url))
        assert asked not in said(member.get(url))
        client = signed_in(anne)
        assert asked in said(client.get(url))
        click(f"/alliances/{sheet.slug}/verifier/", "exact", client=client)
        sheet.refresh_from_db()
        assert sheet.last_checked_on == timezone.localdate()
        assert asked not in said(client.get(url))

    def test_a_stranger_is_refused(self, sheet: Alliance, member: Client) -> None:
        click(f"/alliances/{sheet.slug}/verifier/", "exact", client=member)
        assert not Verification.objects.exclude(answer="").exists()

    def test_the_last_author_and_those_who_animate_there_may(self, sheet: Alliance) -> None:
        zoe, old, ida = person("Zoé"), person("Léo"), animates(person("Ida"), charente())
        RevisionFactory.create(alliance=sheet, by=old)
        RevisionFactory.create(alliance=sheet, by=zoe, number=2)
        for somebody in (zoe, ida):
            services.answer_verification(sheet, by=somebody, answer="change", text="À revoir.")
        with pytest.raises(services.ContributionError):
            services.answer_verification(sheet, by=old, answer="exact")

"""Once a year, those who can tell are asked whether a sheet is still exact."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance
from alliage.contribution.models import Verification
from alliage.contribution.services import ContributionError, answer_verification, ask_again
from alliage.network.models import Membership
from alliage.notifications.models import Mail
from alliage.notifications.services import build_digests, choose_rhythm, send_due
from tests.capitalisation.factories import AllianceFactory
from tests.conftest import signed_in
from tests.network.people import Role, animates, person
from tests.territories.factories import angouleme, charente

from .factories import RevisionFactory
from .stale import ask, days_ago, mails, partner, stale, titles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_index")]
KIND = "contribution.verify"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let so many days pass."""
    real, passed = timezone.now, [0]

    def now() -> datetime:
        return real() + timedelta(days=passed[0])

    def wait(days: int) -> None:
        passed[0] += days

    monkeypatch.setattr(timezone, "now", now)
    return wait


class TestWhom:
    def test_representatives_rather_than_members(self) -> None:
        alliance = stale()
        member = partner("Mina", alliance, role=Role.MEMBER)
        speaker = partner("Anne", alliance)
        assert ask() == 1
        assert (mails(speaker), mails(member)) == (1, 0)

    def test_members_where_nobody_represents(self) -> None:
        mina = partner("Mina", stale(), role=Role.MEMBER)
        ask()
        assert mails(mina) == 1

    def test_the_last_author_where_no_partner_joined(self) -> None:
        alliance, zoe, leo = stale(), person("Zoé"), person("Léo")
        RevisionFactory.create(alliance=alliance, by=leo)
        RevisionFactory.create(alliance=alliance, by=zoe, number=2)
        ask()
        assert (mails(zoe), mails(leo)) == (1, 0)

    def test_those_who_animate_as_a_last_resort_and_only_there(self) -> None:
        stale(angouleme())
        here, there = animates(person("Ida"), charente()), person("Noé")
        animates(there, angouleme().region)
        elsewhere = stale()
        instance = animates(person("Eva"))
        ask()
        assert (mails(here), mails(there), mails(instance)) == (1, 1, 1)
        assert not Verification.objects.filter(person=here, alliance=elsewhere).exists()
        assert Verification.objects.filter(is_fallback=False).count() == 0

    def test_nobody_whose_request_was_not_accepted_nor_whose_account_is_closed(self) -> None:
        alliance = stale()
        asking, gone = partner("Anne", alliance), partner("Guy", alliance)
        Membership.objects.filter(user=asking).update(state=Membership.State.REQUESTED)
        User.objects.filter(pk=gone.pk).update(is_active=False)
        assert ask() == 0

    @pytest.mark.parametrize("state", ["draft", "archived"])
    def test_never_for_what_is_not_published(self, state: str) -> None:
        partner("Anne", stale(editorial_state=state))
        assert ask() == 0

    def test_never_before_a_year(self) -> None:
        partner("Anne", AllianceFactory.create(last_checked_on=days_ago(300)))
        assert ask() == 0


class TestOnce:
    def test_the_task_run_twice_asks_once(self) -> None:
        anne = partner("Anne", stale())
        assert (ask(), ask()) == (1, 0)
        assert mails(anne) == 1

    def test_several_sheets_make_one_mail_of_a_few(self) -> None:
        sheets = [stale() for _ in range(12)]
        anne = partner("Anne", *sheets)
        ask()
        assert (mails(anne), len(titles(anne))) == (1, 10)

    def test_the_others_come_a_month_later(self, later: Callable[[int], None]) -> None:
        sheets = [stale() for _ in range(12)]
        anne = partner("Anne", *sheets)
        ask()
        later(29)
        assert ask() == 0
        later(2)
        assert ask() == 1
        assert mails(anne) == 2
        assert set(titles(anne)) == {sheet.title for sheet in sheets}

    def test_one_reminder_and_no_more_that_year(self, later: Callable[[int], None]) -> None:
        anne = partner("Anne", stale())
        ask()
        for _ in range(8):
            later(31)
            ask()
        assert mails(anne) == 2

    def test_asked_again_the_year_after(self, later: Callable[[int], None]) -> None:
        anne = partner("Anne", stale())
        ask()
        later(340)  # the sheet was last checked 740 days ago: a second anniversary
        ask()
        assert mails(anne) == 2
        assert Verification.objects.filter(person=anne).count() == 2

    def test_an_answer_ends_it(self, later: Callable[[int], None]) -> None:
        alliance = stale()
        anne = partner("Anne", alliance)
        ask()
        answer_verification(alliance, by=anne, answer="exact")
        later(40)
        assert ask() == 0

    def test_what_waits_for_those_who_animate_is_not_asked_again(
        self, later: Callable[[int], None]
    ) -> None:
        alliance = stale()
        anne, leo = partner("Anne", alliance), partner("Léo", alliance)
        ask()
        answer_verification(alliance, by=anne, answer="over")
        later(40)
        assert (ask(), mails(leo)) == (0, 1)

    def test_killed_between_two_people_nobody_is_asked_twice(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alliance = stale()
        people = [partner(name, alliance) for name in ("Anne", "Léo", "Zoé")]
        from alliage.contribution.services import asking  # noqa: PLC0415 - patched here

        real, calls = asking.notify_together, []

        def killed(*args: Any, **kwargs: Any) -> Any:
            calls.append(kwargs["to"])
            told = real(*args, **kwargs)
            if len(calls) == 2:
                raise KeyboardInterrupt  # after the e-mail was written, before the row says so
            return told

        monkeypatch.setattr(asking, "notify_together", killed)
        with pytest.raises(KeyboardInterrupt):
            ask()
        assert [mails(one) for one in people] == [1, 0, 0]
        assert ask() == 2
        assert [mails(one) for one in people] == [1, 1, 1]
        assert ask() == 0

    def test_somebody_who_left_makes_room_for_another(self, later: Callable[[int], None]) -> None:
        alliance = stale()
        anne = partner("Anne", alliance)
        ask()
        Membership.objects.all().delete()
        eva = animates(person("Eva"))
        later(40)
        ask()
        ask()
        assert (mails(anne), mails(eva)) == (1, 1)


class TestMail:
    def test_it_leads_to_one_page_per_sheet_and_stops_in_one_click(self) -> None:
        anne = partner("Anne", stale(title="Un bus"), stale(title="Un four"))
        ask()
        send_due()
        [message] = mail.outbox
        assert message.to == [anne.email]
        assert "toujours exactes" in message.subject
        assert "Un bus" in message.body
        assert "Un four" in message.body
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        links = re.findall(r"https?://[^\s/]+(/verifier/cle/\S+)", str(message.body))
        assert len(set(links)) == 2
        for link in links:
            assert Client().get(link).status_code == 200

    def test_the_link_is_kept_nowhere(self) -> None:
        anne = partner("Anne", stale())
        ask()
        kept = [*anne.notifications.values(), *Mail.objects.values()]
        assert "/cle/" not in str(kept)

    def test_the_longest_title_fits(self) -> None:
        anne = partner("Anne", stale(title="a" * 200))
        ask()
        assert len(anne.notifications.get().title) == 200

    def test_who_wants_no_mail_has_none(self) -> None:
        anne = partner("Anne", stale())
        choose_rhythm(anne, KIND, "off")
        ask()
        assert (mails(anne), len(titles(anne))) == (0, 1)

    def test_a_digest_carries_the_links_too(self, later: Callable[[int], None]) -> None:
        anne = partner("Anne", stale())
        choose_rhythm(anne, KIND, "daily")
        ask()
        later(1)
        build_digests()
        send_due()
        [message] = mail.outbox
        assert "/verifier/cle/" in str(message.body)

    @pytest.mark.parametrize("what", ["answered", "archived", "left"])
    def test_what_changed_before_it_left_is_not_asked(self, what: str) -> None:
        alliance = stale()
        anne = partner("Anne", alliance)
        ask()
        if what == "answered":
            answer_verification(alliance, by=anne, answer="exact")
        elif what == "archived":
            Alliance.objects.update(editorial_state="archived")
        else:
            Membership.objects.all().delete()
        send_due()
        assert mail.outbox == []


class TestAgain:
    def test_those_who_animate_ask_again_and_not_every_day(
        self, later: Callable[[int], None]
    ) -> None:
        alliance, ida = stale(angouleme()), animates(person("Ida"), charente())
        anne = partner("Anne", alliance)
        assert ask_again(alliance, by=ida) == 1
        assert ask_again(alliance, by=ida) == 0
        later(8)
        assert ask_again(alliance, by=ida) == 1
        assert mails(anne) == 2

    def test_nobody_asks_for_another_territory(self) -> None:
        alliance, eva = stale(), animates(person("Eva"), charente())
        partner("Anne", alliance)
        with pytest.raises(ContributionError):
            ask_again(alliance, by=eva)
        page = f"/alliances/{alliance.slug}/redemander/"
        client = signed_in(eva)
        client.get("/compte/")
        token = client.cookies["csrftoken"].value
        assert client.post(page, {"csrfmiddlewaretoken": token}).status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_a_quiet_night_costs_the_same_for_one_sheet_and_for_six(
    count: int, django_assert_max_num_queries: Any
) -> None:
    partner("Anne", *[stale() for _ in range(count)])
    ask_first = 14 + 15 * count  # whom to ask, looked for once a year and a sheet
    with django_assert_max_num_queries(ask_first):
        ask()
    with django_assert_max_num_queries(5):
        ask()

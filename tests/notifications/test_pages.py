"""The page of what one was told, the choices, the way out of e-mails, and the outbox."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from alliage.accounts.models import User
from alliage.notifications import services, tokens
from alliage.notifications.models import Mail, Notification, Preference, Refusal
from tests.notifications.conftest import KIND
from tests.notifications.test_telling import tell

pytestmark = pytest.mark.django_db
LIST = "notifications:list"


@pytest.fixture
def mine(member_user: User) -> Client:
    """A member whose forms carry no token: what is tested is not their forgery."""
    client = Client()
    client.force_login(member_user)
    return client


SIGNED_IN = [LIST, "notifications:preferences", "notifications:outbox"]


@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_visitor_is_asked_to_sign_in(name: str, visitor: Client) -> None:
    answer = visitor.get(reverse(name))
    assert answer.status_code == 302
    assert "next=" in answer.headers["Location"]


def test_each_person_reads_what_they_were_told_unread_first(
    member: Client, member_user: User, person: User
) -> None:
    tell(member_user, event="a")
    services.mark_all_read(member_user)
    services.notify(KIND, event="b", to=[member_user], title="Une autre", body="<b>x</b>", url="")
    services.notify(KIND, event="c", to=[person], title="Pour Paule seule", body="", url="")
    html = member.get(reverse(LIST)).content.decode()
    assert html.index("Une autre") < html.index("La fiche est publiée")
    assert "Pour Paule seule" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert "1 non lue" in html


def test_reading_leads_to_the_page_and_nobody_reads_for_another(
    mine: Client, member_user: User, person: User
) -> None:
    tell(member_user, person, url="/glossaire/")
    read, other = (Notification.objects.get(person=p) for p in (member_user, person))
    answer = mine.post(reverse("notifications:read", args=[read.pk]))
    assert answer.headers["Location"] == "/glossaire/"
    assert mine.post(reverse("notifications:read", args=[other.pk])).status_code == 404
    read.refresh_from_db()
    other.refresh_from_db()
    assert read.read_at is not None
    assert other.read_at is None


@pytest.mark.parametrize("url", ["https://ailleurs.exemple/", "//ailleurs.exemple", ""])
def test_reading_never_leads_off_the_site(mine: Client, member_user: User, url: str) -> None:
    tell(member_user, url=url)
    key = Notification.objects.get().pk
    answer = mine.post(reverse("notifications:read", args=[key]))
    assert answer.headers["Location"] == reverse(LIST)


def test_all_are_read_at_once(mine: Client, member_user: User) -> None:
    tell(member_user, event="a")
    tell(member_user, event="b")
    mine.post(reverse("notifications:read_all"))
    assert Notification.objects.unread().count() == 0


def test_the_list_costs_the_same_however_long(
    member: Client, member_user: User, django_assert_max_num_queries: Any
) -> None:
    for n in range(40):
        tell(member_user, event=f"e{n}")
    with django_assert_max_num_queries(8):
        assert "page=2" in member.get(reverse(LIST)).content.decode()


def test_an_empty_list_says_so(member: Client) -> None:
    assert "Rien à vous dire" in member.get(reverse(LIST)).content.decode()


def test_the_person_chooses_kind_by_kind(mine: Client, member_user: User) -> None:
    url = reverse("notifications:preferences")
    assert "Une fiche que je suis est publiée" in mine.get(url).content.decode()
    assert mine.post(url, {"k0": "weekly"}).status_code == 302
    assert Preference.objects.get().rhythm == "weekly"
    assert mine.post(url, {"k0": "hourly"}).status_code == 200
    assert Preference.objects.get().rhythm == "weekly"


# --- The way out of e-mails (RFC 8058) -------------------------------------------------------
def token_of(row: Mail) -> str:
    return reverse("notifications:unsubscribe", args=[tokens.sign(row)])


def test_a_mail_carries_the_headers_of_one_click_unsubscription(person: User) -> None:
    tell(person, url="/glossaire/")
    services.send_due()
    message = mail.outbox[0]
    link = message.extra_headers["List-Unsubscribe"]
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.startswith("<http://localhost:8000/desabonnement/")
    text, html = str(message.body), str(message.alternatives[0].content)
    for part in (text, html):
        assert "La fiche est publiée" in part
        assert "http://localhost:8000/glossaire/" in part
        assert link.strip("<>") in part
    assert "<img" not in html


def test_the_mail_reader_stops_mails_by_a_post_without_session(
    person: User, visitor: Client
) -> None:
    tell(person)
    url = token_of(Mail.objects.get())
    for _ in range(2):
        assert visitor.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preference.objects.get().rhythm == "off"
    assert Mail.objects.get().state == Mail.State.DROPPED
    tell(person, event="other")
    assert Mail.objects.count() == 1


def test_reading_the_link_stops_nothing(person: User, visitor: Client) -> None:
    tell(person)
    answer = visitor.get(token_of(Mail.objects.get()))
    assert "Une fiche que je suis est publiée" in answer.content.decode()
    assert person.email not in answer.content.decode()
    assert Preference.objects.count() == 0


def test_a_changed_link_stops_nothing(person: User, visitor: Client) -> None:
    tell(person)
    url = token_of(Mail.objects.get())
    assert visitor.post(url[:-2] + "x/").status_code == 404
    assert visitor.get(url[:-2] + "x/").status_code == 404
    assert Preference.objects.count() == 0


def test_a_link_outlives_the_account(person: User, visitor: Client) -> None:
    tell(person)
    url = token_of(Mail.objects.get())
    person.delete()
    assert visitor.post(url).status_code == 200


def test_the_link_of_a_digest_stops_all_that_comes_in_it(person: User, visitor: Client) -> None:
    services.register_kind("essai.autre", "Une autre", default="daily")
    services.register_kind("essai.tiers", "Une tierce", default="weekly")
    services.choose_rhythm(person, KIND, "daily")
    row = Mail(event="digest", address=person.email, person=person, kind="digest.daily")
    assert "Votre résumé du jour" in visitor.get(token_of(row)).content.decode()
    visitor.post(token_of(row))
    chosen = dict(Preference.objects.values_list("kind", "rhythm"))
    assert chosen == {KIND: "off", "essai.autre": "off"}


def test_a_refusal_stops_what_waits(visitor: Client) -> None:
    services.post("invitation:1", to="lea@exemple.fr", subject="Une invitation", body="Bonjour.")
    visitor.post(token_of(Mail.objects.get()))
    services.send_due()
    assert mail.outbox == []


def test_an_address_without_account_may_refuse_every_mail(visitor: Client) -> None:
    given = {"to": "lea@exemple.fr", "subject": "Une invitation", "body": "Bonjour."}
    services.post("invitation:1", **given)
    visitor.post(token_of(Mail.objects.get()))
    visitor.post(token_of(Mail.objects.get()))
    services.post("invitation:2", **given)
    assert Mail.objects.count() == 1
    assert "lea" not in Refusal.objects.get().digest


# --- The outbox ------------------------------------------------------------------------------
def test_the_outbox_is_for_administrators(
    member: Client, animator: Client, administrator: Client, person: User
) -> None:
    tell(person)
    services.send_due()
    url = reverse("notifications:outbox")
    again = reverse("notifications:send_again", args=[Mail.objects.get().pk])
    for client in (member, animator):
        assert client.get(url).status_code == 403
        assert client.post(again).status_code == 403
    assert person.email in administrator.get(url).content.decode()


def test_an_administrator_sends_a_stuck_mail_again(administrator: Client, person: User) -> None:
    tell(person)
    row = Mail.objects.get()
    again = reverse("notifications:send_again", args=[row.pk])
    Mail.objects.update(state=Mail.State.UNCERTAIN, last_error="TimeoutError")
    page = administrator.get(reverse("notifications:outbox"), {"etat": "stuck"}).content.decode()
    assert again in page
    assert "TimeoutError" in page
    administrator.handler.enforce_csrf_checks = False
    administrator.post(again)
    row.refresh_from_db()
    assert row.state == Mail.State.WAITING
    Mail.objects.update(state=Mail.State.SENT)
    administrator.post(again)
    row.refresh_from_db()
    assert row.state == Mail.State.SENT


def test_the_outbox_costs_the_same_however_full(
    administrator: Client, people: list[User], django_assert_max_num_queries: Any
) -> None:
    assert "Aucun e-mail" in administrator.get(reverse("notifications:outbox")).content.decode()
    for n in range(15):
        tell(*people, event=f"e{n}")
    with django_assert_max_num_queries(8):
        administrator.get(reverse("notifications:outbox"))

"""Signing up, in and out; and what those who try to force the door find."""

import logging

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alliage.accounts.models import User
from alliage.config.logs import WithoutSecrets
from alliage.config.services import prepare_demo_accounts
from tests.access import ACCESS
from tests.accounts.browsing import ADDRESS, is_signed_in, link, send, sign_in
from tests.audiences import Audience
from tests.conftest import PASSWORD
from tests.test_access import url_of

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "trois mots bien choisis"  # noqa: S105 - accounts of a test database
NUMBERED = {"mfa_edit_webauthn", "mfa_remove_webauthn"}
OURS = [name for name in ACCESS if name.startswith(("account", "mfa_", "socialaccount_"))]
PRIVATE = [name for name in OURS if ACCESS[name] is Audience.SIGNED_IN]


@pytest.mark.parametrize("name", PRIVATE)
def test_what_belongs_to_an_account_asks_to_sign_in(
    name: str, visitor: Client, member: Client
) -> None:
    url = reverse(name, kwargs={"pk": 1}) if name in NUMBERED else url_of(name)
    answer = visitor.get(url)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert member.get(url).status_code in (200, 302, 404)
    assert not member.get(url).headers.get("Location", "").startswith(reverse("account_login"))


def test_a_person_signs_up_confirms_and_signs_in(visitor: Client) -> None:
    signup = reverse("account_signup")
    answer = send(visitor, signup, name="Zoé", email="Zoe@Exemple.fr", password1=NEW_PASSWORD)
    assert answer.headers["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(visitor), "the address is not proved yet"
    confirmation = link()
    assert visitor.get(confirmation).status_code == 200
    sign_in(visitor, "zoe@exemple.fr", NEW_PASSWORD)
    assert not is_signed_in(visitor), "reading the link is not enough: robots open links"
    send(visitor, confirmation)
    sign_in(visitor, "ZOE@exemple.fr", NEW_PASSWORD)
    assert is_signed_in(visitor)
    assert User.objects.get(email="zoe@exemple.fr").name == "Zoé"


def test_signing_out_is_a_post(member: Client) -> None:
    assert member.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(member)
    send(member, reverse("account_logout"))
    assert not is_signed_in(member)


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_a_form_without_its_token_is_refused(name: str, visitor: Client) -> None:
    assert visitor.post(reverse(name), {"login": ADDRESS}).status_code == 403


def test_a_weak_password_is_refused(visitor: Client) -> None:
    for weak in ("court", "zoe@exemple.fr", "passwordpassword1"):
        fields = {"name": "", "email": "zoe@exemple.fr", "password1": weak[:11]}
        assert send(visitor, reverse("account_signup"), **fields).status_code == 200
    assert not User.objects.exists()


# --- Enumeration -----------------------------------------------------------------------------
def test_signing_up_tells_nobody_who_has_an_account(member_user: User) -> None:
    answers = []
    for address in (ADDRESS, "inconnue@exemple.fr"):
        client = Client(enforce_csrf_checks=True)
        answer = send(client, reverse("account_signup"), email=address, password1=NEW_PASSWORD)
        answers.append((answer.status_code, answer.headers["Location"]))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[ADDRESS], ["inconnue@exemple.fr"]]
    assert User.objects.get(email=ADDRESS).check_password(PASSWORD)


def test_a_forgotten_password_tells_nobody_who_has_an_account(member_user: User) -> None:
    answers = []
    for address in (ADDRESS, "inconnue@exemple.fr"):
        answer = send(Client(), reverse("account_reset_password"), email=address)
        answers.append((answer.status_code, answer.headers["Location"]))
    assert answers[0] == answers[1]
    assert len(mail.outbox) == 2, "both take the time of a mail"


def test_a_failed_sign_in_says_the_same_of_an_account_and_of_none(member_user: User) -> None:
    pages = []
    for address in (ADDRESS, "autre@exemple.fr"):
        answer = sign_in(Client(), address, "ce n’est pas le bon")
        pages.append([str(error) for error in answer.context["form"].non_field_errors()])
    assert pages[0] == pages[1] != []


# --- Brute force -----------------------------------------------------------------------------
def test_guessing_a_password_is_stopped_even_by_the_right_one(member_user: User) -> None:
    client = Client()
    for rank in range(5):
        sign_in(client, password=f"essai numéro {rank}")
    answer = sign_in(client)
    assert not is_signed_in(client)
    assert "Trop d’essais" in str(answer.context["form"].non_field_errors())


def test_attempts_are_counted_by_all_the_processes_of_a_machine() -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("FileBasedCache")
    assert settings.CACHES["default"]["LOCATION"].parent == settings.ALLIAGE_HOME


def test_asking_for_passwords_without_end_is_stopped(member_user: User) -> None:
    client = Client()
    codes = [
        send(client, reverse("account_reset_password"), email=ADDRESS).status_code for _ in range(7)
    ]
    assert codes[0] == 302
    assert codes[-1] == 429
    assert len(mail.outbox) <= 5


# --- Redirections ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "target",
    ["https://malice.example/", "//malice.example", "javascript:alert(1)", "\\\\m.example"],
)
def test_signing_in_never_leads_elsewhere(target: str, member_user: User) -> None:
    client = Client()
    answer = sign_in(client, url=f"{reverse('account_login')}?next={target}")
    assert is_signed_in(client)
    assert answer.headers["Location"] == reverse("accounts:account")


def test_signing_in_leads_back_to_the_page_left(member_user: User) -> None:
    answer = sign_in(Client(), url=f"{reverse('account_login')}?next=/alliances/")
    assert answer.headers["Location"] == "/alliances/"


# --- Passwords -------------------------------------------------------------------------------
def test_a_forgotten_password_is_replaced_once(member_user: User) -> None:
    client = Client()
    send(client, reverse("account_reset_password"), email=ADDRESS)
    address = link()
    form = client.get(address).headers["Location"]
    assert link() != form, "the secret leaves the address bar at once"
    send(client, form, password1=NEW_PASSWORD, password2=NEW_PASSWORD)
    member_user.refresh_from_db()
    assert member_user.check_password(NEW_PASSWORD)
    assert "remplacé" in mail.outbox[-1].subject
    assert "plus valable" in Client().get(address).content.decode()


def test_a_changed_password_is_told_to_its_owner(member_user: User) -> None:
    client = Client()
    sign_in(client)
    url = reverse("account_change_password")
    fields = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    send(client, url, **fields)
    member_user.refresh_from_db()
    assert member_user.check_password(NEW_PASSWORD)
    assert mail.outbox[-1].subject == "Votre mot de passe a changé"


def test_a_new_address_serves_once_it_is_confirmed(member_user: User) -> None:
    client = Client()
    sign_in(client)
    change = reverse("account_email")
    again = send(client, change, email="mina@exemple.fr", action_add="1").headers["Location"]
    assert again.startswith(reverse("account_reauthenticate")), "a browser left open is not enough"
    assert mail.outbox == []
    send(client, again, password=PASSWORD)
    member_user.refresh_from_db()
    assert member_user.email == ADDRESS
    assert mail.outbox[-1].to == ["mina@exemple.fr"]
    send(client, link())
    member_user.refresh_from_db()
    assert member_user.email == "mina@exemple.fr"


# --- Logs ------------------------------------------------------------------------------------
def test_the_log_never_holds_a_key_nor_a_password(member_user: User) -> None:
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Keep()
    handler.addFilter(WithoutSecrets())
    logging.getLogger().addHandler(handler)
    try:
        send(Client(), reverse("account_reset_password"), email=ADDRESS)
        key = link().rsplit("/", 2)[1]
        for url in (link() + "x", f"/en{link()}", f"/compte/adresse/cle/{key}/x"):
            Client().get(url)
        sign_in(Client(), password=PASSWORD + "x")
    finally:
        logging.getLogger().removeHandler(handler)
    assert lines, "a lost address is logged"
    assert not any(key in line or PASSWORD in line for line in lines)
    assert "secrets" in settings.LOGGING["handlers"]["console"]["filters"]  # type: ignore[index]


# --- The administration ----------------------------------------------------------------------
def test_the_administration_has_no_door_of_its_own(administrator_user: User) -> None:
    client = Client()
    door = reverse("admin:login")
    fields = {"username": administrator_user.email, "password": PASSWORD}
    answer = client.post(door, fields)
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not is_signed_in(client)


def test_demo_accounts_may_sign_in() -> None:
    for _, address, password in prepare_demo_accounts():
        client = Client()
        sign_in(client, address, password)
        assert is_signed_in(client)


# --- Visitors --------------------------------------------------------------------------------
def test_a_visitor_costs_no_session_and_no_cookie(visitor: Client) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = visitor.get(reverse("pages:legal"))
    assert "Se connecter" in answer.content.decode()
    assert not answer.cookies
    assert not [q for q in queries.captured_queries if "session" in q["sql"]]


def test_a_member_is_named_and_led_to_the_account(member: Client) -> None:
    page = member.get(reverse("pages:legal")).content.decode()
    assert "Mina Membre" in page
    assert f'href="{reverse("accounts:account")}"' in page
    assert "Se connecter" not in page

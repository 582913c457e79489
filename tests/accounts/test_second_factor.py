"""A second factor: an application, recovery codes, passkeys; and no way round it."""

import json
import re
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from alliage.accounts.models import User
from tests.accounts.browsing import Browser, is_signed_in, send, sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    """Compute the code that an application shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def confirmed(client: Client, url: str) -> Any:
    """Open a page that asks for the password again, and give it."""
    answer = client.get(url)
    if answer.status_code == 302:
        send(client, answer.headers["Location"], password=PASSWORD)
        answer = client.get(url)
    return answer


@pytest.fixture
def protected(member_user: User) -> tuple[Client, str]:
    """The member's browser, once an application is set; and its secret."""
    client = Browser()
    sign_in(client)
    page = confirmed(client, reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    # Posted at once: each reading of the page draws another secret.
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    return client, secret


def test_the_drawing_carries_the_secret_and_the_page_writes_it(member_user: User) -> None:
    client = Client()
    sign_in(client)
    page = confirmed(client, reverse("mfa_activate_totp"))
    body = page.content.decode()
    assert page.context["form"].secret in body
    assert 'src="data:image/svg+xml;base64,' in body


def test_the_password_alone_no_longer_opens(protected: tuple[Client, str]) -> None:
    client = Client()
    answer = sign_in(client)
    assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_signed_in(client)
    for wrong in ("000000", ""):
        send(client, reverse("mfa_authenticate"), code=wrong)
        assert not is_signed_in(client)


def test_the_administration_is_behind_the_second_factor_too(
    protected: tuple[Client, str], member_user: User
) -> None:
    member_user.is_staff = member_user.is_superuser = True
    member_user.save()
    client = Client()
    sign_in(client, url=f"{reverse('account_login')}?next=/admin/")
    assert client.get("/admin/").status_code == 302
    client.post("/admin/login/", {"username": member_user.email, "password": PASSWORD})
    assert client.get("/admin/").status_code == 302


def test_a_recovery_code_opens_once(protected: tuple[Client, str]) -> None:
    owner, _ = protected
    codes = owner.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] in owner.get(reverse("mfa_download_recovery_codes")).content.decode()
    for is_first in (True, False):
        client = Client()
        sign_in(client)
        send(client, reverse("mfa_authenticate"), code=codes[0])
        assert is_signed_in(client) is is_first


def test_codes_cannot_be_guessed_without_end(protected: tuple[Client, str]) -> None:
    client = Client()
    sign_in(client)
    for _ in range(6):
        send(client, reverse("mfa_authenticate"), code="000000")
    _, secret = protected
    answer = send(client, reverse("mfa_authenticate"), code=code_of(secret))
    assert not is_signed_in(client)
    assert answer.status_code in (200, 429)


def test_changing_the_second_factor_asks_for_proof_again(member: Client) -> None:
    for name in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        answer = member.get(reverse(name))
        assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))


def test_every_page_of_security_is_drawn(protected: tuple[Client, str]) -> None:
    client, _ = protected
    for name in (
        "accounts:account",
        "account_email",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "socialaccount_connections",
    ):
        answer = confirmed(client, reverse(name))
        assert answer.status_code == 200, name
        assert "<script>" not in answer.content.decode()


# --- Passkeys --------------------------------------------------------------------------------
def options_of(page: str) -> dict[str, Any]:
    found = re.search(r'data-options="([^"]*)"', page)
    assert found
    return dict(json.loads(unescape(found[1]))["publicKey"])


def test_a_passkey_is_asked_for_this_site_and_explained_without_a_script(
    protected: tuple[Client, str],
) -> None:
    client, _ = protected
    page = confirmed(client, reverse("mfa_add_webauthn")).content.decode()
    options = options_of(page)
    assert options["rp"]["id"] == "testserver"
    assert len(options["challenge"]) >= 20
    assert "demande JavaScript" in page


def test_a_forged_passkey_opens_nothing(member_user: User) -> None:
    client = Client()
    url = reverse("mfa_login_webauthn")
    options = client.get(url, headers={"accept": "application/json"}).json()["request_options"]
    assert options["publicKey"]["challenge"]
    client.get(reverse("account_login"))
    forged = json.dumps({"id": "x", "rawId": "eA", "type": "public-key", "response": {}})
    token = client.cookies["csrftoken"].value
    answer = client.post(url, {"credential": forged, "csrfmiddlewaretoken": token})
    assert answer.status_code == 302
    assert not is_signed_in(client)


def test_nobody_touches_the_passkey_of_another(member: Client, administrator_user: User) -> None:
    key = Authenticator.objects.create(
        user=administrator_user, type=Authenticator.Type.WEBAUTHN, data={}
    )
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert confirmed(member, reverse(name, kwargs={"pk": key.pk})).status_code == 404

"""Signing in by an identity provider: a real one, on loopback, honest then lying."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import run_server_in_thread

from alliage.accounts.models import User
from alliage.config.sign_in import origin_of
from tests.accounts.browsing import ADDRESS, Browser, is_signed_in, link, send, sign_in
from tests.accounts.providers import Signer, agree, asked, leave, settings_for, signer
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
BACK = "/oidc/oidc/retour/"
CLAIMS = {"email": "zoe@exemple.fr", "email_verified": True, "name": "Zoé Martin"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """An independent provider, whose people are made by `enrol`."""
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def linked(provider: str, settings: Any) -> str:
    """This instance, linked to the independent provider."""
    settings.SOCIALACCOUNT_PROVIDERS = settings_for(provider)
    return provider


@pytest.fixture
def small(settings: Any) -> Iterator[Signer]:
    """This instance, linked to a provider in ProConnect's manner."""
    with signer() as server:
        settings.SOCIALACCOUNT_PROVIDERS = settings_for(
            server.issuer, acr_values="eidas1", scopes="openid email siret", has_logout=True
        )
        server.claims = {"sub": "s-1", "siret": "13002526500013"} | CLAIMS
        yield server


def enrol(provider: str, sub: str, **claims: Any) -> None:
    requests.put(f"{provider}/users/{sub}", json=CLAIMS | claims, timeout=5).raise_for_status()


def come_back(client: Client, small: Signer, **changes: str) -> Any:
    """Go to the small provider and come back, some parameters changed."""
    small.asked = asked(leave(client))
    query = {"code": "c", "state": small.asked["state"]} | changes
    return client.get(BACK, query)


# --- With a provider that somebody else wrote ---------------------------------------------------
def test_a_person_signs_in_by_the_provider_then_again(linked: str) -> None:
    enrol(linked, "zoe")
    for _ in range(2):
        client = Browser()
        answer = client.get(agree(leave(client), "zoe"))
        assert answer.headers["Location"] == "/alliances/"
        assert is_signed_in(client)
    user = User.objects.get()
    assert (user.email, user.name) == ("zoe@exemple.fr", "Zoé Martin")
    assert not user.has_usable_password()


def test_the_same_address_never_opens_an_account_that_exists(
    linked: str, member_user: User
) -> None:
    for verified in (False, True):
        enrol(linked, f"pirate-{verified}", email=ADDRESS, email_verified=verified)
        client = Browser()
        client.get(agree(leave(client), f"pirate-{verified}"))
        assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()
    assert mail.outbox[-1].to == [ADDRESS]


def test_an_address_that_the_provider_does_not_vouch_for_is_confirmed_first(linked: str) -> None:
    enrol(linked, "zoe-2", email="zoe2@exemple.fr", email_verified="false")
    client = Browser()
    client.get(agree(leave(client), "zoe-2"))
    assert not is_signed_in(client)
    assert mail.outbox[-1].to == ["zoe2@exemple.fr"]
    send(client, link())
    client = Browser()
    client.get(agree(leave(client), "zoe-2"))
    assert is_signed_in(client)


def test_an_answer_to_somebody_else_s_question_is_refused(linked: str) -> None:
    enrol(linked, "zoe")
    back = agree(leave(Browser()), "zoe")
    client = Browser()
    assert client.get(back).status_code == 401
    leave(client)
    assert client.get(back.replace("state=", "state=x")).status_code == 401
    assert not is_signed_in(client)
    assert not User.objects.exists()


# --- With a provider that lies ------------------------------------------------------------------
def test_user_information_may_be_a_signed_token(small: Signer) -> None:
    client = Browser()
    assert come_back(client, small).headers["Location"] == "/alliances/"
    assert is_signed_in(client)
    account = SocialAccount.objects.get()
    assert account.extra_data["userinfo"]["siret"] == "13002526500013"


def test_the_question_carries_what_is_set_and_nothing_of_the_address(small: Signer) -> None:
    client = Browser()
    client.get("/compte/connexion/")
    token = client.cookies["csrftoken"].value
    forged = "/oidc/oidc/?scope=admin&auth_params=acr_values%3Dnone"
    question = asked(client.post(forged, {"csrfmiddlewaretoken": token}).headers["Location"])
    assert set(question["scope"].split()) == {"openid", "email", "siret"}
    assert question["acr_values"] == "eidas1"
    assert question["code_challenge_method"] == "S256"
    assert len(question["nonce"]) >= 32
    assert question["redirect_uri"] == f"http://testserver{BACK}"


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "un autre"},
        {"aud": "un autre site"},
        {"iss": "https://ailleurs.example"},
        {"exp": 1_000_000_000},
        {"sub": "quelqu’un d’autre"},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_an_identity_that_is_not_for_us_is_refused(lie: dict[str, Any], small: Signer) -> None:
    small.id_changes = lie
    client = Browser()
    assert come_back(client, small).status_code == 401
    assert not is_signed_in(client)


def test_user_information_signed_by_another_is_refused(small: Signer) -> None:
    small.key = rsa.generate_private_key(65537, 2048)
    client = Browser()
    assert come_back(client, small).status_code == 401
    assert not is_signed_in(client)


def test_user_information_for_another_site_is_refused(small: Signer) -> None:
    small.info_changes = {"aud": "un autre site"}
    client = Browser()
    assert come_back(client, small).status_code == 401
    assert not is_signed_in(client)


def test_somebody_who_gives_up_is_told_so(small: Signer) -> None:
    client = Browser()
    small.asked = asked(leave(client))
    refusal = {"error": "access_denied", "state": small.asked["state"]}
    answer = client.get(BACK, refusal, follow=True)
    assert "abandonnée" in answer.content.decode()


def test_signing_out_reaches_the_provider(small: Signer) -> None:
    client = Browser()
    come_back(client, small)
    answer = send(client, reverse("account_logout"))
    away = answer.headers["Location"]
    assert away.startswith(f"{small.issuer}/logout?")
    assert asked(away)["id_token_hint"].count(".") == 2
    assert not is_signed_in(client)


def test_an_account_that_exists_is_linked_from_within(small: Signer, member_user: User) -> None:
    small.claims["email"] = ADDRESS
    client = Browser()
    sign_in(client)
    token = client.cookies["csrftoken"].value
    form = {"csrfmiddlewaretoken": token}
    away = client.post("/oidc/oidc/?process=connect", form).headers["Location"]
    small.asked = asked(away)
    again = client.get(BACK, {"code": "c", "state": small.asked["state"]})
    if again.headers["Location"].startswith(reverse("account_reauthenticate")):
        again = send(client, again.headers["Location"], password=PASSWORD)
    assert SocialAccount.objects.get().user == member_user


# --- Without a provider, or with a bad one ------------------------------------------------------
def test_without_settings_there_is_no_button_and_no_address(visitor: Client) -> None:
    page = visitor.get(reverse("account_login")).content.decode()
    assert "/oidc/" not in page
    assert visitor.get(BACK).status_code == 404
    assert visitor.get("/oidc/oidc/").status_code == 404


def test_a_provider_that_nothing_protects_is_refused_at_once() -> None:
    with pytest.raises(ImproperlyConfigured, match="https"):
        settings_for("http://identite.example")
    with pytest.raises(ImproperlyConfigured, match="CLIENT_ID"):
        settings_for("https://identite.example", client_id="")


def test_the_button_may_lead_to_the_provider_alone() -> None:
    assert (
        origin_of("https://identite.example:8443/auth/realms/x") == "https://identite.example:8443"
    )

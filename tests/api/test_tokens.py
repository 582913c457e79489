"""Tokens: shown once, kept as a fingerprint, bounded, revoked, never logged, never another's."""

import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alliage.accounts.models import JournalEntry, User
from alliage.api.models import Token
from alliage.api.services import TokenError, create_token, revoke_token, token_of
from alliage.network.models import Animation
from tests.network.people import animates, browser

pytestmark = pytest.mark.django_db
PAGE = "/mes-jetons/"


def made(user: User, **changes: Any) -> tuple[Token, str]:
    return create_token(user, **{"name": "Essai", "scopes": ["read"], "days": 30, **changes})


def show(secret: str) -> Any:
    return Client().get("/api/v1/goals", headers={"Authorization": f"Bearer {secret}"})


def test_only_the_fingerprint_is_kept(member_user: User) -> None:
    token, secret = made(member_user)
    kept = str(Token.objects.values().get())
    assert secret not in kept
    assert secret[len(token.prefix) :] not in kept
    assert len(secret) - len("alliage_") >= 43, "256 bits"
    assert secret not in str(list(JournalEntry.objects.values()))


def test_a_token_opens_until_it_expires_or_is_revoked(member_user: User) -> None:
    token, secret = made(member_user)
    assert show(secret).status_code == 200
    Token.objects.update(
        created_at=timezone.now() - timedelta(days=9),
        expires_at=timezone.now() - timedelta(seconds=1),
    )
    assert show(secret).status_code == 401
    token, secret = made(member_user)
    revoke_token(token, by=member_user)
    revoke_token(token, by=member_user)
    answer = show(secret)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["type"].endswith("#jeton-refuse")
    assert JournalEntry.objects.filter(verb="api.token_revoked").count() == 1


def test_the_token_of_a_closed_account_opens_nothing(member_user: User) -> None:
    _, secret = made(member_user)
    member_user.is_active = False
    member_user.save()
    assert show(secret).status_code == 401


@pytest.mark.parametrize("secret", ["", "x", "alliage_faux", "alliage_" + "a" * 5000, "alliage_é"])
def test_what_is_not_a_token_is_refused(secret: str) -> None:
    assert show(secret).status_code == 401
    assert token_of(secret) is None


@pytest.mark.parametrize(
    "changes", [{"scopes": []}, {"scopes": ["tout"]}, {"days": 366}, {"days": 0}, {"days": -1}]
)
def test_a_token_has_a_right_and_an_end(member_user: User, changes: dict[str, Any]) -> None:
    with pytest.raises(TokenError):
        made(member_user, **changes)


def test_a_token_is_never_given_more_than_its_person_has(
    member_user: User, administrator_user: User
) -> None:
    with pytest.raises(TokenError):
        made(member_user, scopes=["read", "animate"])
    token, _ = made(member_user, scopes=["contribute"])
    assert token.scopes == ["contribute"]
    assert made(animates(administrator_user), scopes=["animate"])[0].scopes == ["animate"]


def test_a_role_that_is_lost_is_lost_to_the_token(member_user: User) -> None:
    _, secret = made(animates(member_user), scopes=["animate"])
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/queue", headers=headers).status_code == 200
    Animation.objects.all().delete()
    assert Client().get("/api/v1/queue", headers=headers).status_code == 403


def test_what_a_token_writes_is_counted_apart(member_user: User, settings: Any) -> None:
    settings.API_LIMIT_TOKEN, settings.API_LIMIT_WRITE = 5, 2
    _, secret = made(member_user, scopes=["contribute"])
    headers = {"Authorization": f"Bearer {secret}"}
    answers = [
        Client().post("/api/v1/drafts", {}, content_type="application/json", headers=headers)
        for _ in range(3)
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert [answer.headers["RateLimit-Limit"] for answer in answers] == ["2", "2", "2"]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert show(secret).headers["RateLimit-Remaining"] == "4"
    settings.API_LIMIT = 1
    anonymous = [Client().post("/api/v1/drafts").status_code for _ in range(2)]
    assert anonymous == [401, 429], "without a token, by address"


def test_tokens_are_counted(member_user: User) -> None:
    for _ in range(20):
        made(member_user)
    with pytest.raises(TokenError):
        made(member_user)


def test_a_token_has_its_own_limit(member_user: User, settings: Any) -> None:
    settings.API_LIMIT, settings.API_LIMIT_TOKEN = 1, 3
    _, secret = made(member_user)
    assert [show(secret).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_guessing_tokens_is_limited_by_address(settings: Any) -> None:
    settings.API_LIMIT = 2
    assert [show(f"alliage_{n}").status_code for n in range(3)] == [401, 401, 429]


def test_the_secret_is_never_logged(member_user: User, caplog: pytest.LogCaptureFixture) -> None:
    _, secret = made(member_user)
    with caplog.at_level(logging.DEBUG):
        show(secret)
        show(secret + "x")
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "une-cle"}
        for path in ("goals", "drafts", "drafts/1/publish"):
            Client().post(
                f"/api/v1/{path}", {"a": 1}, content_type="application/json", headers=headers
            )
    assert secret not in caplog.text


# --- The page --------------------------------------------------------------------------------
def form(**changes: Any) -> dict[str, Any]:
    return {"name": "Site", "scopes": ["read"], "days": "90", **changes}


def test_the_page_is_for_those_who_signed_in(member: Client, member_user: User) -> None:
    assert Client().get(PAGE).status_code == 302
    assert "Aucun jeton" in member.get(PAGE).text


def test_the_secret_is_shown_once(member_user: User) -> None:
    client = Client()
    client.force_login(member_user)
    answer = client.post(PAGE, form())
    secret = re.findall(r"<code>(alliage_[\w-]{43})</code>", answer.text)[0]
    assert "no-store" in answer.headers["Cache-Control"]
    assert show(secret).status_code == 200
    assert secret not in client.get(PAGE).text


def test_the_form_offers_what_one_may_do(member_user: User) -> None:
    member = browser(member_user)
    assert "Contribuer :" in member.get(PAGE).text
    assert "Animer :" not in member.get(PAGE).text
    member.post(PAGE, form(scopes=["animate"]))
    assert not Token.objects.exists()
    animates(member_user)
    assert "Animer :" in member.get(PAGE).text
    member.post(PAGE, form(scopes=["animate"]))
    assert Token.objects.get().scopes == ["animate"]


def test_nothing_more_than_the_form_is_written(member_user: User, animator_user: User) -> None:
    client = Client()
    client.force_login(member_user)
    for refused in ({"scopes": ["admin"]}, {"days": "9999"}, {"name": ""}):
        assert client.post(PAGE, form(**refused)).status_code == 200
    assert not Token.objects.exists()
    client.post(PAGE, form(user=animator_user.pk, digest="0" * 64, expires_at="2099-01-01"))
    token = Token.objects.get()
    assert token.user == member_user
    assert token.digest != "0" * 64
    assert token.expires_at < timezone.now() + timedelta(days=91)


def test_one_revokes_ones_own_tokens_alone(member_user: User, animator_user: User) -> None:
    mine, _ = made(member_user)
    others, _ = made(animator_user)
    client = Client()
    client.force_login(member_user)
    assert client.post(f"{PAGE}{others.pk}/revoquer/").status_code == 404
    assert client.post(f"{PAGE}{mine.pk}/revoquer/", follow=True).status_code == 200
    assert Client().post(f"{PAGE}{others.pk}/revoquer/").status_code == 302
    assert list(Token.objects.filter(revoked_at=None)) == [others]
    assert Client(enforce_csrf_checks=True).post(f"{PAGE}{others.pk}/revoquer/").status_code == 403


def test_the_page_shows_what_became_of_each_token(member: Client, member_user: User) -> None:
    made(member_user, name="En service")
    revoked, _ = made(member_user, name="Révoqué")
    revoke_token(revoked, by=member_user)
    old, _ = made(member_user, name="Vieux")
    past = timezone.now() - timedelta(days=2)
    Token.objects.filter(pk=old.pk).update(created_at=past, expires_at=past + timedelta(days=1))
    page = member.get(PAGE).text
    for word in ("Valable jusqu’au", "Révoqué le", "Expiré le"):
        assert word in page

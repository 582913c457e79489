"""Every address has a declared audience, and keeps to it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.access import ACCESS, POST_ONLY, Audience, addresses, undecided

# An address with arguments is opened on something that does not exist: the point here is who may
# knock, not what is shown, which each context tests.
ARGUMENTS: dict[str, dict[str, Any]] = {
    "territories:territory": {"level": "region", "code": "99", "slug": "x"},
    "territories:territory_by_code": {"level": "region", "code": "99"},
    "taxonomy:goal": {"number": 99},
    "contribution:version": {"slug": "inexistant", "number": 99},
}
EXPORTS = {"form": "csv"}


def url_of(name: str) -> str:
    if name in ARGUMENTS:
        return reverse(name, kwargs=ARGUMENTS[name])
    if name.endswith("_export"):
        return reverse(name, kwargs=EXPORTS)
    pattern = next(pattern for found, pattern in addresses() if found == name)
    needed = pattern.pattern.regex.groupindex
    return reverse(name, kwargs=dict.fromkeys(needed, "inexistant"))


def test_every_address_has_a_decision_and_every_decision_an_address() -> None:
    names = {name for name, _ in addresses()}
    assert undecided(names) == set()
    assert set(ACCESS) - names == set()


def test_an_address_without_a_decision_is_caught() -> None:
    names = {"pages:home", "admin:index", "pages:new", "loose/"}
    assert undecided(names) == {"pages:new", "loose/"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [n for n, who in ACCESS.items() if who is Audience.EVERYBODY])
def test_what_is_for_everybody_asks_nobody_to_sign_in(
    name: str, visitor: Client, member: Client
) -> None:
    url = url_of(name)
    for client in (visitor, member):
        answer = client.get(url)
        assert answer.status_code in (200, 302, 404), url
        assert "login" not in answer.headers.get("Location", "")
        assert client.head(url).status_code == answer.status_code, "HEAD is answered like GET"
        assert client.delete(url).status_code in (401, 403, 405), "nothing else is"


@pytest.mark.django_db
@pytest.mark.parametrize("name", [n for n, who in ACCESS.items() if who is POST_ONLY])
def test_what_acts_refuses_to_be_read(name: str, visitor: Client) -> None:
    assert visitor.get(url_of(name)).status_code == 405


@pytest.mark.django_db
def test_the_administration_opens_to_roles_alone(
    visitor: Client, member: Client, animator: Client, administrator: Client
) -> None:
    index = reverse("admin:index")
    for stranger in (visitor, member):
        assert stranger.get(index).headers["Location"].startswith(reverse("admin:login"))
    assert animator.get(index).status_code == 200
    assert administrator.get(index).status_code == 200


@pytest.mark.django_db
def test_an_animator_edits_the_network_and_not_the_accounts(
    animator: Client, administrator: Client
) -> None:
    alliances = reverse("admin:capitalisation_alliance_changelist")
    accounts = reverse("admin:auth_group_changelist")
    assert animator.get(alliances).status_code == 200
    assert animator.get(accounts).status_code == 403
    assert administrator.get(accounts).status_code == 200

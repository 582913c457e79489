"""Every address answers every role as was decided, and the table of decisions is current."""

from collections.abc import Callable
from itertools import product

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from alliage.accounts.models import User
from tests.access import ACCESS, addresses, matrix
from tests.audiences import Audience, Decision, Role, decision
from tests.house_rules import ROOT
from tests.network.factories import OrganisationFactory
from tests.network.people import Role as Membered
from tests.network.people import animates, belongs, browser, person
from tests.territories.factories import TerritoryFactory, charente
from tests.test_access import ARGUMENTS, EXPORTS

# What is tried when the address wants an argument: nothing by this name exists.
TRIED = ("inexistant", 999_999, "csv", "00000000-0000-4000-8000-000000000000")
FOUND = {200, 204, 302, 304, 400, 404, 405, 410, 503}


def cast() -> dict[Role, Client]:
    """Make one person per role, about one organisation of Charente."""
    organisation = OrganisationFactory.create(territory=charente())
    member, representative = person("Membre"), person("Représentante")
    belongs(member, organisation)
    belongs(representative, organisation, Membered.REPRESENTATIVE)
    people = {
        Role.CONTRIBUTOR: person("Contributrice"),
        Role.MEMBER: member,
        Role.REPRESENTATIVE: representative,
        Role.NEIGHBOUR: animates(person("Voisine"), TerritoryFactory.create()),
        Role.ANIMATOR: animates(person("Animatrice"), charente()),
        Role.INSTANCE: animates(person("Toute")),
        Role.ADMINISTRATOR: User.objects.create_superuser("a@exemple.fr"),
    }
    return {Role.VISITOR: Client(), **{role: browser(user) for role, user in people.items()}}


def url_of(name: str) -> str:
    """Give an address, with arguments that lead to nothing where it wants some."""
    if name in ARGUMENTS:
        return reverse(name, kwargs=ARGUMENTS[name])
    if name.endswith("_export"):
        return reverse(name, kwargs=EXPORTS)
    pattern = next(pattern for found, pattern in addresses() if found == name)
    needed = pattern.pattern.regex.groupindex
    for values in product(TRIED, repeat=len(needed)):
        try:
            return reverse(name, kwargs=dict(zip(needed, values, strict=True)))
        except NoReverseMatch:
            continue
    raise AssertionError(f"{name}: give its arguments in ARGUMENTS")


def asks_to_sign_in(answer: object) -> bool:
    location = getattr(answer, "headers", {}).get("Location", "")
    return "next=" in location or location.startswith(reverse("account_login"))


def is_kept(expected: Decision, client: Client, url: str) -> bool:
    """Tell whether an address answers as decided, read and written."""
    read = client.get(url)
    if read.status_code == 405:
        read = client.post(url)
    if expected is Decision.PROGRAM:
        asked = set(read.headers.get("Allow", "").split(", ")) & {"PUT", "PATCH", "DELETE"}
        answers = [client.generic(method, url) for method in asked] or [read]
        return all(answer.status_code == 401 for answer in answers)
    if expected is Decision.SIGN_IN:
        return asks_to_sign_in(read) or read.status_code in (401, 403, 404)
    if expected is Decision.CLOSED:
        return read.status_code in (403, 404)
    if expected is Decision.OBJECT:
        return read.status_code in FOUND | {403}
    return read.status_code in FOUND and not asks_to_sign_in(read)


@pytest.mark.django_db
def test_every_address_answers_every_role_as_was_decided() -> None:
    clients, wrong = cast(), []
    for name, audience in ACCESS.items():
        if audience is Audience.SIGNED_LINK or name.startswith(("account_", "mfa_", "social")):
            continue  # links are their own proof; sign-in walks its own pages
        url = url_of(name)
        for role, client in clients.items():
            expected = decision(audience, role)
            if not is_kept(expected, client, url):
                wrong.append(f"{name} ({url}) is not {expected.value} for {role.value}")
    assert wrong == []


@pytest.mark.django_db
def test_a_door_left_open_is_caught(member: Client) -> None:
    glossary: Callable[[Decision], bool] = lambda d: is_kept(d, member, reverse("pages:about"))  # noqa: E731
    assert glossary(Decision.OPEN)
    assert not glossary(Decision.CLOSED)
    assert not glossary(Decision.SIGN_IN)


def test_the_table_of_decisions_is_current() -> None:
    written = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    assert written == matrix(), "À mettre à jour par « make access »"

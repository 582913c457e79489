"""Each operation answers each role and each scope as was decided."""

from typing import Any

import pytest
from django.test import Client

from alliage.api.models import Scope
from alliage.api.rest.application import operations
from tests.api.programs import Program
from tests.api.rights import RIGHTS, Whose, cell
from tests.audiences import Decision, Role
from tests.network.factories import OrganisationFactory
from tests.network.people import Role as Membered
from tests.network.people import animates, belongs, person
from tests.territories.factories import TerritoryFactory, charente

NOTHING = {"key": "999999", "slug": "rien", "organisation": "rien", "level": "region"}
NOTHING |= {"code": "rien", "number": "99", "kind": "alliances", "subject": "rien"}


LOCKED = [operation for operation, (whose, _) in RIGHTS.items() if whose is not Whose.NOBODY]


def test_every_operation_has_a_decision_and_declares_it() -> None:
    declared = {f"{method} {route}": who for method, route, who in operations()}
    decided = {name: whose.value or "everybody" for name, (whose, _) in RIGHTS.items()}
    assert declared == decided


def people() -> dict[Role, Any]:
    organisation = OrganisationFactory.create(territory=charente())
    member, representative = person("Membre"), person("Représentante")
    belongs(member, organisation)
    belongs(representative, organisation, Membered.REPRESENTATIVE)
    administrator = person("Adama")
    administrator.is_superuser = True
    administrator.save()
    return {
        Role.CONTRIBUTOR: person("Contributrice"),
        Role.MEMBER: member,
        Role.REPRESENTATIVE: representative,
        Role.NEIGHBOUR: animates(person("Voisine"), TerritoryFactory.create()),
        Role.ANIMATOR: animates(person("Animatrice"), charente()),
        Role.INSTANCE: animates(person("Toute")),
        Role.ADMINISTRATOR: administrator,
    }


def sent(operation: str, program: Program | None = None) -> int:
    method, route = operation.split()
    path = route.format(**NOTHING)
    secret = {"Authorization": f"Bearer {program.secret}"} if program else {}
    answer = Client().generic(method, path, "{}", content_type="application/json", headers=secret)
    return answer.status_code


def is_kept(operation: str, role: Role, program: Program, scope: Scope) -> bool:
    status, whose = sent(operation, program), RIGHTS[operation][0]
    if whose.value != scope or cell(operation, role) is Decision.CLOSED:
        return status == 403
    return status in {200, 201, 404, 422, 428}


@pytest.mark.django_db
def test_every_operation_answers_every_role_and_scope_as_was_decided(settings: Any) -> None:
    settings.API_LIMIT = settings.API_LIMIT_TOKEN = settings.API_LIMIT_WRITE = 100_000
    wrong = []
    for role, user in people().items():
        for scope in Scope:
            program = Program(user, [scope])
            wrong += [
                f"{operation} for {role.value} with {scope}"
                for operation in LOCKED
                if not is_kept(operation, role, program, scope)
            ]
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", "member", "animator", "administrator"])
def test_no_session_opens_an_operation(role: str, request: pytest.FixtureRequest) -> None:
    """Neither a cookie nor a cookie with its CSRF token: only a token does."""
    client: Client = request.getfixturevalue(role)
    for operation, (whose, _) in RIGHTS.items():
        method, route = operation.split()
        path = route.format(**NOTHING)
        answer = client.generic(method, path, "{}", content_type="application/json")
        if whose is Whose.NOBODY:
            assert answer.content == Client().generic(method, path).content
        else:
            assert answer.status_code == 401, operation
            assert answer.headers["WWW-Authenticate"] == 'Bearer realm="alliage"'


@pytest.mark.django_db
def test_a_scope_that_is_missing_is_named() -> None:
    answer = Program(person("Anne"), ["read"]).post("drafts")
    assert answer.status_code == 403
    assert 'error="insufficient_scope", scope="contribute"' in answer.headers["WWW-Authenticate"]

"""The description says what the interface does: valid, complete, and kept under random requests."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from alliage.api.rest.application import description, operations
from tests.access import ACCESS
from tests.audiences import Audience
from tests.capitalisation.factories import whole_alliance

schema = schemathesis.openapi.from_dict(description())
schema.config.generation.update(deterministic=True)
CALLS = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.django_db
def test_the_description_is_served_and_is_openapi_3_1() -> None:
    served = Client().get("/api/v1/openapi.json").json()
    assert served["openapi"].startswith("3.1")
    schema.validate()
    assert served["paths"].keys() == description()["paths"].keys()


def test_every_operation_has_a_decided_audience() -> None:
    found = list(operations())
    assert len(found) == 18
    assert {audience for _, _, audience in found} == {"everybody"}
    assert {method for method, _, _ in found} == {"GET"}
    assert all(ACCESS[name] is Audience.EVERYBODY for name in ACCESS if name.startswith("rest:"))


@pytest.mark.django_db
@pytest.mark.parametrize(("method", "route"), [(m, r) for m, r, _ in operations()])
@pytest.mark.parametrize("role", ["visitor", "member", "animator", "administrator"])
def test_no_role_is_given_more_than_another(
    method: str, route: str, role: str, request: pytest.FixtureRequest
) -> None:
    path = route.format(slug="rien", level="region", code="rien", number="99")
    client: Client = request.getfixturevalue(role)
    assert client.generic(method, path).content == Client().generic(method, path).content


@pytest.mark.django_db
def test_the_page_explains_every_operation_and_every_problem(visitor: Client) -> None:
    page = visitor.get("/api/").text
    for method, route, _ in operations():
        assert f"{method} {route}" in page
    assert 'id="curseur-inconnu"' in page
    assert "cdn" not in page


@pytest.fixture
def content(db: None, settings: Any, own_index: None) -> Iterator[None]:
    """A sheet to read; between requests the connection of the test stays open."""
    settings.API_LIMIT = 1_000_000
    whole_alliance()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@CALLS
@pytest.mark.usefixtures("content")
def test_what_is_answered_is_what_is_described(case: Any) -> None:
    answer = case.call(app=WSGIHandler(), headers={"Accept-Encoding": "identity"})
    # What no schema can say (a cursor that was never signed, a NUL) is refused by 400.
    is_unreadable = answer.status_code == 400
    case.validate_response(answer, excluded_checks=[positive_data_acceptance] * is_unreadable)

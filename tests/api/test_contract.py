"""The description says what the interface does: valid, complete, and kept under random requests."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    negative_data_rejection,
    positive_data_acceptance,
)

from alliage.api.rest.application import description, operations
from alliage.capitalisation.models import Participation
from alliage.contribution.models import Draft, DraftState
from alliage.curation.models import Collection
from tests.api.programs import Program
from tests.capitalisation.factories import whole_alliance
from tests.contribution.factories import DraftFactory
from tests.contribution.factories import told as told_content
from tests.curation.factories import CollectionFactory
from tests.network.people import Role, animates, belongs, person

SLUG = "toits"
SEEN: dict[str, Counter[int]] = defaultdict(Counter)
told: list[tuple[str, object]] = []
schema = schemathesis.openapi.from_dict(description())
schema.config.generation.update(deterministic=True)
locked = schema.include(lambda context: "x-audience" in context.operation.definition.raw)
public = schema.exclude(lambda context: "x-audience" in context.operation.definition.raw)
CALLS = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


WRITTEN = settings(CALLS, max_examples=9)


@pytest.mark.django_db
def test_the_description_is_served_and_is_openapi_3_1() -> None:
    served = Client().get("/api/v1/openapi.json").json()
    assert served["openapi"].startswith("3.1")
    schema.validate()
    assert served["paths"].keys() == description()["paths"].keys()


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
    settings.API_LIMIT = settings.API_LIMIT_TOKEN = settings.API_LIMIT_WRITE = 1_000_000
    whole_alliance(slug=SLUG)
    CollectionFactory.create(slug=SLUG)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _counted(request: pytest.FixtureRequest) -> None:
    """Sum up, at the end of the run, the requests that were made up and what came back."""
    global told  # noqa: PLW0603 - the report of the item under way
    told = request.node.user_properties


def count(case: Any, status: int) -> None:
    SEEN[case.operation.label][status] += 1
    seen = sorted(SEEN[case.operation.label].items())
    words = ", ".join(f"{status} × {times}" for status, times in seen)
    told[:] = [("measure", f"schemathesis, {case.operation.label}: {words}")]


def call(case: Any, program: Program | None = None) -> Any:
    """Send a request that was made up, and hold its answer to the description."""
    headers = {"Accept-Encoding": "identity"}
    if program:
        headers["Authorization"] = f"Bearer {program.secret}"
    answer = case.call(app=WSGIHandler(), headers=headers)
    count(case, answer.status_code)
    # What no schema can say (a cursor that was never signed, a sheet that is not there, a draft
    # that changed) is refused; and a token opens what was made up without one.
    excluded = [positive_data_acceptance] * (answer.status_code == 400)
    if program:
        excluded = [positive_data_acceptance, ignored_auth]
        excluded += [negative_data_rejection] * (not faults(case) - OUTSIDE)
    case.validate_response(answer, excluded_checks=excluded)
    return answer


OUTSIDE = {"header", "path"}


def faults(case: Any) -> set[str]:
    """Name the parts of a request that were made wrong on purpose."""
    parts = case.meta.components.items() if case.meta else ()
    return {str(where.value) for where, part in parts if part.mode.is_negative}


@public.parametrize()
@CALLS
@pytest.mark.usefixtures("content")
def test_what_is_answered_is_what_is_described(case: Any) -> None:
    if case.operation.path.endswith("alliances/{slug}") and not faults(case) & OUTSIDE:
        case.path_parameters["slug"] = SLUG
    call(case)


@pytest.fixture
def programs(content: None) -> Iterator[Program]:
    """Give in turn somebody who tells, who animates everywhere, who speaks for a partner."""
    teller, animator, speaker = person("Mina"), animates(person("Anne")), person("Rose")
    belongs(speaker, Participation.objects.all()[0].organisation, Role.REPRESENTATIVE)
    return cycle([Program(teller), Program(animator), Program(speaker)])


@locked.parametrize()
@WRITTEN
def test_what_is_written_is_what_is_described(case: Any, programs: Iterator[Program]) -> None:
    """Most requests lead to what exists, and name its version: they go all the way."""
    program, path = next(programs), case.path_parameters or {}
    if faults(case) & OUTSIDE:
        call(case, program)
        return
    key, is_draft = path.get("key"), "drafts/{key}" in case.operation.path
    if is_draft and isinstance(key, int) and key % 8:
        path["key"] = something(program, case.operation.path, key).pk
        case.headers = {**(case.headers or {}), "If-Match": "*"}
    if "collections/{slug}" in case.operation.path:
        Collection.objects.filter(slug=SLUG).update(owner=program.token.user)
    real = {"slug": SLUG, "subject": SLUG, "kind": "alliances", "organisation": partner()}
    path.update({name: value for name, value in real.items() if name in path})
    call(case, program)


def partner() -> str:
    """Name an organisation of the sheet."""
    return Participation.objects.all()[0].organisation.slug


def something(program: Program, path: str, key: int) -> Draft:
    """Make a draft in the state that the operation asks for, or in another."""
    is_read = path.endswith(("remarks", "publish", "refuse")) is (key % 4 != 3)
    return DraftFactory.create(
        author=program.token.user,
        content=told_content(sdgs=[]),
        state=DraftState.SUBMITTED if is_read else DraftState.DRAFT,
        submitted_at=timezone.now() if is_read else None,
    )

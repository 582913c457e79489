"""The provider, read by the harvester of another project over a real connection."""

from collections.abc import Iterator
from typing import Any

import pytest
from oaipmh_scythe import CannotDisseminateFormat, Scythe
from pytest_django.live_server_helper import LiveServer

from alliage.capitalisation.models import EditorialState, Resource
from alliage.harvesting.services import refresh_ledger
from tests.capitalisation.factories import AllianceFactory, ResourceFactory

pytestmark = [
    pytest.mark.django_db(transaction=True),
    # The threads of Django's test server leave their connection to the collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def other(live_server: LiveServer, settings: Any) -> Iterator[Scythe]:
    """Another project's harvester, pointed at this instance, two records a page."""
    settings.OAI_PAGE = 2
    with Scythe(f"{live_server.url}/oai") as harvester:
        yield harvester


def test_everything_comes_page_after_page_and_deletions_with_it(other: Scythe) -> None:
    for number in range(5):
        ResourceFactory.create(slug=f"guide-{number}", title=f"Guide {number} & <suite>")
    AllianceFactory.create(slug="toits", title="Des toits")
    refresh_ledger()
    Resource.objects.filter(slug="guide-3").update(editorial_state=EditorialState.ARCHIVED)
    refresh_ledger()
    records = {record.header.identifier: record for record in other.list_records()}
    assert len(records) == 6
    gone = {name for name, record in records.items() if record.header.deleted}
    assert gone == {"oai:localhost:resource/guide-3"}
    told = records["oai:localhost:resource/guide-0"].metadata
    assert told["title"] == ["Guide 0 & <suite>"]
    assert len(list(other.list_records(set_="alliances"))) == 1


def test_it_understands_who_we_are_our_sets_and_our_refusals(other: Scythe) -> None:
    AllianceFactory.create(slug="toits")
    refresh_ledger()
    assert other.identify().deletedRecord == "persistent"
    assert {found.setSpec for found in other.list_sets()} >= {"alliances", "resources"}
    assert {found.metadataPrefix for found in other.list_metadata_formats()} == {"oai_dc", "lom"}
    with pytest.raises(CannotDisseminateFormat):
        list(other.list_records(metadata_prefix="marc"))

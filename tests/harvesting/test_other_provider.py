"""Our harvester reads the provider of another project (the oaipmh library, once pyoai)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from oaipmh.common import Header, Identify, Metadata
from oaipmh.metadata import MetadataRegistry
from oaipmh.server import BatchingServer, oai_dc_writer

from alliage.capitalisation.models import EditorialState, Resource
from alliage.harvesting.models import HarvestRun, HarvestSource
from alliage.harvesting.services import harvest
from tests.harvesting.sources import Words, send, served

pytestmark = pytest.mark.django_db
BEGINNING = datetime(2026, 1, 1)  # the library wants no zone


class Repository:
    """Records that change, as that library wants them."""

    def __init__(self) -> None:
        self.rows = {f"n{n}": (BEGINNING, f"Notice {n} & <suite>", False) for n in range(7)}

    def identify(self) -> Identify:
        url, mail = "http://localhost/oai", ["a@exemple.fr"]
        names = ("Autre", url, "2.0", mail, BEGINNING, "persistent", "YYYY-MM-DDThh:mm:ssZ", [])
        return Identify(*names)

    def change(self, name: str, title: str, *, is_deleted: bool = False) -> None:
        self.rows[name] = (datetime.now(UTC).replace(microsecond=0, tzinfo=None), title, is_deleted)

    def listRecords(self, *, cursor: int, batch_size: int, **words: Any) -> Any:  # noqa: N802
        since = words.get("from_") or BEGINNING - timedelta(days=1)
        found = [(name, row) for name, row in self.rows.items() if row[0] >= since]
        return [
            (
                Header(None, name, day, ["lot"], is_deleted),
                Metadata(None, {"title": [title], "identifier": [f"https://exemple.fr/{name}"]}),
                None,
            )
            for name, (day, title, is_deleted) in found[cursor : cursor + batch_size]
        ]


def test_another_provider_is_harvested_then_followed() -> None:
    repository, registry = Repository(), MetadataRegistry()
    registry.registerWriter("oai_dc", oai_dc_writer)
    server = BatchingServer(repository, registry, resumption_batch_size=3)

    def respond(handler: Any, words: Words) -> None:
        send(handler, server.handleRequest(words))

    with served(respond) as at:
        source = HarvestSource.objects.create(name="Autre", base_url=at.url, set_spec="lot")
        run = harvest(source)
        assert (run.state, run.pages, run.created) == (HarvestRun.State.DONE, 3, 7), run.error
        assert Resource.objects.filter(title="Notice 3 & <suite>").exists()
        repository.change("n3", "Notice changée")
        repository.change("n4", "", is_deleted=True)
        repository.change("n9", "Notice neuve")
        run = harvest(source)
        assert (run.created, run.updated, run.deleted, run.unchanged) == (1, 1, 1, 0)
    titles = Resource.objects.filter(editorial_state=EditorialState.PUBLISHED)
    assert {"Notice changée", "Notice neuve"} <= set(titles.values_list("title", flat=True))
    assert titles.count() == 7

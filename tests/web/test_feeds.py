"""JSON Feed 1.1, checked against what its specification makes mandatory."""

import json
from datetime import UTC, datetime

import pytest
from django.test import Client

from alliage.search.services import reindex
from alliage.web.exports import Entry
from alliage.web.feeds import json_feed_response
from tests.capitalisation.factories import AllianceFactory

INSTANT = datetime(2026, 11, 5, 8, 30, tzinfo=UTC)


def test_a_json_feed_has_all_that_its_version_asks() -> None:
    answer = json_feed_response(
        title="Alliances",
        url="https://exemple.fr/alliances/",
        feed_url="https://exemple.fr/alliances.jsonfeed?q=a",
        language="fr",
        entries=[Entry("Un <titre>", "https://exemple.fr/a/", "Résumé & suite", INSTANT)],
    )
    feed = json.loads(answer.content)
    assert answer["Content-Type"].startswith("application/feed+json")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://exemple.fr/alliances.jsonfeed?q=a"
    [item] = feed["items"]
    assert item["id"] == item["url"] == "https://exemple.fr/a/"
    assert item["content_text"] == "Résumé & suite"
    assert datetime.fromisoformat(item["date_modified"]) == INSTANT


@pytest.mark.django_db
@pytest.mark.usefixtures("own_index")
def test_a_feed_holds_what_its_list_holds(client: Client) -> None:
    AllianceFactory.create(title="Des vélos partagés")
    AllianceFactory.create(title="Une cantine")
    AllianceFactory.create(title="Des vélos en secret", draft=True)
    reindex()
    feed = json.loads(client.get("/alliances.jsonfeed?q=velos").content)
    assert [item["title"] for item in feed["items"]] == ["Des vélos partagés"]
    for name in ("ressources", "organisations"):
        assert json.loads(client.get(f"/{name}.jsonfeed").content)["items"] == []

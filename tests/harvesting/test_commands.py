"""`alliage harvest` names its sources, says what came, and fails with one sentence."""

import pytest
from click.testing import CliRunner, Result

from alliage.harvesting.commands import harvest_command
from alliage.harvesting.models import HarvestSource
from tests.harvesting.sources import pages, record, records, send, served

pytestmark = pytest.mark.django_db


def harvest(*words: str) -> Result:
    return CliRunner().invoke(harvest_command, words)


def test_an_address_becomes_a_source_then_goes_by_its_name_or_number() -> None:
    with served(pages(records(record("a")))) as at:
        first = harvest(at.url, "--set", "eau")
        assert first.exit_code == 0, first.output
        assert "1 créées" in first.output
        one = HarvestSource.objects.get()
        assert (one.name, one.set_spec) == ("Centre & ressources", "eau")
        for word in ("Centre & ressources", str(one.pk), at.url, ""):
            assert "1 inchangées" in harvest(word).output
        assert harvest(at.url, "--from", "2020-01-01").exit_code == 0
        assert at.lists()[-1]["from"] == "2020-01-01T00:00:00Z"


def test_a_failure_is_one_sentence_and_an_exit_code() -> None:
    with served(lambda handler, _words: send(handler, "<html></html>")) as at:
        done = harvest(at.url)
        assert done.exit_code == 1
        assert "page web" in done.output
        assert not HarvestSource.objects.exists()
        HarvestSource.objects.create(name="Une", base_url=at.url)
        done = harvest()
        assert done.exit_code == 1
        assert "Une\u00a0: Cette adresse donne une page web" in done.output
    assert "ne s’appelle" in harvest("Inconnue").output
    assert "adresse privée" in harvest("http://10.0.0.1/oai").output

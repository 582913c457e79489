"""Two real instances: one harvests the other, and follows what is edited, added and withdrawn.

It is how a centre links the ten others: each is a server of its own, with its own base, and they
know of each other only what OAI-PMH says.
"""

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import instance
from tests.capitalisation.conftest import DATA

# What was offered long ago, so that only what changes now is recent.
LONG_AGO = """
import django; django.setup()
from datetime import timedelta
from django.db.models import F
from alliage.harvesting.models import LedgerEntry
from alliage.harvesting.services import refresh_ledger
refresh_ledger()
LedgerEntry.objects.update(datestamp=F("datestamp") - timedelta(days=2))
"""
EMPTY = """
import django; django.setup()
from alliage.capitalisation.models import Alliance, Resource
from alliage.harvesting.models import LedgerEntry
for model in (Alliance, Resource, LedgerEntry):
    model.objects.all().delete()
"""
CHANGE = """
import django; django.setup()
from pathlib import Path
from alliage.capitalisation.models import Alliance
from alliage.capitalisation.services import ResourceWriter, archive_sheet, import_file
import_file(Path({file!r}), ResourceWriter())
archive_sheet(Alliance.objects.get(slug={gone!r}))
"""
BY_HAND = """
import django; django.setup()
from alliage.capitalisation.models import Resource
Resource.objects.filter(title={title!r}).update(description="Notre mot à nous.")
"""


class Instance(NamedTuple):
    """A server, and the folder of its state."""

    url: str
    home: Path

    def python(self, *words: str) -> str:
        """Run something on the instance, which may harvest this machine."""
        told = {"ALLIAGE_HARVEST_PRIVATE_HOSTS": "127.0.0.1", "ALLIAGE_HARVEST_PAUSE": "0"}
        done = subprocess.run(
            [sys.executable, *words],
            env=instance.environment(self.home) | told | {"ALLIAGE_SITE_URL": self.url},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def alliage(self, *words: str) -> str:
        return self.python("-m", "alliage.config", *words).replace("\u202f", " ")

    def read(self, path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as answer:  # noqa: S310 - ours
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


@pytest.fixture
def pair(shared_home: Path, tmp_path: Path) -> Iterator[tuple[Instance, Instance]]:
    """An instance with the real content, and one that has nothing yet."""

    def prepared(name: str, script: str) -> Path:
        home = instance.copied(shared_home, tmp_path / name)
        Instance("http://localhost", home).python("-c", script)
        return home

    with ThreadPoolExecutor() as pool, ExitStack() as stack:
        homes = list(pool.map(prepared, ("un", "autre"), (LONG_AGO, EMPTY)))
        starting = [pool.submit(stack.enter_context, instance.served(home)) for home in homes]
        urls = [server.result()[0] for server in starting]
        yield Instance(urls[0], homes[0]), Instance(urls[1], homes[1])


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines()]


def test_one_instance_follows_another(pair: tuple[Instance, Instance], tmp_path: Path) -> None:
    there, here = pair
    guides, alliances = rows("resources"), rows("alliances")
    told = here.alliage("harvest", f"{there.url}/oai")
    assert f"{len(guides) + len(alliances)} créées, 0 modifiées" in told

    # There: a guide is edited, another is new, an alliance is withdrawn. Here: a word of ours.
    edited, gone = guides[0], alliances[0]
    here.python("-c", BY_HAND.format(title=edited["title"]))
    changed = {**edited, "title": "Un titre changé à la source", "description_fr": "Autre."}
    fresh = {**guides[1], "slug": "tout-neuf", "title": "Un guide tout neuf"}
    file = tmp_path / "guides.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in (changed, fresh)))
    there.python("-c", CHANGE.format(file=str(file), gone=gone["slug"]))

    told = here.alliage("harvest", f"{there.url}/oai")
    assert "1 créées, 1 modifiées, 1 retirées, 0 inchangées, 0 refusées" in told, "only these"

    status, page = here.read(f"/ressources/{edited['slug']}/")
    assert status == 200
    assert "Un titre changé à la source" in page
    assert "Notre mot à nous." in page, "what was written here stays"
    assert f'href="{there.url}/ressources/{edited["slug"]}/"' in page
    found = here.read("/ressources/?q=tout+neuf")[1]
    assert '"/ressources/un-guide-tout-neuf/"' in found, "the new one is found at once"
    assert here.read(f"/ressources/{gone['slug']}/")[0] in (404, 410)
    assert there.read(f"/ressources/{edited['slug']}/")[0] == 200

    offered = here.read("/oai?verb=ListRecords&metadataPrefix=oai_dc")[1]
    assert "noRecordsMatch" in offered, "what was harvested is its source's to offer"

"""Harvest 5,000 records through a real server, beside another provider of the same records.

`python -m bench.bench_oai [COUNT]` prints a table. Both are served by one worker of gunicorn, a
hundred records a page; the same reader asks both, page after page, in turn; the median of three
rounds counts. The last line is our own harvester, whose pages also become resources in a base.
"""

import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import quote

from . import content

COUNT, BUDGET_S, ROUNDS = 5_000, 5, 3
ROOT = Path(__file__).parents[1]
TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]+)</resumptionToken>")


def environment(home: Path, **more: str) -> dict[str, str]:
    """Give the environment of an instance in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALLIAGE_")}
    kept.pop("DATABASE_URL", None)
    told = {"ALLIAGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "alliage.config.settings"}
    return {**kept, **told, **more}


def fill(home: Path, count: int) -> None:
    """Make so many resources in an instance, and write them down for the peer."""
    os.environ.update(environment(home))
    import django  # noqa: PLC0415 - the environment comes first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up by then

    from alliage.capitalisation.models import Resource  # noqa: PLC0415 - idem
    from alliage.harvesting.services import refresh_ledger  # noqa: PLC0415 - idem

    call_command("migrate", verbosity=0)
    records = []
    for number, row in enumerate(content.alliances(count)):
        told = {
            "title": [row["title"]],
            "description": [row["summary_fr"] or ""],
            "publisher": [row["partners"][0]["name"][:200]],
            "date": [str(row["start_year"])],
            "type": ["methode"],
            "identifier": [f"http://localhost/ressources/{row['slug']}/"],
            "source": [f"https://exemple.fr/{number}"],
            "language": ["fr"],
            "rights": ["CC-BY-4.0"],
        }
        records.append((f"oai:localhost:resource/{row['slug']}", told))
    Resource.objects.bulk_create(
        [
            Resource(
                slug=name.rpartition("/")[2],
                title=told["title"][0],
                description=told["description"][0],
                publisher=told["publisher"][0],
                year=int(told["date"][0]),
                licence=told["rights"][0],
                url=told["source"][0],
                medoc="methode",
                usage="agir",
                access="libre",
                editorial_state="published",
            )
            for name, told in records
        ],
        batch_size=500,
    )
    refresh_ledger()
    (home / "records.json").write_text(json.dumps(records))


@contextmanager
def served(*words: str, environ: dict[str, str], path: str) -> Iterator[str]:
    """Run a server on a free port; give its address once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    url = f"http://127.0.0.1:{port}{path}"
    command = [sys.executable, "-m", *(word.replace("{port}", port) for word in words)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environ, cwd=ROOT, stdout=quiet, stderr=quiet)
    try:
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"{url}?verb=Identify").close()  # noqa: S310 - ours
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait()


def read(url: str) -> tuple[int, int, float]:
    """Read a whole list; give its records, its pages and the seconds that it took."""
    start, records, pages = time.perf_counter(), 0, 0
    query = "metadataPrefix=oai_dc"
    while query:
        with urllib.request.urlopen(f"{url}?verb=ListRecords&{query}") as answer:  # noqa: S310
            body = answer.read()
        records += body.count(b"</record>")
        pages += 1
        token = TOKEN.search(body)
        query = token and f"resumptionToken={quote(unescape(token[1].decode()), safe='')}"
    return records, pages, time.perf_counter() - start


def harvested(url: str, home: Path) -> float:
    """Harvest a whole list into an empty instance; give the seconds."""
    told = {"ALLIAGE_HARVEST_PRIVATE_HOSTS": "127.0.0.1", "ALLIAGE_HARVEST_PAUSE": "0"}
    environ = environment(home, **told)
    alliage = [sys.executable, "-m", "alliage.config"]
    subprocess.run([*alliage, "init"], env=environ, cwd=ROOT, check=True, capture_output=True)
    start = time.perf_counter()
    words = [*alliage, "harvest", url]
    subprocess.run(words, env=environ, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure in instances of their own."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with tempfile.TemporaryDirectory() as folder:
        home, empty = Path(folder, "one"), Path(folder, "other")
        home.mkdir()
        empty.mkdir()
        fill(home, count)
        ours = ("alliage.config", "serve", "--port", "{port}", "--workers", "1")
        theirs = ("gunicorn", "-b", "127.0.0.1:{port}", "-w", "1", "bench.oai_peer:application")
        records = str(home / "records.json")
        with (
            served(*ours, environ=environment(home), path="/oai") as us,
            served(*theirs, environ=environment(home, OAI_RECORDS=records), path="/") as them,
        ):
            rounds = [(read(us), read(them)) for _round in range(ROUNDS)]
            print("| ListRecords, oai_dc | records | pages | s | records/s | at most, s |")
            print("|---|--:|--:|--:|--:|--:|")
            for name, results, most in zip(
                ("Alliage", "oaipmh 4 (pyoai), records in memory"),
                zip(*rounds, strict=True),
                (BUDGET_S, ""),
                strict=True,
            ):
                found, pages, _spent = results[0]
                spent = statistics.median(result[2] for result in results)
                rate = found / spent
                print(f"| {name} | {found:,} | {pages} | {spent:.2f} | {rate:,.0f} | {most} |")
            spent = harvested(us, empty)
            name = "harvested by Alliage into an empty instance"
            print(f"| {name} | {count:,} | | {spent:.1f} | {count / spent:,.0f} | |")


if __name__ == "__main__":
    main()

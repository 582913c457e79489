"""Rows a second, in and out of a dry run, beside what a plain Django loop would do.

    DATABASE_URL=postgres://… python -m bench.bench_import [alliances] [organisations]

Run it on an empty instance (`alliage init`) that it may fill: `make bench-import`. A dry run reads
the file, checks every row and places it. An application does all that and writes, in one
transaction, committed; the index, which learns of it afterwards, is not counted. The peer reads the
same organisations with the csv module, checks each with `full_clean` and saves it, one by one.
"""

import csv
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django

from . import content

PEER_ROWS = 1_000


def organisations(path: Path, count: int) -> Path:
    """Write organisations made from the partners of the alliances, each name once."""
    kinds = {p["name"]: p["kind"] for a in content.alliances(200) for p in a["partners"]}
    pairs = list(kinds.items())
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["slug", "name", "kind", "url", "territory"])
        for number in range(count):
            name, kind = pairs[number % len(pairs)]
            url = f"https://exemple.fr/{number}"
            row = [f"o-{number}", f"{name[:200]} {number}", kind, url, "departement:16"]
            writer.writerow(row)
    return path


def peer(path: Path) -> int:
    """Do as a plain loop does: a row, a form's checks, a save."""
    from alliage.calc.french import name_key  # noqa: PLC0415 - needs the apps ready
    from alliage.network.models import Organisation  # noqa: PLC0415 - idem
    from alliage.territories.models import Territory  # noqa: PLC0415 - idem

    with path.open(newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            if number == PEER_ROWS:
                break
            level, code = row["territory"].split(":")
            made = Organisation(
                slug=f"peer-{row['slug']}",
                name=f"peer {row['name']}"[:255],
                key=name_key(f"peer {row['name']}"[:255]),
                kind=row["kind"],
                url=row["url"],
                territory=Territory.objects.get(level=level, code=code),
            )
            made.full_clean()
            made.save()
    return PEER_ROWS


def rate(work: Callable[[], int]) -> dict[str, float]:
    """Give rows a second of clock, and of this process's processor alone."""
    clock, processor = time.perf_counter(), time.process_time()
    rows = work()
    return {
        "rows_per_s": round(rows / (time.perf_counter() - clock)),
        "rows_per_cpu_s": round(rows / (time.process_time() - processor)),
    }


def main() -> None:
    """Measure, and print a JSON object."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alliage.config.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415 - needs the apps ready

    from alliage.capitalisation import services  # noqa: PLC0415 - idem

    def reading(path: Path, writer: type, *, is_dry_run: bool) -> Callable[[], int]:
        def work() -> int:
            made = writer()
            made.finish = lambda _tally: None  # the index learns in the background
            report = services.import_file(path, made, is_dry_run=is_dry_run)
            assert not report.problems, report.problems[:3]  # noqa: S101 - a benchmark
            return report.read

        return work

    counts = [int(word) for word in sys.argv[1:]] or [5_000, 20_000]
    with tempfile.TemporaryDirectory() as folder:
        sheets = content.write(Path(folder, "alliances.jsonl"), counts[0])
        names = organisations(Path(folder, "organisations.csv"), counts[1])
        files = {
            "alliances": (sheets, services.AllianceWriter),
            "organisations": (names, services.OrganisationWriter),
        }
        measured = {
            f"{name}, {'dry run' if is_dry_run else 'applied'}": rate(
                reading(path, writer, is_dry_run=is_dry_run)
            )
            for name, (path, writer) in files.items()
            for is_dry_run in (True, False)
        }
        measured["organisations, plain loop"] = rate(lambda: peer(names))
    print(json.dumps({"database": connection.vendor, "counts": counts, **measured}, indent=1))


if __name__ == "__main__":
    main()

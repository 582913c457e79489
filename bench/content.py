"""Many alliances made from the real ones, the same for the same seed."""

import csv
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "alliage"
ALLIANCES = PACKAGE / "capitalisation" / "data" / "alliances.jsonl"
COMMUNES = PACKAGE / "territories" / "data" / "communes.csv.gz"
SEED = 17
SHARED_PARTNERS = 0.5


def alliances(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Vary the real alliances: another commune, other years, part of the partners kept."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    real = [json.loads(line) for line in ALLIANCES.read_text().splitlines()]
    communes = _communes()
    for number in range(count):
        model = chance.choice(real)
        code, name = chance.choice(communes)
        start = chance.randrange(2000, 2026)
        yield {
            **model,
            "slug": f"{model['slug'][:100]}-{number}",
            "title": f"{model['title'][:170]} ({name[:20]})",
            "partners": [
                {**partner, "name": f"{partner['name'][:200]} {name}"}
                if chance.random() < SHARED_PARTNERS
                else partner
                for partner in model["partners"]
            ],
            "territory": {
                "level": "commune",
                "name": name,
                "department_code": code,
                "region_name": None,
            },
            "start_year": start,
            "end_year": start + 3 if chance.random() < 0.1 else None,
        }


def write(path: Path, count: int) -> Path:
    """Write alliances as JSON Lines."""
    with path.open("w") as file:
        for record in alliances(count):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _communes() -> list[tuple[str, str]]:
    with gzip.open(COMMUNES, "rt", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(row["department"], row["name"]) for row in rows]

"""The committed reference data of French official geography (see README.md beside)."""

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

DATA_DIR = Path(__file__).resolve().parent
VINTAGE = 2026


def rows(name: str) -> Iterator[dict[str, str]]:
    """Read a committed table, `name.csv` or `name.csv.gz`, row by row."""
    packed = DATA_DIR / f"{name}.csv.gz"
    if packed.exists():
        text = gzip.decompress(packed.read_bytes()).decode()
    else:
        text = (DATA_DIR / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(io.StringIO(text))

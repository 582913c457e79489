"""Nightly dumps: each dataset whole, in CSV, JSON Lines and Parquet, with its codebook.

A dump is written aside and put in place at once: a reader never meets half of one.
"""

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.tasks import task
from django.utils import timezone

from alliage.calc.tabular import neutralise
from alliage.opendata.queries.datasets import DATASETS, Column, Dataset
from alliage.opendata.queries.dumps import MANIFEST, dumps_folder

KEPT = 7
SQL_TYPES = {"integer": "BIGINT", "number": "DOUBLE"}


@task
def dump_datasets() -> str:
    """Write the dumps, in the background; doing it again only makes a newer one."""
    return write_dumps().name


def write_dumps() -> Path:
    """Write every dataset in a new folder, make it the current one, forget the oldest."""
    root = dumps_folder()
    root.mkdir(parents=True, exist_ok=True)
    written_at = timezone.now()
    folder = Path(tempfile.mkdtemp(dir=root, prefix="."))
    try:
        files = [entry for dataset in DATASETS.values() for entry in _write(dataset, folder)]
        manifest = {"written_at": written_at.isoformat(), "files": files}
        (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1))
        folder.chmod(0o755)
        final = folder.rename(root / written_at.strftime("%Y%m%dT%H%M%S%f"))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _forget(root)
    return final


def _forget(root: Path) -> None:
    folders = sorted(path for path in root.iterdir() if path.is_dir() and path.name[0] != ".")
    for old in folders[:-KEPT]:
        shutil.rmtree(old)


def _write(dataset: Dataset, folder: Path) -> list[dict[str, Any]]:
    slugs = dataset.slugs()
    header = dataset.header(slugs)
    columns = dataset.columns(header)
    paths = [
        _write_csv(dataset, slugs, header, folder / f"{dataset.name}.csv"),
        _write_lines(dataset, slugs, folder / f"{dataset.name}.jsonl"),
        _write_parquet(dataset, slugs, columns, folder / f"{dataset.name}.parquet"),
        _write_codebook(columns, folder / f"{dataset.name}-dictionnaire.csv"),
    ]
    return [
        {
            "name": path.name,
            "dataset": dataset.name,
            "rows": len(slugs),
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in paths
    ]


def _write_csv(dataset: Dataset, slugs: Sequence[str], header: Sequence[str], path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in dataset.cells(slugs):
            writer.writerow([neutralise(row.get(name, "")) for name in header])
    return path


def _write_lines(dataset: Dataset, slugs: Sequence[str], path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for record in dataset.records(slugs):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _write_parquet(
    dataset: Dataset, slugs: Sequence[str], columns: Sequence[Column], path: Path
) -> Path:
    """Write the same columns as the CSV, numbers as numbers; an empty cell is a null.

    DuckDB reads a CSV without the apostrophes that protect spreadsheets: no value is altered.
    """
    import duckdb  # noqa: PLC0415 - an eighth of a second of each start, for one task a night

    names = [column.name for column in columns]
    types = {column.name: SQL_TYPES.get(column.type, "VARCHAR") for column in columns}
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="", encoding="utf-8") as plain:
        writer = csv.writer(plain, quoting=csv.QUOTE_NOTNULL)
        writer.writerow(names)
        for row in dataset.cells(slugs):
            writer.writerow([row.get(name) or None for name in names])
        plain.flush()
        with duckdb.connect() as base:
            base.execute("SET enable_progress_bar = false")
            rows = base.read_csv(
                plain.name, header=True, columns=types, delimiter=",", quotechar='"', escapechar='"'
            )
            rows.write_parquet(str(path), compression="zstd")
    return path


def _write_codebook(columns: Sequence[Column], path: Path) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["colonne", "type", "sens"])
        writer.writerows((column.name, column.type, column.meaning) for column in columns)
    return path

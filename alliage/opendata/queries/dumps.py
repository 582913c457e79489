"""Where the dumps are, and what the current one holds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class DumpFile:
    """One file of a dump."""

    name: str
    dataset: str
    rows: int
    bytes: int
    sha256: str
    path: Path

    @property
    def form(self) -> str:
        """The format, as its extension says; the codebook goes by its name."""
        if self.name.endswith("-dictionnaire.csv"):
            return "dictionnaire"
        return self.name.rpartition(".")[2]


@dataclass(frozen=True)
class Dump:
    """The datasets as they were at one moment."""

    written_at: datetime
    files: tuple[DumpFile, ...]

    def of(self, dataset: str) -> list[DumpFile]:
        """Give the files of a dataset."""
        return [file for file in self.files if file.dataset == dataset]

    def file(self, name: str) -> DumpFile | None:
        """Give a file by its name; only what the dump lists has one."""
        return next((file for file in self.files if file.name == name), None)


def dumps_folder() -> Path:
    """The folder where the instance keeps its dumps."""
    return Path(settings.ALLIAGE_HOME) / "dumps"


def current_dump() -> Dump | None:
    """Read what the newest dump holds; None before the first."""
    root = dumps_folder()
    names = sorted((p for p in root.glob("[!.]*") if (p / MANIFEST).is_file()), reverse=True)
    if not names:
        return None
    manifest: Mapping[str, Any] = json.loads((names[0] / MANIFEST).read_text())
    return Dump(
        written_at=datetime.fromisoformat(manifest["written_at"]),
        files=tuple(
            DumpFile(**entry, path=names[0] / entry["name"]) for entry in manifest["files"]
        ),
    )

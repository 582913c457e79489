"""Progress on the terminal, and the memory of what needs not be done again."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.db import connection


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """Sum up the content of files, and a few words more, in one short key."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for word in more:
        digest.update(word.encode())
    return digest.hexdigest()[:16]


class Stamps:
    """What was done already, on which database and with which input: a file of the instance."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the stamps of this instance; an unreadable file only means doing things again."""
        self.path = path or settings.ALLIAGE_HOME / "stamps.json"
        try:
            self.keys: dict[str, str] = json.loads(self.path.read_text())
        except (OSError, ValueError):
            self.keys = {}

    def _name(self, stage: str) -> str:
        # The same folder may serve several databases in turn, and may itself be moved.
        database = connection.settings_dict
        name = str(database["NAME"]).removeprefix(f"{settings.ALLIAGE_HOME}/")
        return f"{stage}@{database['HOST']}{database['PORT']}/{name}"

    def holds(self, stage: str, key: str) -> bool:
        """Tell whether the stage was done with this very input."""
        return self.keys.get(self._name(stage)) == key

    def set(self, stage: str, key: str) -> None:
        """Remember that the stage is done with this input."""
        self.keys[self._name(stage)] = key
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.keys, indent=1, sort_keys=True))


@contextmanager
def timed(label: str) -> Iterator[list[str]]:
    """Announce a stage, then say how long it took, with the words left in the list."""
    click.echo(f"  {label} … ", nl=False, err=True)
    start = time.perf_counter()
    words: list[str] = []
    yield words
    words.append(f"{time.perf_counter() - start:.1f} s".replace(".", ","))
    click.echo(", ".join(words), err=True)


def once(
    stamps: Stamps,
    stage: str,
    key: str,
    action: Callable[[], object],
    *,
    label: str,
    is_there: bool,
) -> bool:
    """Run a stage unless it was done with the same input and its result is still there."""
    if is_there and stamps.holds(stage, key):
        click.echo(f"  {label} … déjà fait", err=True)
        return False
    with timed(label) as words:
        outcome = action()
        if isinstance(outcome, str):
            words.append(outcome)
    stamps.set(stage, key)
    return True

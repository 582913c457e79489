"""Save an instance in one archive and bring it back: database and media.

The search index and the static files are not saved: they are made again from the rest.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

MANIFEST, MEDIA = "manifest.json", "media"
DUMPS = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}


class BackupError(Exception):
    """An archive cannot be made or used; the message says why, and what to do."""


def save(folder: Path) -> Path:
    """Save the instance into a new archive of this folder; readers and writers go on meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"alliage-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.tar.gz"
    partial = path.with_suffix(".part")
    with _workspace(folder) as work:
        dump = work / DUMPS[connection.vendor]
        _dump(dump)
        manifest = {
            "version": version("alliage"),
            "made_at": datetime.now(UTC).isoformat(),
            "database": connection.vendor,
            "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
        }
        (work / MANIFEST).write_text(json.dumps(manifest, indent=1))
        # Readable by its owner alone: it holds accounts.
        with (
            open(os.open(partial, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file,
            tarfile.open(fileobj=file, mode="w:gz", compresslevel=5) as archive,
        ):
            archive.add(work / MANIFEST, MANIFEST)
            archive.add(dump, dump.name)
            if settings.MEDIA_ROOT.exists():
                archive.add(settings.MEDIA_ROOT, MEDIA)
    # The final name appears only when the archive is whole.
    return partial.rename(path)


def restore(path: Path) -> Path | None:
    """Replace the database and the media; return the archive of what was there, if anything was.

    Everything is unpacked and checked before anything is replaced.
    """
    settings.ALLIAGE_HOME.mkdir(parents=True, exist_ok=True)
    with _workspace(settings.ALLIAGE_HOME) as work:
        manifest = _unpack(path, work)
        _check(manifest, work)
        saved = save(settings.BACKUP_DIR) if _has_schema() else None
        _load(work / DUMPS[connection.vendor])
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        if (work / MEDIA).exists():
            shutil.move(work / MEDIA, settings.MEDIA_ROOT)
    # What was remembered as done speaks of the state that was replaced.
    (settings.ALLIAGE_HOME / "stamps.json").unlink(missing_ok=True)
    return saved


@contextmanager
def _workspace(parent: Path) -> Iterator[Path]:
    # Beside its destination, so that the last move is on one file system.
    with tempfile.TemporaryDirectory(dir=parent, prefix=".work-") as folder:
        yield Path(folder)


def _has_schema() -> bool:
    return bool(connection.introspection.table_names())


def _unpack(path: Path, work: Path) -> dict[str, object]:
    try:
        with tarfile.open(path) as archive:
            # "data" refuses absolute paths, links that leave the folder, devices.
            archive.extractall(work, filter="data")
        manifest = json.loads((work / MANIFEST).read_text())
    except (tarfile.TarError, OSError, EOFError, ValueError) as error:
        raise BackupError(f"{path} n’est pas une sauvegarde d’Alliage : {error}") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("migrations"), list):
        raise BackupError(f"{path} n’est pas une sauvegarde d’Alliage : manifeste illisible")
    return manifest


def _check(manifest: dict[str, object], work: Path) -> None:
    kind = manifest.get("database")
    if kind != connection.vendor:
        raise BackupError(
            f"Cette sauvegarde vient d’une base {kind} ; l’instance utilise {connection.vendor}. "
            "Réglez DATABASE_URL sur une base du même genre."
        )
    if not (work / DUMPS[connection.vendor]).exists():
        raise BackupError("Cette sauvegarde est incomplète : il y manque la base de données.")
    known = MigrationLoader(None).disk_migrations
    saved = manifest["migrations"]
    # The stubs leave out that a loader without a database reads the migrations on disk.
    unknown = [pair for pair in saved if tuple(pair) not in known]  # type: ignore[attr-defined]
    if unknown:
        raise BackupError(
            f"Cette sauvegarde vient d’une version plus récente (Alliage {manifest['version']}). "
            "Mettez d’abord cette instance à jour."
        )


def _dump(path: Path) -> None:
    if connection.vendor != "sqlite":
        return _run_postgres_tool("pg_dump", "--format=custom", "--no-owner", f"--file={path}")
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    return None


def _load(path: Path) -> None:
    if connection.vendor != "sqlite":
        connections.close_all()
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        return _run_postgres_tool("pg_restore", *options, f"--dbname={_postgres_name()}", str(path))
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        copy.backup(connection.connection)
    return None


def _postgres_name() -> str:
    return str(connection.settings_dict["NAME"])


def _run_postgres_tool(name: str, *options: str) -> None:
    program = shutil.which(name)
    if program is None:
        raise BackupError(f"{name} est introuvable : installez le paquet postgresql-client.")
    database = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": str(database["HOST"]),
        "PGPORT": str(database["PORT"] or 5432),
        "PGUSER": str(database["USER"]),
        "PGPASSWORD": str(database["PASSWORD"]),
        "PGDATABASE": _postgres_name(),
    }
    done = subprocess.run(  # noqa: S603 - a fixed program, its options ours, no shell
        [program, *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{name} a échoué : {done.stderr.strip()[:500]}")

"""A backup brings everything back, and a bad archive changes nothing."""

import io
import json
import sqlite3
import stat
import tarfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection

from alliage.accounts.models import User
from alliage.config import backups
from alliage.config.commands import restore
from tests import instance


@pytest.fixture
def own_home(tmp_path: Path, settings: Any) -> Path:
    settings.ALLIAGE_HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_DIR = tmp_path / "backups"
    return tmp_path


def emails() -> list[str]:
    return list(User.objects.order_by("email").values_list("email", flat=True))


@pytest.mark.django_db(transaction=True)
def test_what_was_saved_comes_back(own_home: Path, settings: Any) -> None:
    User.objects.create_user("avant@exemple.fr")
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "photo.txt").write_text("avant")
    archive = backups.save(settings.BACKUP_DIR)
    User.objects.create_user("apres@exemple.fr")
    (settings.MEDIA_ROOT / "photo.txt").write_text("après")
    (settings.MEDIA_ROOT / "new.txt").write_text("après")

    saved = backups.restore(archive)

    assert emails() == ["avant@exemple.fr"]
    assert [p.read_text() for p in settings.MEDIA_ROOT.iterdir()] == ["avant"]
    assert saved is not None, "what was there is saved first"
    backups.restore(saved)
    assert emails() == ["apres@exemple.fr", "avant@exemple.fr"]


@pytest.mark.django_db(transaction=True)
def test_an_archive_is_its_owner_s_alone_and_leaves_no_crumbs(own_home: Path) -> None:
    archive = backups.save(own_home / "backups")
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert [p.name for p in archive.parent.iterdir()] == [archive.name]
    with tarfile.open(archive) as members:
        assert set(members.getnames()) == {"manifest.json", backups.DUMPS[connection.vendor]}


def archive_of(path: Path, **files: bytes) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name.replace("__", "."))
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


def manifest(**changes: object) -> bytes:
    said = {"version": "9.9", "database": connection.vendor, "migrations": []}
    return json.dumps(said | changes).encode()


@pytest.mark.django_db(transaction=True)
def test_a_bad_archive_is_refused_and_changes_nothing(own_home: Path) -> None:
    User.objects.create_user("avant@exemple.fr")
    (own_home / "text.tar.gz").write_text("not an archive")
    bad = {
        "n’est pas une sauvegarde": own_home / "text.tar.gz",
        "manifeste illisible": archive_of(own_home / "1.tgz", manifest__json=b"[]"),
        "vient d’une base oracle": archive_of(
            own_home / "2.tgz", manifest__json=manifest(database="oracle")
        ),
        "est incomplète": archive_of(own_home / "3.tgz", manifest__json=manifest()),
        "version plus récente": archive_of(
            own_home / "4.tgz",
            manifest__json=manifest(migrations=[["network", "9999_future"]]),
            **{backups.DUMPS[connection.vendor].replace(".", "__"): b""},
        ),
    }
    for words, path in bad.items():
        with pytest.raises(backups.BackupError, match=words):
            backups.restore(path)
    assert emails() == ["avant@exemple.fr"]
    assert not (own_home / "backups").exists()


@pytest.mark.django_db(transaction=True)
def test_an_archive_that_climbs_out_of_its_folder_is_refused(own_home: Path) -> None:
    path = archive_of(own_home / "x.tgz", **{"../../escaped": b"x"})
    with pytest.raises(backups.BackupError):
        backups.restore(path)
    assert not (own_home.parent / "escaped").exists()


def test_the_commands_save_and_restore_a_real_instance(home: Path) -> None:
    saved = instance.run(home, "backup")
    archive = Path(saved.stdout.strip())
    assert saved.returncode == 0
    assert archive.parent == home / "backups"
    (home / "alliage.sqlite3").unlink()
    for leftover in home.glob("alliage.sqlite3-*"):
        leftover.unlink()
    restored = instance.run(home, "restore", str(archive), "--yes")
    assert restored.returncode == 0, restored.stderr
    with closing(sqlite3.connect(home / "alliage.sqlite3")) as base:
        assert base.execute("SELECT count(*) FROM capitalisation_alliance").fetchone()[0] > 100


def test_restoring_asks_first(tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_text("anything")
    result = CliRunner().invoke(restore, [str(tmp_path / "a.tar.gz")], input="n\n")
    assert result.exit_code == 1
    assert "Remplacer la base" in result.output

"""The commands about the instance as a whole, run as a person runs them."""

import json
import re
import shutil
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group

from alliage.accounts.models import User
from alliage.config import services
from alliage.config.commands import check
from alliage.config.server import Server
from tests import instance


def test_the_demo_prepared_again_redoes_nothing_and_shows_the_same_accounts(home: Path) -> None:
    start = time.monotonic()
    done = instance.run(home, "demo", "--prepare-only")
    elapsed = time.monotonic() - start
    assert done.returncode == 0
    lines = [line for line in done.stderr.splitlines() if " … " in line]
    assert len(lines) == 8
    assert all(line.endswith(("à jour", "déjà fait")) for line in lines), done.stderr
    assert elapsed < 15
    assert done.stdout == (home / "prepared").read_text()
    assert re.search(r"administrateur\s+\S+@\S+\s+\S{12}", done.stdout)
    kept = home / "demo_accounts.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert all(password in done.stdout for password in json.loads(kept.read_text()).values())


def test_a_missing_index_is_told_and_built_again_by_setup(home: Path) -> None:
    shutil.rmtree(home / "index")
    told = instance.run(home, "check", "--json")
    assert told.returncode == 1
    findings = json.loads(told.stdout)
    assert [f["subject"] for f in findings if not f["is_good"]] == ["index de recherche"]
    assert instance.run(home, "setup").returncode == 0
    well = instance.run(home, "check")
    assert well.returncode == 0, well.stdout


def test_an_empty_instance_is_not_well_and_says_what_to_do(db: None) -> None:
    result = CliRunner().invoke(check)
    assert result.exit_code == 1
    assert "✗ données de référence : absentes : alliage setup" in result.output
    assert "✓ schéma" in result.output


# --- Accounts of the demonstration -----------------------------------------------------------
@pytest.fixture
def own_home(tmp_path: Path, settings: Any) -> Path:
    settings.ALLIAGE_HOME = tmp_path
    return tmp_path


def test_demo_accounts_may_do_what_their_role_says(db: None, own_home: Path) -> None:
    people = {title: (email, word) for title, email, word in services.prepare_demo_accounts()}
    admin = authenticate(username=people["administrateur"][0], password=people["administrateur"][1])
    animator = authenticate(username=people["animatrice"][0], password=people["animatrice"][1])
    assert isinstance(admin, User)
    assert isinstance(animator, User)
    assert admin.is_superuser
    assert not animator.is_superuser
    assert animator.has_perm("capitalisation.change_alliance")
    assert animator.has_perm("network.add_organisation")
    assert not animator.has_perm("capitalisation.delete_alliance")
    assert not animator.has_perm("accounts.change_user")


def test_lost_passwords_are_made_again_and_work(db: None, own_home: Path) -> None:
    services.prepare_demo_accounts()
    (own_home / "demo_accounts.json").unlink()
    for _, email, password in services.prepare_demo_accounts():
        assert authenticate(username=email, password=password)


def test_defining_a_role_again_takes_back_what_it_no_longer_gives(db: None) -> None:
    role = services.define_roles()
    extra = Group.objects.get(pk=role.pk).permissions.model.objects.get(codename="delete_user")
    role.permissions.add(extra)
    assert extra not in services.define_roles().permissions.all()


# --- The server's options --------------------------------------------------------------------
def test_the_server_takes_its_options_from_the_command_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GUNICORN_CMD_ARGS", "--bind=0.0.0.0:80")
    server = Server("::1", 8123, workers=3)
    assert server.cfg.address == [("::1", 8123)]
    assert server.cfg.workers == 3
    assert server.cfg.worker_class_str == "gthread"

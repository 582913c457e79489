"""Migrations are named, reversible, and never remove what the running code still reads."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.house_rules import ROOT
from tests.migration_rules import all_faults, faults

HEAD = "from django.db import migrations, models\n"


def test_migrations_are_safe() -> None:
    assert all_faults(ROOT / "alliage") == []


def test_the_models_and_the_migrations_agree(db: None) -> None:
    output = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=output)
    assert "No changes detected" in output.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "fault"),
    [
        ("0002_auto_20261124_0553", "x = migrations.AddField()", "has no name of its own"),
        ("0002_fill", "x = migrations.RunPython(print)", "cannot be undone"),
        (
            "0002_both",
            "x = [migrations.RunPython(print, print), migrations.AddField()]",
            "mixes data and schema",
        ),
        ("0002_drop", "x = migrations.RemoveField()", "removes without being the second release"),
    ],
)
def test_an_unsafe_migration_is_caught(tmp_path: Path, name: str, body: str, fault: str) -> None:
    path = tmp_path / "network" / "migrations" / f"{name}.py"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD + body)
    assert faults(path) == [f"network/{name} {fault}"]


def test_the_second_step_of_a_removal_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "network" / "migrations" / "0002_drop.py"
    path.parent.mkdir(parents=True)
    path.write_text(f'"""Drop a column, second release."""\n{HEAD}x = migrations.RemoveField()')
    assert faults(path) == []

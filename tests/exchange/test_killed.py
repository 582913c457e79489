"""An import killed in the middle leaves nothing, and goes to its end when it is run again."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import instance
from tests.capitalisation.conftest import DATA

BEGIN = """
import django; django.setup()
from pathlib import Path
from alliage.accounts.models import User
from alliage.capitalisation.models import Alliance
from alliage.exchange.models import ImportRun
from alliage.exchange.services.files import keep
Alliance.objects.all().delete()
user = User.objects.create_superuser("une@exemple.fr", "x")
stored = keep([Path({path!r}).read_bytes()])
run = ImportRun.objects.create(
    by=user, kind="alliances", state="applying", shown_name="a", stored_name=stored
)
print(run.pk)
"""
APPLY = """
import django; django.setup()
import time
from alliage.capitalisation.services import alliances, imports
from alliage.exchange.services import running
imports.BATCH = 40
write = alliances.AllianceWriter.write
def slowly(self, records):
    tally = write(self, records)
    print("written", flush=True)
    time.sleep({pause})
    return tally
alliances.AllianceWriter.write = slowly
running.apply_run.call({key})
"""
STATE = """
import django; django.setup()
from alliage.capitalisation.models import Alliance
from alliage.exchange.models import ImportRun
print(Alliance.objects.count(), ImportRun.objects.get().state)
"""


def python(home: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def environment(home: Path) -> dict[str, str]:
    """An instance of its own, on the database that the tests name for killed imports, if any."""
    made = instance.environment(home)
    named = os.environ.get("ALLIAGE_TEST_KILLED_DATABASE")
    return {**made, "DATABASE_URL": named} if named else made


@pytest.mark.usefixtures("shared_home")
def test_a_killed_import_leaves_nothing_and_may_be_run_again(
    shared_home: Path, tmp_path: Path
) -> None:
    home = instance.copied(shared_home, tmp_path / "home")
    key = python(home, BEGIN.format(path=str(DATA / "alliances.jsonl")))
    with subprocess.Popen(
        [sys.executable, "-c", APPLY.format(key=key, pause=30)],
        env=environment(home),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n", "rows are in, in a transaction"
        process.send_signal(signal.SIGKILL)
    assert python(home, STATE) == "0 applying"
    python(home, APPLY.format(key=key, pause=0))
    assert python(home, STATE) == "148 applied"

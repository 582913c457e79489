"""`bin/find-python` runs what it finds: a name on PATH proves nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house_rules import ROOT


def program(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def find(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    environment = {"PATH": str(tmp_path / "bin"), "HOME": str(home), **variables}
    return subprocess.run(
        ["/bin/sh", str(ROOT / "bin" / "find-python")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def good() -> str:
    """Be a Python that suits: it is this very one."""
    return f'exec {sys.executable} "$@"'


def test_a_dead_shim_is_passed_over_for_a_living_python(tmp_path: Path, good: str) -> None:
    program(tmp_path / "bin" / "python3.13", "exit 127")
    living = program(
        tmp_path / "home" / ".pyenv" / "versions" / "3.12.9" / "bin" / "python3.12", good
    )
    assert find(tmp_path).stdout.strip() == str(living)


def test_too_old_a_python_is_passed_over(tmp_path: Path, good: str) -> None:
    program(tmp_path / "bin" / "python3.13", "exit 1")
    found = program(tmp_path / "bin" / "python3.12", good)
    assert find(tmp_path).stdout.strip() == str(found)


def test_pyenv_and_uv_are_looked_into(tmp_path: Path, good: str) -> None:
    found = program(tmp_path / "elsewhere" / "versions" / "3.13.5" / "bin" / "python3.13", good)
    assert find(tmp_path, PYENV_ROOT=str(tmp_path / "elsewhere")).stdout.strip() == str(found)
    found = program(tmp_path / "uv" / "cpython-3.13-linux" / "bin" / "python3.13", good)
    assert find(tmp_path, UV_PYTHON_INSTALL_DIR=str(tmp_path / "uv")).stdout.strip() == str(found)


def test_a_plain_python3_will_do(tmp_path: Path, good: str) -> None:
    found = program(tmp_path / "bin" / "python3", good)
    assert find(tmp_path).stdout.strip() == str(found)


def test_the_one_that_is_asked_for_is_taken_or_refused(tmp_path: Path, good: str) -> None:
    asked = program(tmp_path / "mine", good)
    assert find(tmp_path, PYTHON=str(asked)).stdout.strip() == str(asked)
    refused = find(tmp_path, PYTHON=str(program(tmp_path / "old", "exit 1")))
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == 1


def test_no_python_is_one_sentence_that_says_what_to_do(tmp_path: Path) -> None:
    if any(
        list(Path(folder).glob("python3.1[234]"))
        for folder in ("/usr/local/bin", "/opt/homebrew/bin")
    ):
        pytest.skip("this machine has a Python where the finder looks without PATH")
    result = find(tmp_path)
    assert result.returncode == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "installez" in result.stderr

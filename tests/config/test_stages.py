"""Preparing an instance twice does nothing twice, and never trusts a stamp whose work is gone."""

from pathlib import Path

import pytest

from alliage.config.stages import Stamps, fingerprint, once


@pytest.fixture
def stamps(tmp_path: Path) -> Stamps:
    return Stamps(tmp_path / "home" / "stamps.json")


def test_a_fingerprint_follows_content_names_and_words(tmp_path: Path) -> None:
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_text("x")
    other.write_text("x")
    first = fingerprint([one])
    assert first == fingerprint([one])
    assert first != fingerprint([other])
    assert first != fingerprint([one], "word")
    assert fingerprint([one, other]) == fingerprint([other, one])
    one.write_text("y")
    assert first != fingerprint([one])


def test_a_stage_runs_once_for_one_input(stamps: Stamps) -> None:
    runs: list[int] = []

    def stage(key: str, *, is_there: bool = True) -> bool:
        return once(stamps, "s", key, lambda: runs.append(1), label="Étape", is_there=is_there)

    assert stage("k1", is_there=False)
    assert not stage("k1")
    assert stage("k2"), "another input"
    assert stage("k2", is_there=False), "the result is gone"
    assert len(runs) == 3


def test_stamps_are_kept_between_processes(stamps: Stamps) -> None:
    stamps.set("s", "k")
    assert Stamps(stamps.path).holds("s", "k")
    assert not Stamps(stamps.path).holds("s", "other")


def test_a_stage_that_fails_is_not_remembered(stamps: Stamps) -> None:
    def fail() -> None:
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - ours, two lines above
        once(stamps, "s", "k", fail, label="Étape", is_there=True)
    assert not Stamps(stamps.path).holds("s", "k")


def test_unreadable_stamps_only_mean_doing_things_again(tmp_path: Path) -> None:
    path = tmp_path / "stamps.json"
    path.write_text("{not json")
    assert not Stamps(path).holds("s", "k")


def test_stamps_tell_databases_apart(stamps: Stamps, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection  # noqa: PLC0415 - beside what it is for

    stamps.set("s", "k")
    monkeypatch.setitem(connection.settings_dict, "NAME", "another")
    assert not stamps.holds("s", "k")


def test_progress_says_what_and_how_long(
    stamps: Stamps, capsys: pytest.CaptureFixture[str]
) -> None:
    once(stamps, "s", "k", lambda: "148 lignes", label="Alliances", is_there=False)
    once(stamps, "s", "k", lambda: None, label="Alliances", is_there=True)
    assert capsys.readouterr().err.splitlines() == [
        "  Alliances … 148 lignes, 0,0 s",
        "  Alliances … déjà fait",
    ]

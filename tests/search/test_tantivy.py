"""What belongs to the embedded index alone: its folder, its lock, its readers."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from alliage.search.engines.tantivy import TantivyEngine
from alliage.search.models import Query

from .factories import document, shelf


def test_writers_wait_for_one_another(tmp_path: Path) -> None:
    def write(number: int) -> int:
        return TantivyEngine(tmp_path).index([document(f"fiche-{number}", "Une fiche")])

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(write, range(8))) == 8
    assert TantivyEngine(tmp_path).search(Query("fiche")).total == 8


def test_a_reader_sees_what_another_process_wrote(tmp_path: Path) -> None:
    reader, writer = TantivyEngine(tmp_path), TantivyEngine(tmp_path)
    writer.index(shelf())
    assert reader.search(Query("oiseaux")).total == 1
    writer.delete("alliance", ["oiseaux"])
    assert reader.search(Query("oiseaux")).total == 0
    writer.clear()
    assert not reader.is_ready()


def test_readers_go_on_while_one_writes(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.index(shelf())

    def read(_number: int) -> int:
        return engine.search(Query("oiseaux", facets=("type",))).total

    with ThreadPoolExecutor(4) as pool:
        found = pool.map(read, range(40))
        TantivyEngine(tmp_path).index([document("autre", "Autre chose")])
        assert set(found) == {1}


def test_an_index_of_another_version_is_not_read(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.index(shelf())
    engine.path.rename(tmp_path / "v0")
    assert not TantivyEngine(tmp_path).is_ready()
    engine.clear()
    assert not (tmp_path / "v0").exists()


def test_a_damaged_index_answers_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    TantivyEngine(tmp_path).index(shelf())
    engine = TantivyEngine(tmp_path)
    (engine.path / "meta.json").write_text("{", "utf-8")
    assert not engine.is_ready()
    assert engine.search(Query("oiseaux")).total == 0
    assert "cannot be read" in caplog.text
    engine.index(shelf(), replacing=["alliance", "resource"])
    assert engine.search(Query("oiseaux")).total == 1


def test_a_kind_that_is_everything_needs_no_filter(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.index(shelf())
    assert engine.search(Query(kinds=("alliance", "resource"))).total == 6
    engine.delete("resource", ["guide"])
    assert engine.search(Query(kinds=("alliance",))).total == 5
    assert engine.search(Query(kinds=("resource",))).total == 0

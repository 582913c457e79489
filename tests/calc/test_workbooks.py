"""Workbooks as people send them, and as those who mean harm do."""

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from alliage.calc.tabular import (
    UnreadableFile,
    kind_of,
    ods_chunks,
    packages,
    read_records,
    sheets_of,
    xlsx_chunks,
)

COLUMNS = ["slug", "title", "year"]
ROWS = [{"slug": "a", "title": "Un café, à l’œuvre", "year": "2020"}, {"slug": "b"}]
WRITERS = {"xlsx": xlsx_chunks, "ods": ods_chunks}
SHARED = Path(os.environ.get("ALLIAGE_SHARED", Path(__file__).parents[3] / "shared"))
BAD_FILES = sorted(p for p in (SHARED / "data/mauvais_fichiers").rglob("*") if p.is_file())
SHEET = "xl/worksheets/sheet1.xml"


def made(path: Path, form: str = "xlsx") -> Path:
    path.write_bytes(b"".join(WRITERS[form]("liste", COLUMNS, ROWS)))
    return path


def altered(path: Path, part: str, content: bytes | str) -> Path:
    """Replace a part of a workbook."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys([*source.namelist(), part]):
            target.writestr(name, content if name == part else source.read(name))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        list(read_records(path, COLUMNS))
    return str(caught.value)


@pytest.mark.parametrize("form", WRITERS)
def test_a_workbook_is_read_as_it_was_written_whatever_its_name(form: str, tmp_path: Path) -> None:
    path = made(tmp_path / "fichier.csv", form)
    assert kind_of(path) == form
    records = list(read_records(path, COLUMNS))
    assert [record.line for record in records] == [2, 3]
    assert records[0].data == ROWS[0]
    assert records[1].data == {"slug": "b", "title": "", "year": ""}


@pytest.mark.parametrize("form", WRITERS)
def test_the_same_rows_give_the_same_bytes(form: str, tmp_path: Path) -> None:
    assert made(tmp_path / "a", form).read_bytes() == made(tmp_path / "b", form).read_bytes()


def test_the_sheet_with_the_columns_is_found_or_chosen_by_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "lisez-moi"
    book.active.append(["Bonjour"])
    table = book.create_sheet("données")
    table.cell(3, 2, "slug")
    table.cell(3, 3, "title")
    table.cell(5, 2, 1.0)
    table.cell(5, 3, True)
    book.save(path := tmp_path / "classeur.xlsx")
    assert sheets_of(path) == ["lisez-moi", "données"]
    [record] = read_records(path, COLUMNS)
    assert (record.line, record.data) == (5, {"slug": "1", "title": "true"})
    assert list(read_records(path, COLUMNS, "lisez-moi")) == []
    with pytest.raises(UnreadableFile, match="sheet"):
        list(read_records(path, COLUMNS, "absente"))


def test_dates_are_read_as_iso(tmp_path: Path) -> None:
    import datetime as dt  # noqa: PLC0415 - this test alone

    book = openpyxl.Workbook()
    book.active.append(["slug", "title", "year"])
    book.active.append([dt.date(2026, 11, 5), dt.datetime(2026, 11, 5, 8, 30), 0.5])
    book.save(path := tmp_path / "classeur.xlsx")
    [record] = read_records(path, COLUMNS)
    assert list((record.data or {}).values()) == ["2026-11-05", "2026-11-05 08:30:00", "0.5"]


# --- Harm ----------------------------------------------------------------------------------------
def test_a_bomb_is_refused_by_what_it_declares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = altered(made(tmp_path / "x"), "xl/media/bomb.bin", b"\0" * 400_000_000)
    assert path.stat().st_size < 1_000_000
    monkeypatch.setattr(packages.PartReader, "open", lambda _self: pytest.fail("it was opened"))
    assert refusal(path) == "large"


def test_a_bomb_that_lies_about_its_size_is_refused_by_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 30_000_000
    path = altered(made(tmp_path / "x"), "xl/bomb.bin", b"\0" * size)
    lying = path.read_bytes().replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(lying)
    assert zipfile.ZipFile(path).getinfo("xl/bomb.bin").file_size == 10
    monkeypatch.setattr(packages, "MAX_EXPANDED_BYTES", 20_000_000)
    assert refusal(path) == "large"


def test_too_many_parts_and_too_large_a_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "x")
    monkeypatch.setattr(packages, "MAX_PARTS", 3)
    assert refusal(path) == "large"
    monkeypatch.setattr(packages, "MAX_FILE_BYTES", 100)
    assert refusal(path) == "large"


ENTITIES = '<!DOCTYPE a [<!ENTITY x "boum"><!ENTITY y "&x;&x;&x;&x;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize("doctype", [ENTITIES, OUTSIDE, "<!DOCTYPE worksheet>"])
@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_any_document_type_is_refused(doctype: str, part: str, tmp_path: Path) -> None:
    content = f'<?xml version="1.0"?>{doctype}<worksheet xmlns="{MAIN}">&x;</worksheet>'
    assert refusal(altered(made(tmp_path / "x"), part, content)) == "package"


def sheet(cells: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def test_two_cells_at_the_ends_of_a_sheet_do_not_make_it_be_filled(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refusal(altered(made(tmp_path / "x"), SHEET, sheet(far))) == "large"


def test_one_text_shared_by_many_cells_is_counted_as_often(tmp_path: Path) -> None:
    long = f'<sst xmlns="{MAIN}"><si><t>{"é" * 200_000}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 2_001))
    path = altered(made(tmp_path / "x"), "xl/sharedStrings.xml", long)
    assert refusal(altered(path, SHEET, sheet(cells))) == "large"


def test_styled_but_empty_cells_far_away_do_no_harm(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>slug</t></is></c></row>'
    cells += '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert list(read_records(altered(made(tmp_path / "x"), SHEET, sheet(cells)), COLUMNS)) == []


@pytest.mark.parametrize(
    "repeated",
    [
        'table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="16384"/',
        'table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="900"/><table:table-cell><text:p>x</text:p>'
        "</table:table-cell",
    ],
)
def test_cells_repeated_a_billion_times_are_refused(repeated: str, tmp_path: Path) -> None:
    path = made(tmp_path / "x", "ods")
    content = zipfile.ZipFile(path).read("content.xml").decode()
    row = f"<table:table-row {repeated}></table:table-row>"
    content = content.replace("</table:table>", f"{row}</table:table>")
    assert refusal(altered(path, "content.xml", content)) == "large"


def test_the_empty_rows_that_office_suites_repeat_do_no_harm(tmp_path: Path) -> None:
    path = made(tmp_path / "x", "ods")
    content = zipfile.ZipFile(path).read("content.xml").decode()
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    row = f'<table:table-row table:number-rows-repeated="1048573">{cell}</table:table-row>'
    path = altered(path, "content.xml", content.replace("</table:table>", f"{row}</table:table>"))
    assert len(list(read_records(path, COLUMNS))) == 2


def test_a_sheet_under_a_name_that_is_not_looked_at_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "x")
    relations = zipfile.ZipFile(path).read("xl/_rels/workbook.xml.rels").decode()
    hidden = relations.replace("worksheets/sheet1.xml", "worksheets/sheet1.bin")
    assert refusal(altered(path, "xl/_rels/workbook.xml.rels", hidden)) == "package"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04" + b"x" * 90, "package"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "old"),
    ],
)
def test_what_only_begins_like_a_workbook_is_told(
    content: bytes, code: str, tmp_path: Path
) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    assert refusal(tmp_path / "x.xlsx") == code


def test_a_zip_that_is_no_workbook_and_a_torn_one_are_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("a.csv", "slug")
    assert refusal(tmp_path / "a.zip") == "package"
    path = made(tmp_path / "x")
    path.write_bytes(path.read_bytes()[:-40])
    assert refusal(path) == "package"
    assert refusal(altered(made(tmp_path / "y"), SHEET, "<worksheet>")) == "package"


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda p: p.name)
@pytest.mark.skipif(not BAD_FILES, reason="the collection of bad files is not beside this folder")
def test_whatever_people_send_is_read_or_refused_with_a_reason(path: Path) -> None:
    known = {"", "old", "package", "encoding", "empty", "quotes", "large"}
    records, reason = [], ""
    try:
        records = list(read_records(path, COLUMNS))
    except UnreadableFile as error:
        reason = str(error)
    assert reason in known
    assert all(record.data is not None or record.problem for record in records)

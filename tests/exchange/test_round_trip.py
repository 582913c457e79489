"""What goes out comes in again: same content, same bytes, in each format that an import reads."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from odf import opendocument, table, teletype

from alliage.capitalisation.models import Alliance, Resource
from alliage.capitalisation.services import (
    AllianceWriter,
    OrganisationWriter,
    ResourceWriter,
    import_file,
)
from alliage.exchange.queries import EXPORTED, table_of
from alliage.network.models import Organisation, OrganisationAlias
from alliage.web.exports import TABLE_TYPES, table_chunks
from tests import instance

FORMS = list(TABLE_TYPES)
WRITERS: dict[str, type[Any]] = {
    "organisations": OrganisationWriter,
    "alliances": AllianceWriter,
    "resources": ResourceWriter,
}
FILTERS = {
    "organisations": "monde=associative",
    "alliances": "territoire=region:53&type=cooperation_economique",
    "resources": "famille=methodes",
}
EVIL = {
    "title": "=1+1",
    "summary": '\'=A1\r\ndeux  espaces\tet <b>&amp;</b> ; "guillemets"\n fin',
    "problem": "+33 1 23",
    "solution": "-12.5",
    "results": "@SOMME(A1) _x000D_ \u202f!\x0b",
}


def exported(name: str, form: str, query_string: str = "") -> bytes:
    return b"".join(table_chunks(table_of(name, query_string), form))


def emptied() -> None:
    for model in (Alliance, Resource, Organisation):
        model._default_manager.all().delete()


def imported(name: str, content: bytes, path: Path) -> None:
    path.write_bytes(content)
    report = import_file(path, WRITERS[name]())
    assert report.problems == []
    assert report.is_written


@pytest.mark.parametrize("form", FORMS)
def test_all_the_real_content_comes_back_byte_for_byte(
    form: str, base: None, tmp_path: Path
) -> None:
    known = Organisation.objects.get(slug="emmaus-defi")
    OrganisationAlias.objects.create(organisation=known, name="Emmaüs  Défi, Paris", key="x")
    before = {name: exported(name, form) for name in WRITERS}
    assert Alliance.objects.count() == 148
    emptied()
    for name, content in before.items():
        # A name says nothing: a format is told by the content.
        imported(name, content, tmp_path / f"{name}{'.jsonl' if form == 'jsonl' else ''}")
    assert {name: exported(name, form) for name in WRITERS} == before
    assert Resource.objects.count() == 102


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("form", FORMS)
def test_a_filtered_list_comes_back_byte_for_byte(
    form: str, name: str, base: None, client: Client, tmp_path: Path
) -> None:
    kind = EXPORTED[name]
    path = {"resources": "ressources"}.get(name, name)
    answer = client.get(f"/{path}.{form}?{FILTERS[name]}")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert content == exported(name, form, FILTERS[name]), "the page and the command agree"
    assert answer["Content-Type"] == TABLE_TYPES[form]
    assert f'.{form}"' in answer["Content-Disposition"]
    emptied()
    imported(name, content, tmp_path / f"fichier.{form}")
    assert 0 < kind.everything().count() < 300
    assert exported(name, form) == content


@pytest.mark.parametrize("form", FORMS)
def test_texts_that_formats_quarrel_over_come_back(form: str, base: None, tmp_path: Path) -> None:
    Alliance.objects.exclude(pk=Alliance.objects.order_by("pk")[0].pk).delete()
    Alliance.objects.update(**EVIL)
    content = exported("alliances", form)
    emptied()
    imported("alliances", content, tmp_path / f"fichier.{form}")
    alliance = Alliance.objects.get()
    assert alliance.title == "=1+1"
    assert alliance.summary == EVIL["summary"].replace("\r\n", "\n")
    assert alliance.results == EVIL["results"].replace("\x0b", "")
    assert exported("alliances", form) == content


def test_other_readers_agree_on_what_spreadsheets_hold(base: None) -> None:
    first = Alliance.objects.order_by("slug")[0]
    Alliance.objects.filter(pk=first.pk).update(title="=1+1", summary="a  b \nd")
    sheet = openpyxl.load_workbook(io.BytesIO(exported("alliances", "xlsx"))).worksheets[0]
    header = [cell.value for cell in sheet[1]]
    title, year = header.index("title"), header.index("start_year")
    assert sheet.cell(2, title + 1).data_type == "s"
    assert sheet.cell(2, title + 1).value == "'=1+1"
    assert sheet.max_row == 149
    years = [sheet.cell(row, year + 1).value for row in range(2, 150)]
    assert all(isinstance(value, int) for value in years if value is not None)
    document = opendocument.load(io.BytesIO(exported("alliances", "ods")))
    rows = document.spreadsheet.getElementsByType(table.TableRow)
    cells = rows[1].getElementsByType(table.TableCell)
    assert len(rows) == 149
    assert teletype.extractText(cells[title]) == "'=1+1"
    assert teletype.extractText(cells[title + 1]) == "a  b d"


@pytest.mark.parametrize("name", FILTERS)
def test_a_list_offers_every_format(name: str, base: None, client: Client) -> None:
    path = {"resources": "ressources"}.get(name, name)
    page = client.get(f"/{path}/?{FILTERS[name]}").content
    assert len(page) < 60_000
    for form in [*FORMS, "json", "geojson", "atom"]:
        assert f"/{path}.{form}?".encode() in page


# --- Two real instances ---------------------------------------------------------------------------
def output(home: Path, *words: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "alliage.config", *words],
        env=instance.environment(home),
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_an_empty_instance_takes_what_another_gives(shared_home: Path, tmp_path: Path) -> None:
    home = tmp_path / "vide"
    done = instance.run(home, "init")
    assert done.returncode == 0, done.stderr
    taken = output(
        shared_home, "export", "alliances", "--format", "xlsx", "--filter", "type=mecenat"
    )
    file = tmp_path / "alliances.xlsx"
    file.write_bytes(taken)
    assert instance.run(home, "import", "alliances", str(file)).returncode == 0
    words = ("export", "alliances", "--format", "xlsx", "--filter", "type=mecenat")
    assert output(home, *words) == taken
    refused = instance.run(home, "init")
    assert refused.returncode == 1
    assert "a déjà un contenu" in refused.stderr


def test_a_filter_that_the_list_lacks_is_refused(shared_home: Path) -> None:
    done = instance.run(shared_home, "export", "alliances", "--filter", "typ=mecenat")
    assert done.returncode == 1
    assert "« typ »" in done.stderr.replace("\u202f", " ")
    assert os.linesep not in done.stdout

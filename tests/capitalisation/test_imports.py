"""Importing files of alliances and resources, on the real content and on what people send."""

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from alliage.capitalisation.commands import import_group
from alliage.capitalisation.interchange.layout import ALLIANCE_COLUMNS, flatten, header
from alliage.capitalisation.models import (
    Alliance,
    AlliancePlace,
    EditorialState,
    Figure,
    Participation,
    Resource,
    ResourceCentre,
)
from alliage.network.models import Organisation

from .conftest import DATA

pytestmark = pytest.mark.usefixtures("base")
COLUMNS = json.loads((Path(__file__).parent / "columns.json").read_text())
LINES = (DATA / "alliances.jsonl").read_text().splitlines()
Writer = Callable[..., Path]


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(import_group, [str(word) for word in words])


def report(*words: str | Path) -> dict[str, Any]:
    result = run(*words, "--json")
    return {**json.loads(result.stdout), "exit": result.exit_code}


def row(**changes: Any) -> dict[str, Any]:
    return {**json.loads(LINES[0]), "slug": "une-alliance", **changes}


@pytest.fixture
def jsonl(tmp_path: Path) -> Writer:
    def write(*records: Any) -> Path:
        path = tmp_path / "fichier.jsonl"
        lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
        path.write_text("\n".join(lines))
        return path

    return write


@pytest.fixture
def table(tmp_path: Path) -> Writer:
    def write(records: list[dict[str, Any]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
        path = tmp_path / "fichier.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, delimiter=delimiter, restval="")
            writer.writeheader()
            for record in records:
                writer.writerow({k: v for k, v in flatten(record).items() if k in COLUMNS})
        return path

    return write


def test_the_real_content_is_whole() -> None:
    assert Alliance.objects.published().count() == len(LINES) == 148
    assert Resource.objects.published().count() == 102
    assert ResourceCentre.objects.count() == 8
    assert Participation.objects.count() == sum(len(json.loads(x)["partners"]) for x in LINES)
    assert Figure.objects.count() == sum(len(json.loads(x)["figures"]) for x in LINES)
    assert not Alliance.objects.filter(places=None).exists()


def test_importing_twice_changes_nothing() -> None:
    before = list(Alliance.objects.order_by("pk").values_list("pk", "updated_at"))
    again = report("alliances", DATA / "alliances.jsonl")
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 148)
    assert list(Alliance.objects.order_by("pk").values_list("pk", "updated_at")) == before
    assert report("resources", DATA / "resources.jsonl")["unchanged"] == 102
    assert report("centres", DATA / "centres.jsonl")["unchanged"] == 8


def test_a_changed_row_is_rewritten_and_only_that_one(jsonl: Writer) -> None:
    first = json.loads(LINES[0])
    changed = {**first, "title": "Un autre titre", "partners": first["partners"][:2]}
    done = report("alliances", jsonl(changed, LINES[1]))
    assert (done["created"], done["updated"], done["unchanged"]) == (0, 1, 1)
    alliance = Alliance.objects.get(slug=first["slug"])
    assert alliance.title == "Un autre titre"
    assert alliance.participations.count() == 2
    assert alliance.figures.count() == len(first["figures"])


def test_the_common_columns_are_those_of_the_layout() -> None:
    numbered = {"partners": 8, "figures": 4}
    assert header(ALLIANCE_COLUMNS, [], numbered, set()) == COLUMNS


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t")],
)
def test_csv_of_every_flavour_reads_like_the_json(
    table: Writer, encoding: str, delimiter: str
) -> None:
    rows = [json.loads(line) for line in LINES]
    plain = [r for r in rows if len(r["partners"]) <= 8]
    if encoding == "cp1252":
        plain = [r for r in plain if _fits_cp1252(r)]
    done = report("alliances", table(plain, encoding, delimiter))
    assert done["problems"] == []
    assert done["unchanged"] == len(plain) > 130


def _fits_cp1252(record: dict[str, Any]) -> bool:
    try:
        json.dumps(record, ensure_ascii=False).encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def test_decimal_commas_and_thousands_are_read(jsonl: Writer) -> None:
    figure = {"label_fr": "Surface", "value": "12 500,5", "unit": "ha", "year": "2020"}
    assert report("alliances", jsonl(row(figures=[figure])))["created"] == 1
    assert Figure.objects.get(label="Surface").value == 12500.5


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"partnership_type": "troc"}, "partnership_type"),
    ({"partnership_type": None}, "partnership_type"),
    ({"sdgs": [0]}, "sdgs"),
    ({"sdgs": [18]}, "sdgs"),
    ({"sdgs": ["dix-sept"]}, "sdgs"),
    ({"title": ""}, "title"),
    ({"title": "   "}, "title"),
    ({"title": None}, "title"),
    ({"title": 12}, "title"),
    ({"title": "t" * 201}, "title"),
    ({"summary_fr": "nul \x00"}, "summary_fr"),
    ({"summary_fr": "é" * 50_001}, "summary_fr"),
    ({"start_year": 1799}, "start_year"),
    ({"end_year": 2101}, "end_year"),
    ({"start_year": 2020, "end_year": 2019}, "end_year"),
    ({"start_year": "20016"}, "start_year"),
    ({"partners": [{"name": "", "kind": "association"}]}, "partners.1.name"),
    ({"partners": [{"name": "Ici", "kind": "club"}]}, "partners.1.kind"),
    ({"partners": ["Ici"]}, "partners.1"),
    ({"figures": [{"label_fr": "Repas", "value": -3}]}, "figures.1.value"),
    ({"figures": [{"label_fr": "Repas", "value": "beaucoup"}]}, "figures.1.value"),
    ({"figures": [{"label_fr": "Repas", "value": True}]}, "figures.1.value"),
    ({"figures": [{"label_fr": "Repas", "value": 1e30}]}, "figures.1.value"),
    ({"source_url": "javascript:alert(1)"}, "source_url"),
    ({"source_url": "ftp://exemple.fr/"}, "source_url"),
    ({"source_url": "https://"}, "source_url"),
    ({"source_url": None}, "source_url"),
    ({"accessed": "novembre"}, "accessed"),
    ({"stage": "rêve"}, "stage"),
    ({"impacts": ["bonheur"]}, "impacts"),
    ({"targets": ["17.99"]}, "targets"),
    ({"territory": None}, "territory"),
    ({"territory": {"level": "canton", "name": "Ici"}}, "territory.level"),
    ({"territory": {"level": "commune", "name": "Zzyzx"}}, "territory.name"),
    ({"slug": "Pas Un Slug"}, "slug"),
]


def test_each_faulty_field_is_refused_by_name_and_nothing_is_written(jsonl: Writer) -> None:
    rows = [{**row(slug=f"ligne-{n}"), **fault} for n, (fault, _) in enumerate(FAULTS, start=2)]
    done = report("alliances", jsonl(row(), *rows))
    assert done["exit"] == 1
    found = [(problem["line"], problem["field"]) for problem in done["problems"]]
    assert found == [(line, field) for line, (_, field) in enumerate(FAULTS, start=2)]
    assert all(problem["reason"] for problem in done["problems"])
    assert not done["written"]
    assert not Alliance.objects.filter(slug="une-alliance").exists()


def test_broken_json_is_refused_by_line(jsonl: Writer) -> None:
    broken = ['{"slug": "a",', "[1, 2]", '"texte"', "{'a': 'b'}", '{"title": NaN}', "[" * 200_000]
    done = report("alliances", jsonl(*broken))
    assert [problem["line"] for problem in done["problems"]] == [1, 2, 3, 4, 5, 6]
    assert done["exit"] == 1


def test_a_slug_seen_before_is_refused(jsonl: Writer) -> None:
    done = report("alliances", jsonl(row(), row(title="Une autre")))
    assert [(p["line"], p["field"]) for p in done["problems"]] == [(2, "slug")]
    assert "ligne 1" in done["problems"][0]["reason"]


def test_partial_writes_the_sound_rows_and_still_says_so(jsonl: Writer) -> None:
    done = report("alliances", jsonl(row(), row(slug="b", title="")), "--partial")
    assert (done["created"], done["refused"], done["exit"]) == (1, 1, 1)
    assert Alliance.objects.get(slug="une-alliance").editorial_state == EditorialState.PUBLISHED


def test_dry_run_writes_nothing(jsonl: Writer) -> None:
    done = report("alliances", jsonl(row()), "--dry-run")
    assert (done["written"], done["exit"], done["read"]) == (False, 0, 1)
    assert not Alliance.objects.filter(slug="une-alliance").exists()


def test_a_variation_may_be_negative(jsonl: Writer) -> None:
    figure = {"label_fr": "Évolution des déchets", "value": -12, "unit": "%", "year": 2020}
    assert report("alliances", jsonl(row(figures=[figure])))["exit"] == 0


def test_an_everyday_place_keeps_its_name_and_hangs_on_what_is_certain(jsonl: Writer) -> None:
    territory = {
        "level": "epci",
        "name": "Pays de nulle part",
        "department_code": "88",
        "region_name": "Grand Est",
    }
    done = report("alliances", jsonl(row(territory=territory)))
    assert [w["field"] for w in done["warnings"]] == ["territory.name"]
    place = AlliancePlace.objects.get(alliance__slug="une-alliance")
    assert (place.territory.ref, place.is_exact) == ("departement:88", False)
    assert place.label == "Pays de nulle part (88)"


def test_partners_are_matched_by_name_and_kind_and_collectives_never(jsonl: Writer) -> None:
    known = Organisation.objects.get(name="Emmaüs Défi")
    partners = [
        {"name": "EMMAUS DEFI", "kind": "association"},
        {"name": "Emmaüs Défi", "kind": "entreprise"},
        {"name": "Scieries locales", "kind": "entreprise"},
    ]
    collectives = Organisation.objects.filter(name="Scieries locales").count()
    report("alliances", jsonl(row(partners=partners)))
    found = Participation.objects.filter(alliance__slug="une-alliance").order_by("position")
    assert found[0].organisation == known
    assert found[1].organisation != known
    assert found[2].organisation.is_collective
    assert Organisation.objects.filter(name="Scieries locales").count() == collectives + 1


def test_markup_and_formulas_stay_text(jsonl: Writer, client: Client) -> None:
    evil = "=HYPERLINK(1) <script>alert(1)</script>"
    report("alliances", jsonl(row(title=evil, summary_fr=evil)))
    page = client.get("/alliances/une-alliance/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "vide"), (b"a;b;c\n1;2;3\n", "title"), (b"\x81\x8d\x8f" * 9, "texte")],
)
def test_a_file_that_is_no_table_gets_one_sentence(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "fichier.csv"
    path.write_bytes(content)
    done = report("alliances", path)
    assert len(done["problems"]) == 1
    assert reason in done["problems"][0]["reason"]
    assert done["exit"] == 1


def test_ragged_rows_are_refused_by_line(table: Writer) -> None:
    path = table([row()])
    with path.open("a") as file:
        file.write("trop,court\n")
    done = report("alliances", path)
    assert [p["line"] for p in done["problems"]] == [3]


SHARED = Path(os.environ.get("ALLIAGE_SHARED", Path(__file__).parents[3] / "shared"))
BAD_FILES = sorted(p for p in (SHARED / "data/mauvais_fichiers").rglob("*") if p.is_file())


@pytest.mark.parametrize("path", BAD_FILES, ids=lambda p: p.name)
@pytest.mark.skipif(not BAD_FILES, reason="the collection of bad files is not beside this folder")
def test_no_file_that_people_send_is_half_written(path: Path) -> None:
    before = Alliance.objects.count()
    done = report("alliances", path)
    assert done["exit"] == 1
    assert done["problems"]
    assert Alliance.objects.count() == before


def test_what_hands_added_outlives_a_corrected_file(jsonl: Writer) -> None:
    first = json.loads(LINES[0])
    alliance = Alliance.objects.get(slug=first["slug"])
    Alliance.objects.filter(pk=alliance.pk).update(editorial_state=EditorialState.ARCHIVED)
    alliance.impacts.filter(kind="innovation").update(evidence="Un prix en 2014")
    other = alliance.sources.create(title="Une autre source", url="https://exemple.fr/")
    assert report("alliances", jsonl(first))["unchanged"] == 1
    assert report("alliances", jsonl({**first, "title": "Titre corrigé"}))["updated"] == 1
    alliance.refresh_from_db()
    assert (alliance.title, alliance.editorial_state) == ("Titre corrigé", "archived")
    assert alliance.impacts.get(kind="innovation").evidence == "Un prix en 2014"
    assert list(alliance.sources.all())[1] == other
    assert alliance.figures.first().source == alliance.sources.first()


def test_a_word_of_a_list_holds_no_bar(jsonl: Writer) -> None:
    done = report("alliances", jsonl(row(domains=["Emploi | insertion", "santé"])))
    assert [(p["line"], p["field"]) for p in done["problems"]] == [(1, "domains")]

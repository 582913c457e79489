"""Dumps: complete, read again by other readers, never seen half-written."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client
from pyarrow import parquet
from rdflib import DCAT, DCTERMS, RDF, Graph

from alliage.capitalisation.queries.exports import (
    ALLIANCE_COLUMNS,
    OPTIONAL_ALLIANCE_COLUMNS,
    OPTIONAL_RESOURCE_COLUMNS,
    RESOURCE_COLUMNS,
)
from alliage.network.queries import COLUMNS
from alliage.opendata.commands import dump as dump_command
from alliage.opendata.queries import dumps
from alliage.opendata.queries.datasets import DATASETS, codebook
from alliage.opendata.services import write_dumps
from alliage.opendata.services.dumps import KEPT
from tests.capitalisation.factories import (
    AllianceFactory,
    FigureFactory,
    ParticipationFactory,
    ResourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLIAGE_HOME", tmp_path)


@pytest.fixture
def content() -> None:
    alliance = AllianceFactory(
        slug="toits", title="=SOMME(A1)", start_year=2019, end_year=None,
        editorial_state="published",
    )  # fmt: skip
    FigureFactory(alliance=alliance, label="variation", value="-12.5", is_variation=True)
    ParticipationFactory(alliance=alliance, organisation__name="Emmaüs Défi")
    draft = AllianceFactory(slug="secret", editorial_state="draft")
    ParticipationFactory(alliance=draft, organisation__name="Cachée")
    ResourceFactory(slug="guide", year=None, editorial_state="published")
    ResourceFactory(slug="brouillon", editorial_state="draft")


def current(name: str) -> Path:
    dump = dumps.current_dump()
    file = dump.file(name) if dump else None
    assert file is not None
    return file.path


def test_every_column_of_the_exports_is_in_the_codebook() -> None:
    assert set(codebook()["alliances"]) >= {*ALLIANCE_COLUMNS, *OPTIONAL_ALLIANCE_COLUMNS}
    assert set(codebook()["ressources"]) >= {*RESOURCE_COLUMNS, *OPTIONAL_RESOURCE_COLUMNS}
    assert set(codebook()["organisations"]) >= set(COLUMNS)
    assert set(codebook()) == set(DATASETS)


def test_a_dump_holds_what_is_published_and_nothing_else(content: None) -> None:
    folder = write_dumps()
    for path in folder.iterdir():
        text = path.read_bytes()
        assert b"secret" not in text, path
        assert "Cachée".encode() not in text, path
        assert b"brouillon" not in text, path
    with current("organisations.csv").open() as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Emmaüs Défi"]
    [line] = current("alliances.jsonl").read_text().splitlines()
    assert json.loads(line)["title"] == "=SOMME(A1)"


def test_parquet_is_read_again_with_its_types_and_its_gaps(content: None) -> None:
    write_dumps()
    table = parquet.read_table(current("alliances.parquet"))
    [row] = table.to_pylist()
    assert row["title"] == "=SOMME(A1)", "the guard of spreadsheets is not in the data"
    assert (row["start_year"], row["end_year"]) == (2019, None)
    assert row["figures.1.value"] == -12.5
    assert row["partners.2.name"] is None
    with current("alliances.csv").open(newline="") as file:
        [flat] = csv.DictReader(file)
    assert flat["title"] == "'=SOMME(A1)"
    assert list(flat) == table.column_names
    assert parquet.read_table(current("ressources.parquet")).to_pylist()[0]["year"] is None


def test_the_codebook_tells_the_columns_that_are_there(content: None) -> None:
    write_dumps()
    with current("alliances-dictionnaire.csv").open() as file:
        told = list(csv.DictReader(file))
    with current("alliances.csv").open() as file:
        assert [row["colonne"] for row in told] == next(csv.reader(file))
    assert all(row["sens"] for row in told)


def test_an_empty_instance_dumps_empty_files() -> None:
    write_dumps()
    assert parquet.read_table(current("alliances.parquet")).num_rows == 0
    assert current("alliances.jsonl").read_text() == ""


def test_a_failed_dump_leaves_the_one_before(
    content: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = write_dumps()
    monkeypatch.setitem(codebook(), "organisations", {})
    with pytest.raises(KeyError):
        write_dumps()
    dump = dumps.current_dump()
    assert dump is not None
    assert dump.files[0].path.parent == before
    assert [path for path in dumps.dumps_folder().iterdir() if path != before] == []


def test_only_the_last_dumps_are_kept() -> None:
    folders = [write_dumps() for _ in range(KEPT + 2)]
    assert sorted(dumps.dumps_folder().iterdir()) == folders[2:]


def test_the_command_writes_a_dump(content: None) -> None:
    outcome = CliRunner().invoke(dump_command)
    assert outcome.exit_code == 0
    assert "alliances.csv : 1 lignes" in outcome.stderr
    assert Path(outcome.stdout.strip()).is_dir()


def test_the_page_offers_the_files_with_their_weight(visitor: Client, content: None) -> None:
    assert "Aucun fichier complet" in visitor.get("/donnees-ouvertes/").content.decode()
    write_dumps()
    page = visitor.get("/donnees-ouvertes/").content.decode()
    assert "/donnees-ouvertes/fichiers/alliances.parquet" in page
    assert "Aucun fichier complet" not in page
    answer = visitor.get("/donnees-ouvertes/fichiers/alliances.csv")
    assert b"".join(answer).startswith(b"slug,title")


@pytest.mark.parametrize("name", ["manifest.json", "..%2Fsecret_key", "absent.csv"])
def test_only_files_of_the_dump_are_handed_over(visitor: Client, content: None, name: str) -> None:
    write_dumps()
    (Path(settings.ALLIAGE_HOME) / "secret_key").write_text("secret")
    assert visitor.get(f"/donnees-ouvertes/fichiers/{name}").status_code == 404


# rdflib's own JSON-LD reader still uses a class that rdflib deprecates.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_catalogue_is_read_again_as_dcat(visitor: Client, content: None) -> None:
    write_dumps()
    answer = visitor.get("/catalogue.jsonld")
    assert answer["Content-Type"].startswith("application/ld+json")
    graph = Graph().parse(data=answer.content, format="json-ld")
    [catalogue] = graph.subjects(RDF.type, DCAT.Catalog)
    datasets = list(graph.objects(catalogue, DCAT.dataset))
    assert len(datasets) == len(DATASETS)
    # What DCAT-AP 3 makes mandatory.
    for subject in [catalogue, *datasets]:
        assert graph.value(subject, DCTERMS.title)
        assert graph.value(subject, DCTERMS.description)
    assert graph.value(catalogue, DCTERMS.publisher)
    distributions = list(graph.subjects(RDF.type, DCAT.Distribution))
    assert len(distributions) == 4 * len(DATASETS)
    for distribution in distributions:
        address = graph.value(distribution, DCAT.downloadURL)
        path = str(address).split("8000", 1)[1]
        size = int(str(graph.value(distribution, DCAT.byteSize)))
        assert len(b"".join(visitor.get(path))) == size
        assert graph.value(distribution, DCAT.accessURL) == address

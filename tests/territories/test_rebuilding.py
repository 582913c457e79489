"""How the committed tables are made: what is fetched, and the choices between two sources."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from alliage.territories.commands import territories
from alliage.territories.data import DATA_DIR, rows
from alliage.territories.services.rebuild import epci_name
from alliage.territories.services.sources import Package, SourceUnavailable, fetch

CONTENT = b"un paquet"


def package(url: str, content: bytes = CONTENT) -> Package:
    return Package("paquet", "1.0", url, hashlib.sha256(content).hexdigest())


def test_a_package_is_taken_if_it_is_the_one_expected(tmp_path: Path) -> None:
    path = tmp_path / "paquet"
    path.write_bytes(CONTENT)
    assert fetch(package(path.as_uri())) == CONTENT
    with pytest.raises(SourceUnavailable, match="empreinte"):
        fetch(package(path.as_uri(), b"un autre"))


def test_a_silent_registry_is_one_sentence_that_says_what_to_do() -> None:
    with pytest.raises(
        SourceUnavailable, match=r"paquet 1\.0 n’a pas pu être téléchargé .*relancez"
    ):
        fetch(package("http://127.0.0.1:9/paquet"))


@pytest.mark.skipif(find_spec("shapely") is not None, reason="shapely is installed")
def test_rebuilding_without_shapely_says_how_to_get_it() -> None:
    answer = CliRunner().invoke(territories, ["rebuild"])
    assert answer.exit_code == 1
    assert "uv sync --group geo" in answer.output


@pytest.mark.parametrize(
    ("kind", "official", "spelt_out", "name"),
    [
        (
            "CC",
            "CC Faucigny - Glières",
            "Communauté de communes Faucigny-Glières",
            "Communauté de communes Faucigny-Glières",
        ),
        (
            "CC",
            "CC de l'Ile d'Oléron",
            "Communauté de communes de l'Île d'Oléron",
            "Communauté de communes de l'Île d'Oléron",
        ),
        # The words differ: the more recent list wins.
        (
            "CC",
            "CC Haut Pays du Velay",
            "Communauté de communes Haut Pays du Velay Communauté",
            "Communauté de communes Haut Pays du Velay",
        ),
        (
            "CA",
            "CA Portes de France-Thionville",
            "",
            "Communauté d'agglomération Portes de France-Thionville",
        ),
        ("CU", "CU d'Arras", "", "Communauté urbaine d'Arras"),
        ("METRO", "Metz  Métropole", "", "Metz Métropole"),
    ],
)
def test_names_of_epci_take_the_better_spelling_of_the_same_words(
    kind: str, official: str, spelt_out: str, name: str
) -> None:
    assert epci_name({"type": kind, "nom": official}, spelt_out) == name


@pytest.mark.parametrize("table", ["regions", "departements", "communes", "communes_anciennes"])
def test_committed_tables_are_sorted_and_without_double(table: str) -> None:
    codes = [row["code"] for row in rows(table)]
    assert codes == sorted(set(codes))


def test_packed_tables_do_not_depend_on_the_clock() -> None:
    packed = list(DATA_DIR.glob("*.gz"))
    assert packed
    for path in packed:
        assert path.read_bytes()[4:8] == b"\0\0\0\0", path.name


def test_the_reference_data_stays_compact() -> None:
    assert sum(path.stat().st_size for path in DATA_DIR.glob("*.csv*")) < 1_200_000


def test_names_in_use_are_those_of_territories_that_exist() -> None:
    known = {("france", "FR")}
    for level, table, code in (
        ("region", "regions", "code"),
        ("departement", "departements", "code"),
        ("epci", "epci", "siren"),
    ):
        known |= {(level, row[code]) for row in rows(table)}
    for row in rows("names"):
        assert (row["level"], row["code"]) in known, row["name"]
        assert row["kind"] in ("usual", "former", "wider")


def test_former_regions_cover_each_mainland_department_once() -> None:
    region_of = {row["code"]: row["region"] for row in rows("departements")}
    found: list[str] = []
    for row in rows("names"):
        if row["kind"] == "former":
            departments = row["departments"].split()
            assert {region_of[code] for code in departments} == {row["code"]}, row["name"]
            found += departments
    merged = {"24", "27", "28", "32", "44", "75", "76", "84"}
    assert sorted(found) == sorted(code for code, region in region_of.items() if region in merged)

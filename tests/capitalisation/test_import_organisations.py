"""Importing organisations: found again by identifier or by name, checked line by line."""

import json
from pathlib import Path
from typing import Any

import pytest

from alliage.capitalisation.services import ImportReport, OrganisationWriter, import_file
from alliage.network.models import Organisation, OrganisationAlias
from tests.network.factories import OrganisationFactory
from tests.territories.factories import angouleme

pytestmark = pytest.mark.django_db
FULL = {
    "slug": "emmaus-defi",
    "name": "Emmaüs Défi",
    "kind": "association",
    "size": "pme",
    "siren": "732829320",
    "siret": "732 829 320 00074",
    "rna": "w751001234",
    "url": "https://exemple.fr/",
    "territory": "commune:16015",
    "aliases": ["Défi", "Emmaüs D."],
}


def done(path: Path, *rows: dict[str, Any], is_dry_run: bool = False) -> ImportReport:
    path.write_text("\n".join(json.dumps({"kind": "association", **row}) for row in rows))
    return import_file(path, OrganisationWriter(), is_dry_run=is_dry_run)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fichier.jsonl"


def test_everything_that_a_file_says_is_written_once(path: Path) -> None:
    angouleme()
    assert done(path, FULL).tally.created == ["emmaus-defi"]
    made = Organisation.objects.get()
    assert (made.siren, made.siret, made.rna) == ("732829320", "73282932000074", "W751001234")
    assert made.territory == angouleme()
    assert made.key == "emmaus defi"
    assert [alias.name for alias in made.aliases.all()] == ["Défi", "Emmaüs D."]
    again = done(path, FULL)
    assert (again.tally.unchanged, again.tally.created) == (1, [])
    changed = done(path, {**FULL, "aliases": ["Autre"], "size": None})
    assert changed.tally.updated == ["emmaus-defi"]
    assert OrganisationAlias.objects.get().name == "Autre"


def test_a_dry_run_writes_nothing(path: Path) -> None:
    assert done(path, {"name": "Ici"}, is_dry_run=True).problems == []
    assert not Organisation.objects.exists()


def test_an_organisation_is_found_again_by_its_name_and_kind(path: Path) -> None:
    known = OrganisationFactory(name="Emmaüs Défi", kind="association", slug="emmaus")
    report = done(path, {"slug": "autre-slug", "name": "EMMAUS DEFI", "url": "https://x.fr/"})
    assert [warning.field for warning in report.warnings] == ["slug"]
    known.refresh_from_db()
    assert (known.slug, known.url, Organisation.objects.count()) == ("emmaus", "https://x.fr/", 1)


def test_a_row_may_not_take_the_name_of_another_nor_a_collective_slug(path: Path) -> None:
    OrganisationFactory(name="Emmaüs Défi", kind="association", slug="un")
    OrganisationFactory(name="Autre", kind="association", slug="deux")
    OrganisationFactory(name="Scieries locales", kind="association", slug="s", is_collective=True)
    report = done(path, {"slug": "deux", "name": "Emmaüs Défi"}, {"slug": "s", "name": "Scieries"})
    assert [(p.line, p.field) for p in report.problems] == [(1, "name"), (2, "slug")]
    assert not report.is_written


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"name": ""}, "name"),
    ({"kind": "club"}, "kind"),
    ({"size": "géante"}, "size"),
    ({"siren": "732829321"}, "siren"),
    ({"siret": "123"}, "siret"),
    ({"rna": "751001234"}, "rna"),
    ({"siren": "552100554", "siret": "73282932000074"}, "siret"),
    ({"url": "javascript:alert(1)"}, "url"),
    ({"territory": "commune:99999"}, "territory"),
    ({"territory": "nulle part"}, "territory"),
    ({"aliases": ["a | b"]}, ""),
    ({"aliases": ["a|b", "c"]}, "aliases"),
]


def test_each_faulty_field_is_refused_by_name(path: Path) -> None:
    rows = [
        {"name": f"Numéro {n}", "slug": f"n-{n}", **fault} for n, (fault, _) in enumerate(FAULTS)
    ]
    rows.append({"name": "NUMERO 1 !", "slug": "autre"})
    report = done(path, *rows)
    found = [(problem.line, problem.field) for problem in report.problems]
    wanted = [(line, field) for line, (_, field) in enumerate(FAULTS, start=1) if field]
    assert [place for place in found if place[0] <= len(FAULTS) and place[0] != 11] == wanted


def test_two_rows_of_one_name_and_kind_are_refused(path: Path) -> None:
    report = done(path, {"name": "Ici", "slug": "a"}, {"name": "ICI", "slug": "b"})
    assert [(p.line, p.field) for p in report.problems] == [(2, "name")]
    other_kind = done(
        path, {"name": "Ici", "slug": "a"}, {"name": "Ici", "slug": "b", "kind": "ess"}
    )
    assert other_kind.problems == []


@pytest.mark.usefixtures("geography")
def test_a_territory_may_be_told_in_everyday_words(tmp_path: Path) -> None:
    path = tmp_path / "fichier.csv"
    path.write_text(
        "name;kind;territory;territory.level;territory.name;territory.department_code\n"
        "Ici;ess;;commune;Angoulême;16\nLà;ess;departement:16;;;\nNulle;ess;;commune;Zzyzx;\n"
    )
    report = import_file(path, OrganisationWriter(), is_partial=True)
    assert [(p.line, p.field) for p in report.problems] == [(4, "territory.name")]
    refs = {
        o.name: o.territory.ref
        for o in Organisation.objects.select_related("territory")
        if o.territory
    }
    assert refs == {"Ici": "commune:16015", "Là": "departement:16"}


def test_a_table_without_a_name_is_no_table_of_organisations(tmp_path: Path) -> None:
    path = tmp_path / "fichier.csv"
    path.write_text("title,kind\na,ess\n")
    [problem] = import_file(path, OrganisationWriter()).problems
    assert "name" in problem.reason

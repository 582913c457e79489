"""Loading the vocabularies: once or ten times, the same state; local edits are safe."""

import json

import pytest
from click.testing import CliRunner
from pytest_django import DjangoAssertNumQueries

from alliage.taxonomy.commands import taxonomy as command
from alliage.taxonomy.models import Domain, Goal, Target, Term, Vocabulary
from alliage.taxonomy.services import load_taxonomy

pytestmark = pytest.mark.django_db


def state() -> list[object]:
    return [
        list(Goal.objects.values()),
        list(Target.objects.values()),
        list(Domain.objects.values()),
        list(Term.objects.values()),
        sorted(Domain.goals.through.objects.values_list("domain", "goal")),
    ]


def test_loading_twice_changes_nothing() -> None:
    first = load_taxonomy()
    before = state()
    assert load_taxonomy() == first
    assert state() == before


def test_loading_writes_what_the_files_hold() -> None:
    report = load_taxonomy()
    assert (report.goals, report.targets, report.kept) == (17, 169, 0)
    assert report.domains == Domain.objects.count()
    assert report.terms == Term.objects.count()
    assert Target.objects.filter(goal=17).count() == 19


def test_loading_repairs_a_shipped_row() -> None:
    load_taxonomy()
    Goal.objects.filter(number=1).update(label_fr="Autre chose")
    load_taxonomy()
    assert Goal.objects.get(number=1).label_fr == "Pas de pauvreté"


def test_loading_spares_rows_edited_here() -> None:
    load_taxonomy()
    Domain.objects.filter(slug="grand-age").update(alternative_labels=["papis"], is_local=True)
    Term.objects.filter(vocabulary=Vocabulary.ENTRY_DOOR, code="territoires").update(
        label_fr="Mon territoire", is_local=True
    )
    report = load_taxonomy()
    assert report.kept == 2
    assert Domain.objects.get(slug="grand-age").alternative_labels == ["papis"]
    assert Term.objects.get(code="territoires", vocabulary="porte_entree").label_fr == (
        "Mon territoire"
    )


def test_loading_deletes_no_row_of_the_instance() -> None:
    Domain.objects.create(slug="montagne", label_fr="montagne")
    load_taxonomy()
    assert Domain.objects.filter(slug="montagne").exists()


def test_loading_costs_the_same_the_second_time(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    load_taxonomy()
    with django_assert_max_num_queries(16):
        load_taxonomy()


def test_the_command_says_what_it_loaded() -> None:
    result = CliRunner().invoke(command, ["load"])
    assert result.exit_code == 0
    assert result.output.startswith("17 goals, 169 targets, ")


def test_the_command_prints_json() -> None:
    result = CliRunner().invoke(command, ["load", "--json"])
    assert json.loads(result.output)["targets"] == 169

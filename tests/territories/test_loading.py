"""The official geography, as loaded: counts, sums, membership, and a second loading."""

import json

import pytest
from click.testing import CliRunner
from django.db.models import Count, Q, Sum
from pytest_django import DjangoAssertNumQueries

from alliage.territories.commands import territories
from alliage.territories.models import FormerCommune, Level, Territory

pytestmark = pytest.mark.usefixtures("geography")

CAPITAL = {"Paris": ("75056", 20), "Lyon": ("69123", 9), "Marseille": ("13055", 16)}


def commune(code: str) -> Territory:
    return Territory.objects.get(level=Level.COMMUNE, code=code)


def test_every_level_holds_its_official_number() -> None:
    counted = Territory.objects.order_by().values_list("level").annotate(Count("pk"))
    assert dict(counted) == {
        "france": 1,
        "region": 26,
        "departement": 109,
        "epci": 1255,
        "commune": 34969,
    }


def test_regions_are_eighteen_and_eight_collectivities() -> None:
    codes = Territory.objects.of_level(Level.REGION).values_list("code", flat=True)
    assert sum(len(code) == 2 for code in codes) == 18
    assert sum(len(code) == 3 for code in codes) == 8


def test_departments_are_a_hundred_and_one_and_eight_collectivities() -> None:
    collectivity = Q(code__startswith="98") | Q(code__in=["975", "977", "978"])
    departments = Territory.objects.of_level(Level.DEPARTMENT)
    assert departments.exclude(collectivity).count() == 101


def test_communes_belong_to_their_epci() -> None:
    assert Territory.objects.filter(level=Level.COMMUNE, epci__isnull=False).count() == 34871
    held = Territory.objects.of_level(Level.COMMUNE).values("epci").distinct().count()
    assert held == 1255 + 1  # Those that belong to none count as one.


def test_population_sums_to_the_country() -> None:
    communes = Territory.objects.of_level(Level.COMMUNE).aggregate(total=Sum("population"))
    regions = Territory.objects.of_level(Level.REGION).aggregate(total=Sum("population"))
    country = Territory.objects.get(level=Level.COUNTRY)
    assert communes["total"] == regions["total"] == country.population == 68_952_941


def test_every_territory_knows_its_vintage_and_key() -> None:
    assert not Territory.objects.exclude(vintage=2026).exists()
    assert not Territory.objects.filter(key="").exists()


def test_siren_is_the_code_of_an_epci() -> None:
    epci = Territory.objects.of_level(Level.EPCI)
    assert all(t.siren == t.code and len(t.siren) == 9 for t in epci)


def test_names_of_epci_are_written_in_full() -> None:
    names = list(Territory.objects.of_level(Level.EPCI).values_list("name", flat=True))
    assert not [name for name in names if name.startswith(("CC ", "CA ", "CU "))]
    assert not [name for name in names if "  " in name or name != name.strip()]
    assert "Communauté de communes Faucigny-Glières" in names
    assert "Métropole de Lyon" in names


def test_an_epci_may_straddle_departments_and_regions() -> None:
    redon = Territory.objects.get(code="243500741")
    assert redon.department_codes == "35 44 56"
    assert redon.region_codes == "53 52"
    assert redon.department is not None
    assert redon.department.name == "Ille-et-Vilaine"
    assert redon in Territory.objects.straddling("56")
    assert redon not in Territory.objects.straddling("5")


def test_nearly_every_commune_has_a_centre() -> None:
    without = Territory.objects.of_level(Level.COMMUNE).filter(longitude__isnull=True)
    assert without.exclude(department__code__startswith="9").count() == 8


@pytest.mark.parametrize("name", CAPITAL)
def test_municipal_arrondissements_lead_to_their_city(name: str) -> None:
    code, number = CAPITAL[name]
    arrondissements = FormerCommune.objects.filter(
        commune__code=code, name__icontains="arrondissement"
    )
    assert arrondissements.count() == number
    assert {former.commune.name for former in arrondissements} == {name}


@pytest.mark.parametrize(
    ("old", "today"),
    [("91182", "91228"), ("14727", "14035"), ("01003", "01165"), ("75101", "75056")],
)
def test_old_codes_lead_to_the_commune_of_today(old: str, today: str) -> None:
    assert FormerCommune.objects.get(code=old).commune == commune(today)


def test_inside_keeps_what_lies_within() -> None:
    charente = Territory.objects.get(level=Level.DEPARTMENT, code="16")
    found = Territory.objects.inside(charente).of_level(Level.COMMUNE)
    assert found.count() == 359
    assert not Territory.objects.inside(commune("16015")).exists()
    country = Territory.objects.get(level=Level.COUNTRY)
    assert country not in Territory.objects.inside(country)


def test_loading_again_changes_nothing(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(14):
        answer = CliRunner().invoke(territories, ["load", "--json"])
    assert answer.exit_code == 0
    levels = json.loads(answer.output)["levels"]
    assert [level["total"] for level in levels] == [1, 26, 109, 1255, 34969, 4795]
    assert {(level["created"], level["updated"]) for level in levels} == {(0, 0)}


def test_loading_mends_what_was_changed_and_keeps_identities() -> None:
    angers = commune("49007")
    Territory.objects.filter(pk=angers.pk).update(name="Anger", population=1, vintage=2020)
    FormerCommune.objects.filter(code="91182").delete()
    answer = CliRunner().invoke(territories, ["load"])
    assert "34969" in answer.output
    assert "2 lignes écrites" in answer.output
    assert commune("49007") == angers
    assert commune("49007").name == "Angers"
    assert commune("49007").vintage == 2026
    assert FormerCommune.objects.filter(code="91182").exists()

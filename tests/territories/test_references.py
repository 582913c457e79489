"""What search is told of places: references, labels, words, neighbours."""

import pytest
from pytest_django import DjangoAssertNumQueries

from alliage.territories import queries
from alliage.territories.models import Territory

pytestmark = pytest.mark.usefixtures("geography")


def place(ref: str) -> Territory:
    return queries.by_refs([ref])[ref]


@pytest.mark.parametrize(
    ("ref", "around"),
    [
        ("france:FR", ()),
        ("region:75", ("france:FR",)),
        ("departement:16", ("region:75", "france:FR")),
        (
            "epci:243500741",
            (
                *("departement:35", "departement:44", "departement:56"),
                *("region:53", "region:52", "france:FR"),
            ),
        ),
        ("commune:16015", ("epci:200071827", "departement:16", "region:75", "france:FR")),
        ("commune:98818", ("departement:988", "region:988", "france:FR")),
    ],
)
def test_a_place_lies_in_all_that_contains_it(
    ref: str, around: tuple[str, ...], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    territory = place(ref)
    with django_assert_num_queries(0):
        assert queries.facet_refs(territory) == (ref, *around)


def test_labels_of_many_references_cost_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        labels = queries.labels_for_refs(
            ["departement:16", "commune:49007", "region:75", "region:99", "planete:3", ""]
        )
    assert labels == {
        "departement:16": "Charente (16)",
        "commune:49007": "Angers (49)",
        "region:75": "Nouvelle-Aquitaine",
    }


def test_no_reference_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert queries.labels_for_refs(["rien", "commune:", "commune:1-2"]) == {}


def test_words_of_a_place_name_what_contains_it_today_and_before() -> None:
    words = queries.place_words(place("commune:16015"))
    assert words[0] == "Angoulême"
    assert {"Charente", "16", "Nouvelle-Aquitaine", "Poitou-Charentes"} <= set(words)
    assert not {"Limousin", "Aquitaine"} & set(words)


def test_words_of_a_region_name_those_it_was_made_of() -> None:
    words = set(queries.place_words(place("region:84")))
    assert {"Auvergne", "Rhône-Alpes", "AURA"} <= words


def test_words_of_overseas_places_say_so() -> None:
    assert "outre-mer" in queries.place_words(place("region:06"))
    assert "outre-mer" in queries.place_words(place("commune:98818"))
    assert "outre-mer" not in queries.place_words(place("region:53"))


def test_words_of_a_place_cost_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    territory = place("commune:49007")
    with django_assert_num_queries(0):
        queries.place_words(territory)


def test_synonyms_hold_names_of_the_same_territory() -> None:
    groups = queries.place_synonyms()
    assert ("Île-de-France", "IDF", "Région parisienne") in groups
    assert any({"Provence-Alpes-Côte d'Azur", "PACA", "Région Sud"} <= set(g) for g in groups)
    assert not any("Rhône-Alpes" in group for group in groups), "a former région is only a part"


@pytest.mark.parametrize(
    ("ref", "nearest"),
    [
        ("departement:16", {"Vienne", "Deux-Sèvres", "Charente-Maritime", "Dordogne"}),
        ("region:53", {"Pays de la Loire", "Normandie"}),
        ("commune:16015", {"Soyaux", "Gond-Pontouvre"}),
    ],
)
def test_neighbours_are_of_the_same_level_and_near(
    ref: str, nearest: set[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    territory = place(ref)
    with django_assert_num_queries(1):
        found = queries.near(territory)
    assert nearest <= {t.name for t in found}
    assert len(found) <= 6
    assert territory not in found


@pytest.mark.parametrize(
    ("ref", "nearest"),
    [("commune:75056", "Montrouge"), ("departement:974", "Mayotte"), ("region:04", "Mayotte")],
)
def test_neighbours_are_looked_for_farther_when_none_is_close(ref: str, nearest: str) -> None:
    assert nearest in {t.name for t in queries.near(place(ref))}


def test_references_near_and_above_are_given_for_filters(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assert "departement:86" in queries.near_refs("departement:16")
    assert queries.near_refs("departement:00") == []
    with django_assert_num_queries(1):
        above = queries.covering_refs(["departement:16", "region:53"])
    assert above == ("region:75", "france:FR")


def test_a_place_without_centre_has_no_neighbour() -> None:
    assert queries.near(place("region:984")) == []
    assert queries.near(place("france:FR")) == []

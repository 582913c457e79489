"""Everyday names of places, put on the map: exact, larger but certain, several, or refused."""

import pytest
from pytest_django import DjangoAssertNumQueries

from alliage.territories.queries import Gazetteer, Placement, Placer, Stated, UnknownPlace

pytestmark = pytest.mark.usefixtures("geography")

_placers: list[Placer] = []


@pytest.fixture
def placer(geography: None) -> Placer:
    """The whole list, read once: it never changes during these tests."""
    if not _placers:
        _placers.append(Placer())
    return _placers[0]


def one(placer: Placer, *stated: str) -> Placement:
    (placement,) = placer.place(Stated(*stated))
    return placement


@pytest.mark.parametrize(
    ("stated", "ref"),
    [
        (("commune", "Poitiers", "86", "Nouvelle-Aquitaine"), "commune:86194"),
        (("commune", "Paris", "75", "Île-de-France"), "commune:75056"),
        (("departement", "Vienne", "86", "Nouvelle-Aquitaine"), "departement:86"),
        (("region", "La Réunion", "974", "La Réunion"), "region:04"),
        (("region", "Provence-Alpes-Côte d'Azur", "", ""), "region:93"),
        (("epci", "Métropole de Lyon", "69", "Auvergne-Rhône-Alpes"), "epci:200046977"),
        (("france", "France", "", ""), "france:FR"),
    ],
)
def test_official_names_are_exact_and_keep_no_other_name(
    placer: Placer, stated: tuple[str, ...], ref: str
) -> None:
    placement = one(placer, *stated)
    assert placement.territory.ref == ref
    assert placement == Placement(placement.territory)


@pytest.mark.parametrize(
    ("stated", "ref"),
    [
        (("commune", "Saint-Aignan-de-Grandlieu", "44", ""), "commune:44150"),
        (("commune", "Le Guilvinec", "29", "Bretagne"), "commune:29072"),
        (("commune", "LOIR EN VALLEE", "72", ""), "commune:72262"),
        (("commune", "St Étienne", "42", ""), "commune:42218"),
        (("commune", "Ville de Grenoble", "38", ""), "commune:38185"),
        (("commune", "Vienne (38)", "", ""), "commune:38544"),
        (("epci", "Le Puy-en-Velay", "43", ""), "epci:200073419"),
        (("epci", "Grand Cahors", "46", "Occitanie"), "epci:200023737"),
        (("epci", "Vichy Communauté", "3", ""), "epci:200071363"),
        (("epci", "Celavu-Prunelli", "2a", "Corse"), "epci:242000503"),
        (("epci", "Pays de Colombey et du Sud-Toulois", "54", ""), "epci:245400510"),
        (("epci", "Pascal Paoli", "2B", "Corse"), "epci:200073138"),
        (("region", "PACA", "", ""), "region:93"),
        (("commune", "Angers, Maine-et-Loire", "", ""), "commune:49007"),
        (("departement", "93", "", ""), "departement:93"),
        (("region", "ile de france", "", ""), "region:11"),
    ],
)
def test_other_spellings_are_exact_and_keep_the_words_used(
    placer: Placer, stated: tuple[str, ...], ref: str
) -> None:
    placement = one(placer, *stated)
    assert placement.territory.ref == ref
    assert placement.stated_name == stated[1]
    assert placement.is_exact
    assert not placement.warning


@pytest.mark.parametrize(
    ("stated", "ref"),
    [
        # A former commune lives on in a larger one.
        (("commune", "Évry", "91", "Île-de-France"), "commune:91228"),
        (("commune", "Courcouronnes", "91", ""), "commune:91228"),
        (("commune", "Balleroy", "14", "Normandie"), "commune:14035"),
        (("commune", "Lyon 3e", "69", ""), "commune:69123"),
        (("commune", "Marseille 1er arrondissement", "", ""), "commune:13055"),
        # An intercommunalité known by its first words, or by those everybody keeps.
        (("epci", "Pays de Colombey", "54", "Grand Est"), "epci:245400510"),
        (("epci", "Redon", "35", "Bretagne"), "epci:243500741"),
        # A pays is larger than the intercommunalité that bears its name.
        (("epci", "Pays d'Épinal", "88", "Grand Est"), "departement:88"),
        (("epci", "Pays d'Épinal Cœur des Vosges", "88", "Grand Est"), "departement:88"),
        (("epci", "Pays lédonien", "39", "Bourgogne-Franche-Comté"), "departement:39"),
        (("epci", "Pays de Vilaine", "56", "Bretagne"), "departement:56"),
        (("epci", "Billom et Mur-ès-Allier", "63", ""), "departement:63"),
        # Former régions, alone or aside.
        (("region", "Rhône-Alpes", "", "Auvergne-Rhône-Alpes"), "region:84"),
        (("region", "Alsace", "", ""), "region:44"),
        (("departement", "Alsace", "", ""), "region:44"),
        # A large place is not the village of that name (Drom, in the Ain).
        (("region", "DROM", "", ""), "france:FR"),
        # The département contradicts the name: only the département is kept.
        (("commune", "Poitiers", "16", ""), "departement:16"),
        (("region", "Hauts-de-France (Nord-Pas-de-Calais)", "", ""), "region:32"),
        (("region", "Nouvelle-Aquitaine (ex-Poitou-Charentes)", "", ""), "region:75"),
        # Nothing but what surrounds it is known.
        (("commune", "Trifouillis-les-Oies", "16", ""), "departement:16"),
        (("commune", "Trifouillis-les-Oies", "99", "Bretagne"), "region:53"),
        (("commune", "Trifouillis-les-Oies", "", "Rhône-Alpes"), "region:84"),
        (("france", "Territoires d'outre-mer", "", ""), "france:FR"),
        (("france", "Bassins miniers", "", ""), "france:FR"),
    ],
)
def test_what_is_larger_says_so_and_keeps_the_words_used(
    placer: Placer, stated: tuple[str, ...], ref: str
) -> None:
    placement = one(placer, *stated)
    assert placement.territory.ref == ref
    assert placement.stated_name == stated[1]
    assert not placement.is_exact
    assert stated[1] in placement.warning


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        (("region", "Seine-Saint-Denis et Val-d'Oise", "", "Île-de-France"), "93 95"),
        (("region", "Hauts-de-France et Occitanie", "", "Hauts-de-France"), "32 76"),
        (("france", "La Réunion et Guadeloupe", "", ""), "04 01"),
        (("france", "Nantes et Nancy", "", ""), "44109 54395"),
        (("epci", "Poitiers et Châtellerault", "86", ""), "200069854 248600413"),
        (("departement", "Charente, Vienne, Creuse", "", ""), "16 86 23"),
    ],
)
def test_several_places_are_several_territories(
    placer: Placer, stated: tuple[str, ...], names: str
) -> None:
    placements = placer.place(Stated(*stated))
    assert [p.territory.code for p in placements] == names.split()
    assert all(p.is_exact and not p.warning for p in placements)


def test_a_part_that_is_not_certain_makes_the_whole_uncertain(placer: Placer) -> None:
    placement = one(placer, "departement", "Charente et Trifouillis", "", "Nouvelle-Aquitaine")
    assert placement.territory.ref == "region:75"
    assert placement.stated_name == "Charente et Trifouillis"


def test_a_part_inside_another_is_not_told_twice(placer: Placer) -> None:
    placement = one(placer, "departement", "Charente et Angoulême", "16", "")
    assert placement.territory.ref == "departement:16"
    assert placement.stated_name == "Charente et Angoulême"
    assert not placement.is_exact


def test_a_mistaken_level_is_mended_with_a_warning(placer: Placer) -> None:
    placement = one(placer, "region", "Vendée", "85", "")
    assert placement.territory.ref == "departement:85"
    assert (placement.stated_name, placement.stated_level) == ("Vendée", "region")
    assert "département" in placement.warning


def test_a_commune_is_not_the_intercommunalite_of_its_name(placer: Placer) -> None:
    assert one(placer, "epci", "Soyaux", "16", "").territory.ref == "departement:16"


def test_homonyms_are_not_chosen_between(placer: Placer) -> None:
    assert one(placer, "commune", "Saint-Denis", "", "La Réunion").territory.ref == "commune:97411"
    assert one(placer, "commune", "Saint-Denis", "93", "").territory.ref == "commune:93066"
    assert one(placer, "commune", "Lagarde", "", "Occitanie").territory.ref == "region:76"
    with pytest.raises(UnknownPlace):
        placer.place(Stated("commune", "Lagarde"))


def test_homonyms_but_for_an_article_are_told_apart(placer: Placer) -> None:
    assert one(placer, "commune", "La Vergne", "17", "").territory.name == "La Vergne"
    assert one(placer, "commune", "Vergné", "17", "").territory.name == "Vergné"


@pytest.mark.parametrize(
    "stated",
    [("region", "Atlantide"), ("commune", "Trifouillis"), ("commune", ""), ("planete", "Mars")],
)
def test_only_what_nothing_places_is_refused(placer: Placer, stated: tuple[str, str]) -> None:
    with pytest.raises(UnknownPlace, match="Aucun territoire"):
        placer.place(Stated(*stated))


def test_an_unknown_level_is_guessed_from_the_name(placer: Placer) -> None:
    placement = one(placer, "métropole", "Lyon", "69", "")
    assert placement.territory.ref == "commune:69123"
    assert placement.warning


def test_placing_asks_the_database_nothing(
    placer: Placer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        for name in ("Angoulême", "Cognac", "Pays d'Épinal", "Jarnac et Cognac"):
            (first, *_rest) = placer.place(Stated("commune", name, "16"))
            assert first.territory.label
            assert first.territory.ancestors


def test_the_list_is_read_in_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        Gazetteer.load()


def test_one_official_place_does_not_cost_the_whole_list(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    alone = Placer()
    with django_assert_max_num_queries(3):
        one(alone, "commune", "Poitiers", "86", "Nouvelle-Aquitaine")
    assert "gazetteer" not in vars(alone)


@pytest.mark.parametrize(
    "stated",
    [
        ("commune", "Poitiers", "86", ""),
        ("commune", "Poitiers", "87", ""),
        ("commune", "Poitiers", "", ""),
        ("commune", "Saint-Denis", "", "La Réunion"),
        ("commune", "Vienne (38)", "", ""),
        ("commune", "Ville de Grenoble", "38", ""),
        ("departement", "93", "", ""),
        ("departement", "Loire", "", "PACA"),
        ("epci", "Métropole de Lyon", "69", ""),
        ("epci", "Grand Cahors", "46", "Occitanie"),
        ("region", "PACA", "", ""),
        ("region", "Lorraine", "", ""),
        ("france", "France", "", ""),
    ],
)
def test_a_place_looked_up_alone_is_where_the_whole_list_puts_it(
    placer: Placer, stated: tuple[str, ...]
) -> None:
    assert placer.gazetteer
    assert Placer().place(Stated(*stated)) == placer.place(Stated(*stated))


def test_a_file_pays_for_the_list_once() -> None:
    many = Placer()
    for name in ("Poitiers", "Angoulême", "Bordeaux", "Limoges", "Niort"):
        one(many, "commune", name)
    assert "gazetteer" in vars(many)

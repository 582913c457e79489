"""French words as people write them."""

import pytest

from alliage.calc.french import (
    NEED_WORDS,
    STOP_WORDS,
    fold,
    grams,
    name_key,
    stem,
    stems,
    tokens,
)


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ÉTÉ À L’ÎLE", "ete a l'ile"),
        ("Œuvre", "oeuvre"),
        ("curriculum vitæ", "curriculum vitae"),
        ("ﬁn", "fin"),
        ("Straße", "strasse"),
        ("e\u0301te\u0301", "ete"),
        ("Loir‑et‑Cher", "loir-et-cher"),
        ("a\0b", "a b"),
        ("é\0b", "e b"),
        ("m²", "m2"),
        ("", ""),
    ],
)
def test_folding_leaves_plain_letters(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_folding_twice_changes_nothing() -> None:
    text = "L’Œuvre d’Anaïs, à Besançon : 50 % de « réemploi »"
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'eau qu’on boit jusqu'ici", ["eau", "on", "boit", "ici"]),
        ("L’ESS aujourd’hui", ["ess", "aujourdhui"]),
        ("la presqu’île et les prud'hommes", ["la", "presquile", "et", "les", "prudhommes"]),
        ("St-Étienne, Ste Marie", ["saint", "etienne", "sainte", "marie"]),
        ("la Sté Martin", ["la", "ste", "martin"]),
        ("Dupont & Fils", ["dupont", "et", "fils"]),
        ("une S.C.I.C. et une SCIC", ["une", "scic", "et", "une", "scic"]),
        ("R.S.E", ["rse"]),
        ("étudiant·e·s", ["etudiant"]),
        ("étudiant(e)s", ["etudiant"]),
        ("étudiant.e.s", ["etudiant"]),
        ("directeur/trice", ["directeur"]),
        ("acteurs•rices", ["acteurs"]),
        ("covoiturage/autopartage", ["covoiturage", "autopartage"]),
        ("aide(s)", ["aide"]),
        ("porte-à-porte", ["porte", "a", "porte"]),
        ("Fin.Les autres", ["fin", "les", "autres"]),
        ("www.exemple.fr", ["www", "exemple", "fr"]),
        ("3e âge, 2 000 €", ["3e", "age", "2", "000"]),
        ("… « » !", []),
        ("", []),
    ],
)
def test_words_are_cut_as_french_writes_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_offsets_give_back_the_text() -> None:
    text = "L’aînée des étudiant·e·s de l’Œuvre de St-Denis (S.C.I.C.)"
    cut = [text[token.start : token.end] for token in tokens(text)]
    assert cut == ["aînée", "des", "étudiant·e·s", "de", "Œuvre", "de", "St", "Denis", "S.C.I.C."]


def test_a_decomposed_text_gives_the_same_words() -> None:
    assert words("L’e\u0301te\u0301 a\u0300 Sete") == ["ete", "a", "sete"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("santé", "SANTE"),
        ("étudiante", "étudiants"),
        ("logements", "logement"),
        ("travaux", "travail"),
        ("lieux", "lieu"),
        ("jeux", "jeu"),
        ("vieille", "vieux"),
        ("sociaux", "social"),
        ("isolées", "isolé"),
        ("idées", "idée"),
        ("régionaux", "régional"),
        ("chômeuses", "chômeur"),
    ],
)
def test_inflections_share_a_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(("one", "other"), [("pêche", "pêcheur"), ("16", "17"), ("port", "porc")])
def test_other_words_keep_theirs(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_numbers_are_left_alone() -> None:
    assert stem("2016") == "2016"
    assert stem("3e") == "3e"


def test_stop_words_say_nothing() -> None:
    assert stems("Il est avec nous pour tous les autres") == []
    assert all(word == fold(word) for word in STOP_WORDS | NEED_WORDS)


def test_groups_of_letters_mark_the_ends() -> None:
    assert grams("mer") == ["_mer", "mer_"]
    assert grams("a") == ["_a_"]
    assert grams("mer", 3) == ["_me", "mer", "er_"]


def test_groups_of_one_letter_are_refused() -> None:
    with pytest.raises(ValueError, match="two letters"):
        grams("mer", 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Les Restos du Cœur", "restos du coeur"),
        ("SAS L’Atelier", "L'Atelier S.A.S."),
        ("Groupe SEB", "SEB"),
        ("Le Groupe La Poste", "La Poste"),
        ("Association Chenelle", "Chenelle"),
        ("Mairie de Poitiers", "Ville de Poitiers"),
        ("Conseil général du Bas-Rhin", "Département du Bas-Rhin"),
        ("Conseil régional de Bretagne", "Région Bretagne"),
        ("Engie (ex-GDF Suez)", "ENGIE"),
        ("St Germain & Fils", "Saint-Germain et fils"),
        ("Unis-Cité", "UNIS  CITE"),
        ("S.N.C.F.", "SNCF"),
    ],
)
def test_two_ways_of_writing_a_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ville de Paris", "Département de Paris"),
        ("Carrefour", "Fondation Carrefour"),
        ("Groupe d’action locale du Perche", "Action locale du Perche"),
        ("Groupe de Saint-Denis", "Saint-Denis"),
        ("Région Sud", "Ville du Sud"),
        ("Banque alimentaire du Rhône", "Banque alimentaire de l’Isère"),
        ("SA HLM du Nord", "HLM du Nord"),
        ("Renault (Mobiliz Invest)", "Renault"),
    ],
)
def test_distinct_bodies_keep_distinct_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["Le", "SAS", "Association", "Mairie", "Le Groupe"])
def test_a_name_made_of_such_words_is_kept(name: str) -> None:
    assert name_key(name)


def test_a_key_of_a_key_is_itself() -> None:
    for name in ("Mairie de Poitiers", "SAS L’Atelier", "Groupe SEB", "Les Restos du Cœur"):
        assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("infirmier", "infirmières"),
        ("directeur", "directrice"),
        ("agriculteurs", "agricultrices"),
        ("travailleur", "travailleuse"),
        ("boulanger", "boulangère"),
        ("maraîchers", "maraîchère"),
        ("sportif", "sportives"),
        ("paysan", "paysanne"),
        ("éleveur", "éleveuses"),
    ],
)
def test_a_woman_of_the_trade_is_found_like_a_man(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize(("one", "other"), [("refuges", "réfugiés"), ("aide", "aidants")])
def test_words_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert stem(fold(one)) != stem(fold(other))

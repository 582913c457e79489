"""Names of places, compared whatever their spelling."""

import pytest

from alliage.calc.places import fold, place_key, place_words


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("ST ETIENNE", "Saint-Étienne"),
        ("Ste Foy lès Lyon", "Sainte-Foy-lès-Lyon"),
        ("l’ile d’Yeu", "L'Île-d'Yeu"),
        ("Le Guilvinec", "Guilvinec"),
        ("Loir-en-Vallée", "Loir en Vallée"),
        ("Saint-Aignan-de-Grandlieu", "Saint-Aignan-Grandlieu"),
        ("OEUILLY", "Œuilly"),
        ("Cote d'Or", "Côte-d'Or"),
        ("  Val   d'Oise ", "Val-d'Oise"),
    ],
)
def test_spellings_of_one_place_share_a_key(written: str, official: str) -> None:
    assert place_key(written) == place_key(official)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vienne", "Haute-Vienne"),
        ("Villers-sur-Mer", "Villers-en-Mer"),
        ("Saint-Denis", "Sainte-Denis"),
        ("Loire", "Loiret"),
    ],
)
def test_different_places_keep_different_keys(one: str, other: str) -> None:
    assert place_key(one) != place_key(other)


@pytest.mark.parametrize("name", ["Y", "Le", "Les", "La Les"])
def test_a_name_made_of_articles_keeps_them(name: str) -> None:
    assert place_key(name)


def test_what_holds_no_letter_has_no_key() -> None:
    assert place_key(" -'’ ") == ""
    assert place_words("🙂") == ()


def test_folding_keeps_the_length_of_plain_text() -> None:
    assert fold("Angoulême 16") == "angouleme 16"

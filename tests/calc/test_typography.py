"""Typography: rules of the French page, never applied twice nor to what must stay untouched."""

import random
import re
from decimal import Decimal

import pytest

from alliage.calc import typography
from alliage.calc.typography import NARROW, NBSP, french

PIECES = (
    *("l'eau", "«", "»", '"', "mot", "12 500", "20 %", "8 €", ":", ";", "!", "?", "...", "…"),
    *("(", ")", "https://a.fr/?x=1;y=2!", "a@b.fr", "&amp;", "&#x27;", "n° 3", "3 millions"),
    *("L’Égalité", "aujourd'hui", "14:30", "1 an", "2016-2023", "\n", NBSP, NARROW, "-", "1000"),
)


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("L'alliance d'Épinal", "L’alliance d’Épinal"),
        ("Pourquoi ?", f"Pourquoi{NARROW}?"),
        ("Pourquoi?", f"Pourquoi{NARROW}?"),
        ("Deux temps ; trois", f"Deux temps{NARROW}; trois"),
        ("Le Wip : une halle", f"Le Wip{NBSP}: une halle"),
        ("« banque »", f"«{NARROW}banque{NARROW}»"),
        ("«banque»", f"«{NARROW}banque{NARROW}»"),
        ('la "banque" solidaire', f"la «{NARROW}banque{NARROW}» solidaire"),
        ("environ 20 % du prix", f"environ 20{NARROW}% du prix"),
        ("357 400 €", f"357{NARROW}400{NARROW}€"),
        ("1 234 567 repas", f"1{NARROW}234{NARROW}567 repas"),
        ("3 millions", f"3{NBSP}millions"),
        ("et puis...", "et puis…"),
        ("n° 12", f"n°{NBSP}12"),
    ],
)
def test_the_rules_of_the_french_page(written: str, set_: str) -> None:
    assert french(written) == set_


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.fr/page?a=1;b=2!",
        "voir www.exemple.fr/l'eau;x",
        "ecrire@exemple.fr",
        "Tom &amp; Jerry &#x27;ici&#x27; &lt;b&gt;",
        "rendez-vous à 14:30",
        "le 5' de jeu",
        "né en 1993, 200 mètres",
        "en 2012 350 familles",
        "",
    ],
)
def test_what_must_stay_as_it_is(text: str) -> None:
    assert french(text) == text


def test_setting_twice_changes_nothing_more() -> None:
    chance = random.Random(1)  # noqa: S311 - examples, not secrets
    for _ in range(3000):
        pieces = [chance.choice(PIECES) for _ in range(chance.randint(1, 8))]
        text = "".join(p + chance.choice(("", " ", " ", " ")) for p in pieces)
        assert french(french(text)) == french(text), repr(text)


def test_no_word_is_lost_nor_added() -> None:
    chance = random.Random(2)  # noqa: S311 - examples, not secrets
    for _ in range(1000):
        text = " ".join(chance.choice(PIECES) for _ in range(chance.randint(1, 8)))
        assert re.findall(r"[^\W_]+", french(text)) == re.findall(r"[^\W_]+", text), repr(text)


def test_addresses_go_through_untouched_in_any_company() -> None:
    address = "https://a.fr/?x=1;y=2!'\"«"
    assert address in french(f"Voir {address} : l'essentiel ?")


@pytest.mark.parametrize(
    ("value", "decimals", "french_text", "english_text"),
    [
        (0, None, "0", "0"),
        (12500, None, f"12{NARROW}500", "12,500"),
        (1000, None, f"1{NARROW}000", "1,000"),
        (7.5, None, "7,5", "7.5"),
        (800.0, None, "800", "800"),
        (Decimal("1200.50"), None, f"1{NARROW}200,5", "1,200.5"),
        (2.5, 0, "2", "2"),
        (3.14159, 2, "3,14", "3.14"),
        (-40, None, "−40", "−40"),
        (1e15, None, f"1{NARROW}000{NARROW}000{NARROW}000{NARROW}000{NARROW}000", None),
        (0.0001, None, "0,0001", "0.0001"),
    ],
)
def test_numbers(value: float, decimals: int | None, french_text: str, english_text: str) -> None:
    assert typography.number(value, decimals=decimals) == french_text
    if english_text:
        assert typography.number(value, decimals=decimals, language="en") == english_text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_not_a_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        typography.number(value)


def test_a_number_written_in_french_reads_back() -> None:
    chance = random.Random(3)  # noqa: S311 - examples, not secrets
    for _ in range(1000):
        value = round(chance.uniform(-1e9, 1e9), chance.randint(0, 4))
        written = typography.number(value)
        read = written.replace(NARROW, "").replace(",", ".").replace("−", "-")
        assert float(read) == value


@pytest.mark.parametrize("iso", ["", "2026-13", "2026-11-32", "vers 2010", "20016", "2026-1"])
def test_what_is_not_a_date_is_given_back(iso: str) -> None:
    assert typography.partial_date(iso) == iso

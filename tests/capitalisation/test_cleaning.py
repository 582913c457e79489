"""Cleaning values: what is kept, what is refused, and the sentence that says why."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from alliage.calc import tabular
from alliage.calc.tabular import MAX_FIELD_BYTES, Unreadable
from alliage.capitalisation.interchange.cleaning import (
    VALUE_SHOWN,
    Cleaner,
    Problem,
    unreadable_reason,
)

CODES = [
    *["nul", "json", "object", "ragged", "encoding", "empty", "columns", "quotes"],
    *["long", "deep", "sheet", "old", "package", "large", "many"],
]


@pytest.fixture
def cleaner() -> Cleaner:
    return Cleaner(7, {})


def kept(cleaner: Cleaner, value: Any) -> Any:
    assert cleaner.problems == []
    return value


def reason(cleaner: Cleaner) -> str:
    [problem] = cleaner.problems
    assert problem.line == 7
    return problem.reason


# --- Texts ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("", ""), ("  ", ""), (" à vue \n", "à vue"), ("a\nb", "a\nb"), ("😀", "😀")],
)
def test_a_text_is_trimmed_and_nothing_more(cleaner: Cleaner, value: Any, text: str) -> None:
    assert kept(cleaner, cleaner.text(value, "x")) == text


@pytest.mark.parametrize(
    "value", [0, 1, 1.5, True, False, [], {}, ["a"], b"octets", Decimal(1)], ids=repr
)
def test_what_is_not_a_text_is_refused(cleaner: Cleaner, value: Any) -> None:
    assert cleaner.text(value, "x") == ""
    assert "texte" in reason(cleaner)


@pytest.mark.parametrize("value", [None, "", " ", "\t\n"])
def test_a_required_text_cannot_be_blank(cleaner: Cleaner, value: Any) -> None:
    assert cleaner.text(value, "x", is_required=True) == ""
    assert reason(cleaner) == "manque."


@pytest.mark.parametrize("value", ["\ud800", "a\udfffb"])
def test_a_lone_surrogate_is_refused_and_its_report_can_be_written(
    cleaner: Cleaner, value: str
) -> None:
    cleaner.text(value, "x")
    assert "Unicode" in reason(cleaner)
    json.dumps(cleaner.problems[0].as_dict(), ensure_ascii=False).encode()


def test_a_nul_is_refused(cleaner: Cleaner) -> None:
    cleaner.text("a\x00b", "x")
    assert "octet nul" in reason(cleaner)


@pytest.mark.parametrize(("size", "is_kept"), [(20, True), (21, False)])
def test_a_text_keeps_within_its_limit(cleaner: Cleaner, size: int, is_kept: bool) -> None:
    cleaner.text(f"  {'é' * size}  ", "x", limit=20)
    assert (cleaner.problems == []) is is_kept


@pytest.mark.parametrize("letter", ["a", "é", "€", "😀"])
def test_a_text_keeps_within_a_hundred_kilobytes(letter: str) -> None:
    most = MAX_FIELD_BYTES // len(letter.encode())
    fits, exceeds = Cleaner(1, {}), Cleaner(1, {})
    assert fits.text(letter * most, "x")
    assert fits.problems == []
    assert exceeds.text(letter * (most + 1), "x") == ""
    assert "100 ko" in exceeds.problems[0].reason


def test_the_value_shown_is_cut(cleaner: Cleaner) -> None:
    cleaner.refuse("x", "trop long.", "a" * 1_000)
    assert cleaner.problems[0].value == "a" * VALUE_SHOWN


# --- Slugs and codes -----------------------------------------------------------------------------
@pytest.mark.parametrize("slug", ["a", "a-b", "a_b", "2020", "a-1-b", "a" * 120])
def test_a_slug_is_kept(cleaner: Cleaner, slug: str) -> None:
    assert kept(cleaner, cleaner.slug(slug, fallback="autre")) == slug


@pytest.mark.parametrize(
    "slug", ["A", "é", "a b", "-a", "a-", "a--b", "a/b", "a.b", "../a", "a\nb", "a" * 121, 12]
)
def test_what_is_not_a_slug_is_refused(cleaner: Cleaner, slug: Any) -> None:
    cleaner.slug(slug, fallback="")
    assert [p.field for p in cleaner.problems] == ["slug"]


def test_a_slug_is_made_from_the_fallback_only_when_there_is_none(cleaner: Cleaner) -> None:
    assert cleaner.slug(None, fallback="du-titre") == "du-titre"
    assert cleaner.slug("sien", fallback="du-titre") == "sien"
    assert cleaner.problems == []


def test_a_line_end_after_a_slug_or_a_date_is_trimmed_not_smuggled(cleaner: Cleaner) -> None:
    assert cleaner.slug("a-b\n", fallback="") == "a-b"
    assert cleaner.partial_date("2026\n", "x") == "2026"


@pytest.mark.parametrize("value", ["Mecenat", "mécénat", "mecenat ,", "troc"])
def test_a_code_is_of_its_list_to_the_letter(cleaner: Cleaner, value: str) -> None:
    cleaner.choice(value, "x", ["mecenat", "innovation"])
    assert "choisissez parmi : mecenat, innovation." in reason(cleaner)


def test_an_absent_code_is_refused_unless_it_may_be(cleaner: Cleaner) -> None:
    assert kept(cleaner, cleaner.choice(None, "x", ["a"], is_required=False)) == ""
    cleaner.choice(None, "x", ["a"])
    assert reason(cleaner) == "manque."


# --- Lists ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "items"),
    [
        (None, []),
        ("", []),
        ([], []),
        ("a", ["a"]),
        (3, [3]),
        (0, [0]),
        ("a | b|c", ["a", "b", "c"]),
        ("|", []),
        (["a", None], ["a", None]),
    ],
)
def test_a_list_may_be_written_several_ways(cleaner: Cleaner, value: Any, items: Any) -> None:
    assert kept(cleaner, cleaner.items(value, "x")) == items


def test_an_object_is_no_list(cleaner: Cleaner) -> None:
    assert cleaner.items({"a": 1}, "x") == []
    assert "liste" in reason(cleaner)


def test_items_that_are_no_objects_are_told_by_number(cleaner: Cleaner) -> None:
    assert cleaner.mappings([{"a": 1}, "b", {"c": 2}, 4], "x") == [{"a": 1}, {"c": 2}]
    assert [p.field for p in cleaner.problems] == ["x.2", "x.4"]


# --- Numbers -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "number"),
    [
        (0, "0"),
        (-3, "-3"),
        (1.5, "1.5"),
        ("12 500,5", "12500.5"),
        ("12\u202f500,5", "12500.5"),
        ("12\xa0500", "12500"),
        ("12500.5", "12500.5"),
        ("+3", "3"),
        ("1e3", "1000"),
        ("-0,0001", "-0.0001"),
        (99_999_999_999_999, "99999999999999"),
        ("99999999999999,9999", "99999999999999.9999"),
    ],
)
def test_a_number_is_read_the_french_and_the_english_way(
    cleaner: Cleaner, value: Any, number: str
) -> None:
    assert kept(cleaner, cleaner.decimal(value, "x")) == Decimal(number)


@pytest.mark.parametrize("value", [None, ""])
def test_no_number_stays_none(cleaner: Cleaner, value: Any) -> None:
    assert kept(cleaner, cleaner.decimal(value, "x")) is None
    assert kept(cleaner, cleaner.integer(value, "x", 1, 17)) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "nombre est attendu"),
        (False, "nombre est attendu"),
        ([1], "nombre est attendu"),
        ({}, "nombre est attendu"),
        ("beaucoup", "pas un nombre"),
        ("1,234.5", "pas un nombre"),
        (" ", "pas un nombre"),
        ("NaN", "pas un nombre"),
        ("sNaN", "pas un nombre"),
        ("-Infinity", "pas un nombre"),
        (float("nan"), "pas un nombre"),
        (float("inf"), "pas un nombre"),
        (100_000_000_000_000, "trop de chiffres"),
        (-(10**14), "trop de chiffres"),
        ("1e999999", "trop de chiffres"),
        (10**400, "trop de chiffres"),
        (1.00001, "trop de chiffres"),
        ("0,00001", "trop de chiffres"),
        ("1e-999999", "trop de chiffres"),
        ("9" * 4_000, "trop de chiffres"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_number_that_the_base_can_hold_is_refused(
    cleaner: Cleaner, value: Any, words: str
) -> None:
    assert cleaner.decimal(value, "x") is None
    assert words in reason(cleaner)


@pytest.mark.parametrize("value", [1, 17, "1", "17", "17,0", 17.0, "1e1"])
def test_a_whole_number_within_bounds_is_kept(cleaner: Cleaner, value: Any) -> None:
    assert kept(cleaner, cleaner.integer(value, "x", 1, 17)) == int(
        float(str(value).replace(",", "."))
    )


@pytest.mark.parametrize("value", [0, 18, -1, 1.5, "16,5", "1e3"])
def test_a_whole_number_out_of_bounds_is_told_the_bounds(cleaner: Cleaner, value: Any) -> None:
    assert cleaner.integer(value, "x", 1, 17) is None
    assert reason(cleaner) == "se situe entre 1 et 17."


@pytest.mark.parametrize(
    ("value", "is_kept"), [(1799, False), (1800, True), (2100, True), (2101, False)]
)
def test_years_lie_between_1800_and_2100(cleaner: Cleaner, value: int, is_kept: bool) -> None:
    assert cleaner.year(value, "x") == (value if is_kept else None)
    assert (cleaner.problems == []) is is_kept


# --- Addresses -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "url",
    [
        "https://exemple.fr",
        "http://exemple.fr/a?b=c#d",
        "HTTPS://EXEMPLE.FR/",
        "https://exemple.fr:8443/",
        "https://[2001:db8::1]/a",
        "https://élan.fr/é",
        "https://moi@exemple.fr/",
        "https://192.0.2.1/",
    ],
)
def test_a_web_address_is_kept_as_it_is(cleaner: Cleaner, url: str) -> None:
    assert kept(cleaner, cleaner.url(f" {url} ", "x")) == url


@pytest.mark.parametrize(
    "url",
    [
        "exemple.fr",
        "//exemple.fr/",
        "https://",
        "https:///a",
        "https:exemple.fr",
        "https://:443/",
        "javascript:alert(1)",
        "JavaScript://exemple.fr/%0aalert(1)",
        "data:text/html,a",
        "mailto:a@exemple.fr",
        "file:///etc/passwd",
        "ftp://exemple.fr/",
        "https://exemple.fr/a b",
        "https://exemple.fr/a\tb",
        "https://exemple.fr/\u2028a",
        "https://[2001:db8::1",
        "https://[pas-une-ip]/",
        "https://exemple.fr/" + "a" * 500,
    ],
)
def test_what_is_no_web_address_is_refused(cleaner: Cleaner, url: str) -> None:
    assert cleaner.url(url, "x") == ""
    assert len(cleaner.problems) == 1


def test_a_required_address_is_told_missing_once(cleaner: Cleaner) -> None:
    cleaner.url("", "x", is_required=True)
    assert reason(cleaner) == "manque."


# --- Dates ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["", "2026", "2026-01", "2026-12", "2026-11-05", "2024-02-29"])
def test_a_date_may_be_known_in_part(cleaner: Cleaner, text: str) -> None:
    assert kept(cleaner, cleaner.partial_date(text, "x")) == text


@pytest.mark.parametrize(
    "text",
    [
        "26",
        "2026-",
        "2026-1",
        "2026-13",
        "2026-00",
        "2026-11-32",
        "2026-11-5",
        "05/11/2026",
        "novembre",
        "２０２６",
        "2026-11-05T10:00",
    ],
)
def test_what_is_no_date_is_refused(cleaner: Cleaner, text: str) -> None:
    assert cleaner.partial_date(text, "x") == ""
    assert len(cleaner.problems) == 1


# --- What is told --------------------------------------------------------------------------------
@pytest.mark.parametrize("code", CODES)
def test_every_unreadable_line_has_its_sentence(cleaner: Cleaner, code: str) -> None:
    cleaner.unreadable(Unreadable(code, field="title", value="a"))
    assert reason(cleaner) == unreadable_reason(code)
    assert cleaner.problems[0].field == "title"


def test_every_code_of_the_reader_has_its_sentence() -> None:
    modules = Path(tabular.__file__).parent.glob("*.py")
    written = "".join(module.read_text() for module in modules)
    told = set(re.findall(r'Unreadable(?:File)?\("(\w+)"', written))
    assert told <= set(CODES)
    assert len(told) >= 11


def test_problems_add_up_in_their_order_and_warnings_stay_apart(cleaner: Cleaner) -> None:
    calls: list[Callable[[], object]] = [
        lambda: cleaner.text(1, "a"),
        lambda: cleaner.warn("b", "à voir."),
        lambda: cleaner.year(1, "c"),
    ]
    for call in calls:
        call()
    assert [p.field for p in cleaner.problems] == ["a", "c"]
    assert [w.field for w in cleaner.warnings] == ["b"]


def test_a_problem_reads_as_a_sentence() -> None:
    plain = re.compile("[\u00a0\u202f]")
    said = [str(Problem(3, "title", "manque.")), str(Problem(3, "", "manque.", "x"))]
    assert [plain.sub(" ", words) for words in said] == [
        "ligne 3 : title : manque.",
        "ligne 3 : manque. (« x »)",
    ]
    with translation.override("en"):
        assert "ligne" not in str(Problem(3, "title", "manque."))

"""Concepts, known words, and what is asked of an index."""

import pytest

from alliage.calc.french import stem
from alliage.search.analysis import Question, analyse_document, analyse_question
from alliage.search.lexicon import Lexicon
from alliage.search.thesaurus import DATA, Thesaurus, sequence, thesaurus

from .factories import document

WORDS = Lexicon(
    [("isolement", 8), ("isolant", 1), ("covoiturage", 3), ("paris", 9), ("tiers", 2), ("mer", 4)]
)
CONCEPTS = Thesaurus(
    [("personnes âgées", "séniors", "grand âge"), ("sans emploi", "chômage"), ("don", "dons")],
    [(("outre-mer",), ("La Réunion", "Guyane"))],
    [("agriculture", "éleveurs")],
)


def ask(text: str, *, is_prefix: bool = False) -> Question:
    return analyse_question(text, WORDS, CONCEPTS, is_prefix=is_prefix)


def asked_terms(text: str) -> set[str]:
    return {term for clause in ask(text).clauses for term in clause.terms}


# --- Thesaurus -------------------------------------------------------------------------------
def test_expressions_of_a_group_call_one_another() -> None:
    concepts = {CONCEPTS.asked(sequence(text))[0].concepts for text in ("Séniors", "grand âge")}
    assert len(concepts) == 1
    assert set(CONCEPTS.written(sequence("les personnes âgées"))) == set(*concepts)


def test_the_longest_expression_is_heard() -> None:
    spans = CONCEPTS.asked(sequence("le chômage des personnes âgées sans emploi"))
    assert [span.end - span.start for span in spans] == [1, 2, 2]


def test_without_changes_the_meaning() -> None:
    assert CONCEPTS.asked(sequence("emploi")) == []
    assert CONCEPTS.asked(sequence("sans emploi"))


def test_a_broader_word_calls_narrower_ones_and_not_the_reverse() -> None:
    (span,) = CONCEPTS.asked(sequence("outre-mer"))
    assert set(span.concepts) == set(CONCEPTS.written(sequence("à La Réunion")))
    assert CONCEPTS.asked(sequence("La Réunion")) == []


def test_short_words_are_not_mistaken_for_stems() -> None:
    assert CONCEPTS.asked(sequence("dons"))
    assert CONCEPTS.asked(sequence("donner")) == []


def test_a_whole_field_weighs_less_than_a_notion() -> None:
    weights = {
        term: weight
        for clause in ask("éleveurs séniors").clauses
        for part in clause.parts
        for term, weight in part.terms
    }
    field = next(weight for term, weight in weights.items() if term.startswith("^"))
    notion = next(weight for term, weight in weights.items() if term.startswith("~"))
    assert field < notion


def test_the_committed_thesaurus_is_large_and_clean() -> None:
    text = DATA.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("  - [")]
    assert len(lines) > 200
    words = thesaurus()
    for line in lines:
        expressions = [part.strip(" +") for part in line[5:-1].split(",")]
        assert len(expressions) > 1, line
        assert len({tuple(sequence(e)) for e in expressions} - {()}) > 1, line
        assert words.asked(sequence(expressions[0])), line


# --- Lexicon ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("isolment", "isolement"),
        ("isloement", "isolement"),
        ("covoiturrages", "covoiturage"),
        ("prais", "paris"),
        ("tier", "tiers"),
    ],
)
def test_misspelt_words_find_the_known_one(typed: str, nearest: str) -> None:
    assert WORDS.nearest(typed)[0][0] == nearest


@pytest.mark.parametrize("typed", ["pare", "mor", "xyzxyz", "2016", "covoiturttrage", "pparriss"])
def test_words_too_short_or_too_far_find_none(typed: str) -> None:
    assert WORDS.nearest(typed) == ()


def test_two_errors_are_forgiven_from_nine_letters_only() -> None:
    assert WORDS.nearest("covoituagge")
    assert WORDS.nearest("ppariss") == ()


def test_completions_come_by_frequency() -> None:
    assert WORDS.completions("isol", 5) == ["isolement", "isolant"]
    assert WORDS.completions("isol", 1) == ["isolement"]
    assert WORDS.completions("zz", 5) == []


# --- Questions -------------------------------------------------------------------------------
def test_words_of_need_count_little() -> None:
    need, subject = [c for c in ask("trouver covoiturage").clauses if c.label]
    assert (need.label, subject.label) == ("trouver", "covoiturage")
    assert need.weight < subject.weight


def test_stop_words_ask_nothing() -> None:
    assert ask("avec nous, pour vous").clauses == ()


def test_spelling_is_mended_where_the_word_is_unknown() -> None:
    assert ask("l’isolment à Paris").suggestion == "l’isolement à Paris"
    assert ask("isolement").suggestion == ""
    assert "isol" in asked_terms("isolment")


def test_a_known_equivalent_is_no_mistake() -> None:
    assert ask("chômage").suggestion == ""


def test_labels_keep_the_words_as_typed() -> None:
    assert [c.label for c in ask("Personnes âgées à Paris").clauses if c.label] == [
        "Personnes âgées",
        "Paris",
    ]


def test_a_word_being_typed_is_completed() -> None:
    terms = {term for c in ask("isol", is_prefix=True).clauses for term in c.terms}
    assert {"isol"} <= terms
    assert ask("isol", is_prefix=True).suggestion == ""


# --- Documents -------------------------------------------------------------------------------
def test_the_title_is_written_more_often_than_the_body() -> None:
    written = analyse_document(document("a", "Forêt", body="Rivière"), CONCEPTS).terms.split()
    assert written.count("foret") > written.count(stem("riviere")) == 1


def test_concepts_and_neighbours_are_written_too() -> None:
    written = analyse_document(document("a", "Des personnes âgées"), CONCEPTS).terms.split()
    assert any(word.startswith("~") for word in written)
    assert "person+=age" in written


def test_words_are_kept_once_for_the_lexicon() -> None:
    assert analyse_document(document("a", "Eau, eau, l’eau"), CONCEPTS).words == "eau"


def test_an_empty_document_is_no_trouble() -> None:
    assert analyse_document(document("a", "…"), CONCEPTS) == ("", "", "")

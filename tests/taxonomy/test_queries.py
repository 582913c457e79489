"""What other contexts read of the vocabularies."""

import pytest
from django.utils import translation

from alliage.taxonomy import queries
from alliage.taxonomy.models import Domain, Goal, Target, Term, Vocabulary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("taxonomy")]


def test_a_domain_is_found_by_any_of_its_words() -> None:
    found = queries.domains_by_label()
    for word in ("grand age", "seniors", "personnes agees", "old age"):
        assert found[word].slug == "grand-age"


def test_a_label_wins_over_another_domains_word() -> None:
    Domain.objects.filter(slug="emploi").update(alternative_labels=["Insertion"])
    assert queries.domains_by_label()["insertion"].slug == "insertion"


def test_synonyms_start_with_the_label_and_repeat_nothing() -> None:
    groups = queries.domain_synonyms()
    assert len(groups) == Domain.objects.count()
    by_label = {group[0]: group for group in groups}
    assert "QPV" in by_label["quartiers prioritaires"]
    assert all(len(set(group)) == len(group) for group in groups)


def test_labels_follow_the_readers_language() -> None:
    assert queries.labels(Vocabulary.MATURITY)["pionnier"] == "pionniers"
    with translation.override("en"):
        assert queries.labels(Vocabulary.MATURITY)["pionnier"] == "pioneers"


def test_an_untranslated_row_falls_back_on_french() -> None:
    with translation.override("en"):
        assert str(Domain(label_fr="montagne")) == "montagne"
        assert Term(definition_fr="Un relief.").definition == "Un relief."
        assert Target(note_fr="En clair.").note == "En clair."


def test_goals_come_in_order_with_their_neighbours() -> None:
    assert [goal.number for goal in queries.goals()] == list(range(1, 18))
    assert queries.neighbours(1) == (None, Goal.objects.get(number=2))
    assert queries.neighbours(17) == (Goal.objects.get(number=16), None)


def test_domains_of_a_goal_are_alphabetical_whatever_their_accents() -> None:
    labels = [domain.label for domain in queries.domains_of(Goal.objects.get(number=12))]
    assert labels.index("économie circulaire") < labels.index("industrie")


def test_the_glossary_is_alphabetical_in_both_languages() -> None:
    for language in ("fr", "en"):
        with translation.override(language):
            letters = queries.glossary()
            initials = [letter.initial for letter in letters]
            assert initials == sorted(set(initials))
    french = [term.label for letter in queries.glossary() for term in letter.terms]
    assert french.index("écosystème") < french.index("envie d’alliance")


def test_terms_of_several_vocabularies_take_one_query(
    django_assert_num_queries: object,
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = queries.terms(Vocabulary.PARTNERSHIP_TYPE, Vocabulary.STAGE)
    assert [term.code for term in found[Vocabulary.STAGE]] == [
        "idee",
        "experimentation",
        "preuve_de_concept",
        "deploiement",
    ]

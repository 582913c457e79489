"""Differences between records, and their merge: the invariants that keep every text."""

import copy
import time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alliage.calc.differences import (
    MISSING,
    Change,
    Conflict,
    Kind,
    Row,
    SpanKind,
    apply,
    differences,
    merge,
    text_spans,
)

WORDS = st.text(alphabet="ab é’\u202f.\n", max_size=12)
SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | WORDS
ROWS = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from("ABCDE")}, optional={"role": WORDS}), max_size=4
)
RECORDS = st.dictionaries(
    st.sampled_from(["title", "partners", "sdgs", "territory", "year"]),
    SCALARS
    | ROWS
    | st.lists(SCALARS, max_size=4)
    | st.dictionaries(st.sampled_from(["name", "code"]), SCALARS, max_size=2),
    max_size=4,
)
many = settings(max_examples=150, deadline=None)


@given(RECORDS)
@many
def test_a_record_does_not_differ_from_itself(record: dict[str, Any]) -> None:
    assert differences(record, copy.deepcopy(record)) == []


@given(RECORDS, RECORDS)
@many
def test_differences_lead_from_one_record_to_the_other(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    kept = copy.deepcopy(before)
    assert apply(differences(before, after), before) == after
    assert before == kept


@given(RECORDS, RECORDS)
@many
def test_what_one_side_alone_changed_is_taken(base: dict[str, Any], mine: dict[str, Any]) -> None:
    for merged in (merge(base, mine, base), merge(base, base, mine), merge(base, mine, mine)):
        assert merged.merged == mine
        assert merged.conflicts == ()


@given(RECORDS, RECORDS, RECORDS)
@many
def test_sides_may_be_swapped_but_for_conflicts(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert {repr(c.path) for c in one.conflicts} == {repr(c.path) for c in other.conflicts}
    if not one.conflicts:
        assert one.merged == other.merged


def texts_in(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value}
    if isinstance(value, dict):
        return {text for item in value.values() for text in texts_in(item)}
    if isinstance(value, list | tuple):
        return {text for item in value for text in texts_in(item)}
    return set()


@given(RECORDS, RECORDS, RECORDS)
@many
def test_no_new_text_is_lost_in_a_merge(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    made = merge(base, mine, theirs)
    kept = texts_in(made.merged)
    for conflict in made.conflicts:
        kept |= texts_in(conflict.mine) | texts_in(conflict.theirs)
    assert (texts_in(mine) | texts_in(theirs)) - texts_in(base) <= kept


@given(WORDS, WORDS)
@many
def test_spans_make_both_texts_again(before: str, after: str) -> None:
    spans = text_spans(before, after)
    assert "".join(s.text for s in spans if s.kind != SpanKind.INSERTED) == before
    assert "".join(s.text for s in spans if s.kind != SpanKind.DELETED) == after


def test_partners_are_matched_by_name() -> None:
    before = {"partners": [{"name": "Ville", "role": "porteur"}, {"name": "Asso", "role": ""}]}
    after = {"partners": [{"name": "Ville", "role": "pilote"}, {"name": "École", "role": ""}]}
    changes = differences(before, after)
    ville, asso, school = (Row("name", name) for name in ("Ville", "Asso", "École"))
    assert [(change.path, change.kind) for change in changes] == [
        (("partners", ville, "role"), Kind.CHANGED),
        (("partners", asso), Kind.REMOVED),
        (("partners", school), Kind.ADDED),
    ]


def test_texts_are_compared_word_by_word() -> None:
    change = Change(("title",), "Un toit pour tous", "Un jardin pour tous")
    assert [(span.kind.value, span.text) for span in change.spans] == [
        ("same", "Un "),
        ("deleted", "toit"),
        ("inserted", "jardin"),
        ("same", " pour tous"),
    ]


def test_goals_that_moved_are_said_so() -> None:
    (change,) = differences({"sdgs": [1, 2]}, {"sdgs": [2, 1]})
    assert change.kind == Kind.MOVED


def test_both_add_partners_without_conflict() -> None:
    base = {"partners": [{"name": "Ville"}]}
    mine = {"partners": [{"name": "Ville"}, {"name": "Asso"}]}
    theirs = {"partners": [{"name": "Ville"}, {"name": "École"}]}
    made = merge(base, mine, theirs)
    assert [row["name"] for row in made.merged["partners"]] == ["Ville", "Asso", "École"]
    assert made.conflicts == ()


def test_the_same_field_written_twice_is_a_conflict_that_keeps_all() -> None:
    made = merge({"title": "A"}, {"title": "B"}, {"title": "C"})
    assert made.merged == {"title": "B"}
    assert made.conflicts == (Conflict(("title",), "A", "B", "C"),)


def test_what_one_removed_and_the_other_rewrote_stays() -> None:
    made = merge({"title": "A"}, {}, {"title": "C"})
    assert made.merged == {"title": "C"}
    assert made.conflicts == (Conflict(("title",), "A", MISSING, "C"),)


def test_long_texts_are_compared_in_bounded_time() -> None:
    before = "Un mot de plus. " * 3_000
    after = before.replace("plus", "moins")
    start = time.process_time()
    spans = text_spans(before, after)
    assert time.process_time() - start < 3
    assert "".join(s.text for s in spans if s.kind != SpanKind.DELETED) == after

"""A list and its address: what it finds, what every link of it leads to."""

from collections.abc import Callable, Iterable
from types import SimpleNamespace

import pytest
from django.core.exceptions import BadRequest
from django.http import Http404, QueryDict

from alliage.search import registry
from alliage.search.queries import FacetedList, FacetSpec

from .factories import document

pytestmark = pytest.mark.usefixtures("site_index")
TYPES = {"mecenat": "Mécénat", "innovation": "Innovation", "cooperation": "Coopération"}


def named(values: Iterable[str]) -> dict[str, str]:
    return {value: value.capitalize() for value in values if value != "fantome"}


SPECS = (
    FacetSpec("type", "Type", TYPES, kind="type"),
    FacetSpec("domaine", "Domaine", named, shown=2, is_open=False),
)


def read(address: str = "", **options: object) -> FacetedList:
    return FacetedList("alliance", SPECS, QueryDict(address), **options)  # type: ignore[arg-type]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch, site_index: Callable[[], int]) -> None:
    documents = [document(f"fiche-{n:03}", f"Fiche {n:03}") for n in range(205)]
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register("alliance", "alliances", lambda slugs: documents)
    site_index()


# --- What it finds ---------------------------------------------------------------------------
def test_without_words_the_most_recent_come_first() -> None:
    found = read()
    assert (found.total, found.sort) == (5, "recent")
    assert found.slugs[-1] == "oiseaux"


def test_words_are_searched_and_ranked() -> None:
    found = read("q=isolement")
    assert (found.slugs, found.sort, found.words) == (["silver"], "pertinence", "isolement")


def test_rows_take_the_order_of_the_answers() -> None:
    found = read("tri=titre")
    rows = [SimpleNamespace(slug=slug) for slug in sorted(found.slugs)]
    assert [row.slug for row in found.in_order(rows)] == found.slugs


def test_rows_gone_since_the_index_was_written_are_left_out() -> None:
    assert read().in_order([]) == []


def test_filters_of_the_page_stay_out_of_the_address() -> None:
    found = read("q=prison", fixed={"type": ("mecenat",)})
    assert found.slugs == ["prison"]
    assert "mecenat" not in found.query_string


def test_an_export_reads_everything() -> None:
    assert len(read(page_size=0).slugs) == 5


# --- Facets ----------------------------------------------------------------------------------
def test_a_facet_says_how_many_each_choice_keeps() -> None:
    types = read("domaine=alimentation").facets[0]
    assert [(c.value, c.label, c.count) for c in types.choices] == [
        ("mecenat", "Mécénat", 1),
        ("cooperation", "Coopération", 1),
    ]
    assert types.choices[0].kind == "type"


def test_a_chosen_value_leaves_the_others_of_its_facet_countable() -> None:
    types = read("type=mecenat").facets[0]
    assert {c.value: (c.count, c.is_checked) for c in types.choices} == {
        "mecenat": (3, True),
        "innovation": (1, False),
        "cooperation": (1, False),
    }


def test_each_choice_leads_to_its_toggle() -> None:
    mecenat, innovation, _ = read("q=le&type=mecenat&page=1").facets[0].choices
    assert mecenat.url == "?q=le"
    assert innovation.url == "?q=le&type=mecenat&type=innovation"


def test_the_rarest_choices_stand_behind_and_chosen_ones_never() -> None:
    folded = read().facets[1]
    assert (len(folded.choices), len(folded.others), folded.is_open) == (2, 4, False)
    chosen = read("domaine=numerique").facets[1]
    assert "numerique" in [c.value for c in chosen.choices]
    assert chosen.is_open


def test_a_smaller_facet_offers_the_values_of_a_large_one() -> None:
    spec = FacetSpec("domaine", "Type", TYPES, offered_by="type")
    found = FacetedList("alliance", [spec], QueryDict())
    assert {c.value: c.count for c in found.facets[0].choices}["mecenat"] == 3


def test_a_facet_that_is_not_offered_still_filters() -> None:
    spec = FacetSpec("domaine", "Domaine", named, is_offered=False)
    found = FacetedList("alliance", [spec], QueryDict("domaine=justice"))
    assert found.slugs == ["prison"]
    assert [chip.label for chip in found.chips] == ["Domaine : Justice"]


def test_a_facet_without_choices_is_not_shown() -> None:
    assert [facet.name for facet in read("q=oiseaux&domaine=biodiversite").facets] == [
        "type",
        "domaine",
    ]
    empty = FacetedList("alliance", [FacetSpec("odd", "ODD", {})], QueryDict())
    assert empty.facets == []


# --- Links -----------------------------------------------------------------------------------
def test_each_chip_removes_what_it_names() -> None:
    chips = {chip.label: chip.url for chip in read("q=aînés&type=innovation").chips}
    assert chips == {
        "Mots cherchés : aînés": "?type=innovation",
        "Type : Innovation": "?q=a%C3%AEn%C3%A9s",
    }


def test_sorts_offer_relevance_only_with_words() -> None:
    assert [s.label for s in read().sorts] == ["les plus récentes", "par ordre alphabétique"]
    with_words = read("q=oiseaux&tri=titre").sorts
    assert [s.is_current for s in with_words] == [False, False, True]
    assert with_words[0].url == "?q=oiseaux"


def test_an_export_takes_the_address_without_its_page(many: None) -> None:
    assert read("page=2&tri=titre").query_string == "tri=titre"


def test_clearing_keeps_the_words() -> None:
    assert read("q=oiseaux&type=mecenat").clear_url == "?q=oiseaux"


def test_pages_link_the_neighbours_and_the_ends(many: None) -> None:
    found = read("page=6")
    assert [number for number, _ in found.pages] == [1, None, 4, 5, 6, 7, 8, None, 11]
    assert (found.previous_url, found.next_url) == ("?page=5", "?page=7")
    assert (found.number, found.has_other_pages, len(found.slugs)) == (6, True, 20)


def test_the_last_page_is_short_and_has_no_next(many: None) -> None:
    found = read("page=11")
    assert (len(found.slugs), found.next_url) == (5, "")
    assert read().previous_url == ""


# --- Bad addresses ---------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["2", "1000000000", "0", "-1", "abc", "²", "1e3", "٣"])
def test_a_page_that_is_not_there_is_not_found(page: str) -> None:
    data = QueryDict(mutable=True)
    data["page"] = page
    with pytest.raises(Http404):
        FacetedList("alliance", SPECS, data)


@pytest.mark.parametrize(
    "address", ["q=a%00b", "type=%00", "q=%ff%fe", "domaine=%c3", "q=" + "a" * 10_000]
)
def test_what_nobody_can_mean_is_refused(address: str) -> None:
    with pytest.raises(BadRequest):
        read(address)


@pytest.mark.parametrize(
    "address",
    ["type=inconnu", "domaine=fantome", "tri=hasard", "q=&type=&page=", "autre=1", "q=%20%20"],
)
def test_what_is_merely_unknown_is_ignored(address: str) -> None:
    found = read(address)
    assert (found.total, found.chips, found.query_string) == (5, [], "")


def test_long_words_are_cut_and_it_is_told() -> None:
    found = read("q=" + "mot " * 100)
    assert found.state.is_cut
    assert len(found.words) <= 200


def test_repeated_values_count_once() -> None:
    assert read("type=mecenat&type=mecenat").chosen_count == 1


# --- Help ------------------------------------------------------------------------------------
def test_misspelt_words_are_answered_and_the_spelling_told() -> None:
    found = read("q=oiseuax&type=mecenat")
    assert found.total == 1
    assert found.suggestion is not None
    assert found.suggestion.label == found.marked_words == "oiseaux"
    assert found.suggestion.url == "?q=oiseaux&type=mecenat"


def test_an_empty_list_offers_one_condition_less_with_its_count() -> None:
    found = read("q=oiseaux&domaine=justice")
    assert found.total == 0
    assert [(way.label, way.url, way.count) for way in found.ways_out] == [
        ("sans les mots « oiseaux »", "?domaine=justice", 1),
        ("sans « Domaine : Justice »", "?q=oiseaux", 1),
    ]


def test_an_empty_list_offers_what_is_near() -> None:
    near = FacetSpec("domaine", "Domaine", named, near=lambda value: ["biodiversite", "fantome"])
    found = FacetedList("alliance", [near], QueryDict("q=oiseaux&domaine=justice"))
    assert ("Biodiversite", "?q=oiseaux&domaine=biodiversite", 1) in [
        (way.label, way.url, way.count) for way in found.ways_out
    ]


def test_a_full_list_needs_no_way_out() -> None:
    assert read().ways_out == []


def test_what_covers_the_chosen_is_told_apart() -> None:
    spec = FacetSpec("domaine", "Domaine", named, apart=("type", lambda values: ["innovation"]))
    found = FacetedList("alliance", [spec], QueryDict("domaine=justice"))
    assert found.slugs == ["prison"]
    assert found.apart is not None
    assert [hit.slug for hit in found.apart.hits] == ["silver"]
    assert FacetedList("alliance", [spec], QueryDict()).apart is None


def test_a_missing_index_is_told_and_breaks_nothing(
    settings: SimpleNamespace, tmp_path: object
) -> None:
    settings.SEARCH_INDEX_DIR = f"{tmp_path}/nulle-part"
    found = read("q=oiseaux&type=mecenat")
    assert (found.total, found.is_ready) == (0, False)

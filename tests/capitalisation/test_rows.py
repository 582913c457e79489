"""What a list shows of each thing, and why a row answers where no word shows it."""

import re
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from alliage.capitalisation.models import Alliance, PartnershipType, Resource, Stage
from alliage.capitalisation.queries.facets import alliance_facets
from alliage.capitalisation.queries.rows import (
    Row,
    alliance_row,
    alliance_rows,
    found_rows,
    resource_row,
)
from alliage.search.queries import FacetedList
from alliage.search.services import reindex
from tests.network.factories import OrganisationFactory
from tests.territories.factories import angouleme, charente

from .factories import (
    AllianceFactory,
    ParticipationFactory,
    PlaceFactory,
    ResourceFactory,
    TypeFactory,
)

pytestmark = pytest.mark.django_db


def row_of(alliance: Alliance) -> Row:
    return alliance_row(Alliance.objects.for_listing().get(pk=alliance.pk))


def found(words: str) -> list[Row]:
    faceted = FacetedList("alliance", alliance_facets(), QueryDict(f"q={words}"))
    rows = Alliance.objects.filter(slug__in=faceted.slugs).for_listing()
    return found_rows(alliance_rows(faceted.in_order(rows)), faceted)


@pytest.mark.parametrize(
    ("fields", "fact"),
    [
        ({}, "Expérimentation"),
        ({"stage": Stage.PROOF}, "Preuve de concept"),
        ({"start_year": 2018}, "Expérimentation, depuis 2018"),
        ({"start_year": 2018, "end_year": 2020}, "Expérimentation, 2018–2020"),
        ({"start_year": 2018, "end_year": 2018}, "Expérimentation, 2018"),
    ],
)
def test_the_stage_comes_with_the_years_that_are_known(fields: Any, fact: str) -> None:
    told = row_of(AllianceFactory(**fields)).facts[1]
    assert re.sub("[\\u00a0\\u202f]", " ", told).replace(" – ", "–") == fact


def test_a_row_names_each_place_once() -> None:
    alliance = AllianceFactory()
    PlaceFactory(alliance=alliance, territory=angouleme(), stated_name="Le pays")
    PlaceFactory(alliance=alliance, territory=charente(), stated_name="Le pays")
    PlaceFactory(alliance=alliance, territory=charente())
    assert row_of(alliance).facts[0] == "Le pays (16), Charente (16)"


def test_a_row_without_place_has_an_empty_fact_not_a_comma() -> None:
    assert row_of(AllianceFactory()).facts[0] == ""


def test_a_row_shows_types_and_partners_in_their_order() -> None:
    alliance = AllianceFactory()
    TypeFactory(alliance=alliance, type=PartnershipType.INNOVATION)
    TypeFactory(alliance=alliance, type=PartnershipType.PATRONAGE)
    for rank in (2, 1):
        ParticipationFactory(alliance=alliance, position=rank, stated_name=f"Rang {rank}")
    row = row_of(alliance)
    assert row.types == [
        ("innovation_societale", "innovation sociétale"),
        ("mecenat", "mécénat"),
    ]
    assert [str(partner) for partner in row.partners] == ["Rang 1", "Rang 2"]


@pytest.mark.parametrize("count", [1, 15])
def test_rows_cost_a_constant_number_of_queries(count: int, django_assert_num_queries: Any) -> None:
    for alliance in AllianceFactory.create_batch(count):
        TypeFactory(alliance=alliance)
        ParticipationFactory(alliance=alliance)
        PlaceFactory(alliance=alliance, territory=angouleme())
    with django_assert_num_queries(4):
        assert len(alliance_rows(Alliance.objects.for_listing())) == count


@pytest.mark.usefixtures("own_index")
def test_the_words_that_answer_are_marked_and_then_nothing_is_explained() -> None:
    AllianceFactory(title="Une épicerie", summary="Des épiceries <b>solidaires</b>")
    reindex()
    [row] = found("épicerie")
    assert row.title == "Une <mark>épicerie</mark>"
    assert "<mark>épiceries</mark>" in row.text
    assert "<b>" not in row.text
    assert row.why == ()


@pytest.mark.usefixtures("own_index")
def test_a_row_says_why_it_answers_only_where_no_word_shows_it() -> None:
    partner = OrganisationFactory(name="Emmaüs Défi")
    alliance = ParticipationFactory(
        alliance__title="Une ressourcerie", organisation=partner
    ).alliance
    ParticipationFactory(alliance__title="Emmaüs et ses voisins", organisation=partner)
    reindex()
    rows = {row.slug: row for row in found("emmaus")}
    assert len(rows) == 2
    unseen = rows.pop(alliance.slug)
    assert unseen.why
    assert "<mark>" not in unseen.title
    [seen] = rows.values()
    assert seen.why == ()


@pytest.mark.usefixtures("own_index")
def test_a_row_that_is_lowered_says_so_even_where_its_words_show() -> None:
    AllianceFactory(title="Une épicerie", last_checked_on=date(2020, 1, 1))
    reindex()
    [row] = found("épicerie")
    assert [reason.split("\u00a0")[0] for reason in row.why] == ["placée plus bas"]


@pytest.mark.usefixtures("own_index")
def test_without_words_rows_are_left_as_they_are() -> None:
    AllianceFactory(title="a < b")
    reindex()
    [row] = found("")
    assert row.title == "a < b"
    assert row.why == ()


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({}, ["Méthode, agir"]),
        (
            {"format": "guide", "publisher": "ADEME", "year": 2020},
            ["Méthode, agir", "Guide", "ADEME", "2020"],
        ),
        ({"publisher": "ADEME"}, ["Méthode, agir", "ADEME"]),
    ],
)
def test_a_resource_tells_what_is_known_and_nothing_empty(fields: Any, facts: list[str]) -> None:
    made = ResourceFactory(**fields)
    assert resource_row(Resource.objects.for_listing().get(pk=made.pk)).facts == facts


def test_a_row_speaks_the_language_of_the_reader() -> None:
    alliance = TypeFactory(alliance__start_year=2018).alliance
    french = row_of(alliance)
    with translation.override("en"):
        english = row_of(alliance)
    assert english.facts[1] != french.facts[1]
    assert english.href.startswith("/en/")
    assert english.title == french.title

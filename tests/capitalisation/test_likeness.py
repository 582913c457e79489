"""Neighbours: reasons said in words, strongest first, and none where nothing is shared."""

import re

import pytest
from pytest_django import DjangoAssertNumQueries

from alliage.capitalisation.models import Alliance, PartnershipType
from alliage.capitalisation.queries.likeness import likeness_facets, reasons
from alliage.capitalisation.queries.sheets import alliance_sheet
from alliage.search.services import reindex
from tests.network.factories import OrganisationFactory
from tests.taxonomy.factories import DomainFactory
from tests.territories.factories import TerritoryFactory, angouleme, charente, nouvelle_aquitaine

from .factories import AllianceFactory, ParticipationFactory, PlaceFactory, TypeFactory

pytestmark = pytest.mark.django_db


def pair() -> tuple[Alliance, Alliance]:
    return AllianceFactory(), AllianceFactory()


def told(one: Alliance, other: Alliance) -> list[str]:
    """The reasons, with plain spaces."""
    read = {a.pk: a for a in Alliance.objects.for_sheet().filter(pk__in=[one.pk, other.pk])}
    return [re.sub("[\\u00a0\\u202f]", " ", r) for r in reasons(read[one.pk], read[other.pk])]


def in_each(*alliances: Alliance, **organisation: object) -> None:
    shared = OrganisationFactory(**organisation)
    for alliance in alliances:
        ParticipationFactory(alliance=alliance, organisation=shared)


def test_what_shares_nothing_gives_no_reason() -> None:
    one, other = pair()
    ParticipationFactory(alliance=one)
    ParticipationFactory(alliance=other)
    one.domains.add(DomainFactory())
    other.domains.add(DomainFactory())
    TypeFactory(alliance=one)
    TypeFactory(alliance=other, type=PartnershipType.INNOVATION)
    assert told(one, other) == []


def test_reasons_are_said_in_words_strongest_first() -> None:
    one, other = pair()
    domain = DomainFactory(label_fr="alimentation")
    for alliance in (one, other):
        TypeFactory(alliance=alliance)
        PlaceFactory(alliance=alliance, territory=angouleme())
        alliance.domains.add(domain)
    in_each(one, other, name="Emmaüs Défi")
    assert told(one, other) == [
        "Partenaires communs : Emmaüs Défi",
        "Mêmes domaines : alimentation",
        "Même département : Charente",
        "Même type : mécénat",
    ]


def test_likeness_is_mutual() -> None:
    one, other = pair()
    in_each(one, other)
    PlaceFactory(alliance=one, territory=angouleme())
    PlaceFactory(alliance=other, territory=nouvelle_aquitaine())
    assert told(one, other) == told(other, one)


def test_three_names_are_enough() -> None:
    one, other = pair()
    for number in range(5):
        in_each(one, other, name=f"Partenaire {number}")
    [reason] = told(one, other)
    assert reason.count(",") == 2


def test_the_official_name_of_a_partner_is_said_however_it_was_stated() -> None:
    one, other = pair()
    shared = OrganisationFactory(name="Groupe La Poste")
    ParticipationFactory(alliance=one, organisation=shared, stated_name="La Poste")
    ParticipationFactory(alliance=other, organisation=shared, stated_name="LA POSTE")
    assert told(one, other) == ["Partenaires communs : Groupe La Poste"]


def test_one_name_of_two_organisations_is_no_partner_in_common() -> None:
    one, other = pair()
    ParticipationFactory(alliance=one, stated_name="Mairie")
    ParticipationFactory(alliance=other, stated_name="Mairie")
    assert told(one, other) == []


def test_another_department_of_the_region_is_only_the_same_region() -> None:
    one, other = pair()
    PlaceFactory(alliance=one, territory=angouleme())
    region = nouvelle_aquitaine()
    far = TerritoryFactory(region=region, department=TerritoryFactory(level="departement"))
    PlaceFactory(alliance=other, territory=far)
    assert told(one, other) == ["Même région : Nouvelle-Aquitaine"]


def test_two_communes_of_nowhere_share_no_place() -> None:
    one, other = pair()
    PlaceFactory(alliance=one)
    PlaceFactory(alliance=other)
    assert told(one, other) == []


def test_likeness_looks_at_a_sheet_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    alliance = AllianceFactory()
    PlaceFactory(alliance=alliance, territory=angouleme())
    for _ in range(3):
        ParticipationFactory(alliance=alliance)
        alliance.domains.add(DomainFactory())
    with django_assert_num_queries(1):
        document = likeness_facets(alliance.slug)
    assert len(document.facets["partenaire"]) == len(document.facets["domaine"]) == 3
    assert set(document.facets["territoire"]) == {"departement:16", "region:75"}


def test_likeness_finds_nothing_in_a_draft_or_an_unknown_sheet() -> None:
    draft = AllianceFactory(draft=True)
    in_each(draft)
    assert not any(likeness_facets(draft.slug).facets.values())
    assert not any(likeness_facets("inconnue").facets.values())


@pytest.mark.usefixtures("own_index")
def test_neighbours_have_reasons_and_are_never_drafts() -> None:
    one, other = pair()
    draft = AllianceFactory(draft=True)
    AllianceFactory.create_batch(3)
    in_each(one, other, draft)
    reindex()
    # Published when the index read it, withdrawn since: the page must not show it.
    withdrawn = AllianceFactory()
    in_each(one, withdrawn)
    reindex("alliance")
    Alliance.objects.filter(pk=withdrawn.pk).update(editorial_state="archived")
    neighbours = alliance_sheet(one.slug).neighbours
    assert [neighbour.alliance for neighbour in neighbours] == [other]
    assert all(neighbour.reasons for neighbour in neighbours)


@pytest.mark.usefixtures("own_index")
def test_a_sheet_has_at_most_three_neighbours_and_is_not_its_own() -> None:
    alliances = AllianceFactory.create_batch(6)
    in_each(*alliances)
    reindex()
    neighbours = alliance_sheet(alliances[0].slug).neighbours
    assert len(neighbours) == 3
    assert alliances[0] not in [neighbour.alliance for neighbour in neighbours]


def test_a_department_and_its_commune_are_alike_by_their_region_at_least() -> None:
    one, other = pair()
    PlaceFactory(alliance=one, territory=charente())
    PlaceFactory(alliance=other, territory=angouleme())
    assert told(one, other)

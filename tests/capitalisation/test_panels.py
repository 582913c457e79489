"""What alliances add to the pages of a territory, a goal or an organisation."""

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from alliage.capitalisation.panels import (
    SHOWN,
    alliances_of_goal,
    alliances_of_organisation,
    alliances_of_territory,
)
from alliage.search.services import reindex
from alliage.taxonomy.models import Goal
from alliage.territories.models import Territory
from alliage.web.panels import Panel
from tests.network.factories import OrganisationFactory
from tests.taxonomy.factories import GoalFactory
from tests.territories.factories import angouleme, charente, france, nouvelle_aquitaine

from .factories import AllianceFactory, ParticipationFactory, PlaceFactory

pytestmark = pytest.mark.usefixtures("own_index")
REQUEST = RequestFactory().get("/")


def of_goal(goal: Goal) -> Panel:
    return alliances_of_goal(REQUEST, goal)


def of_territory(territory: Territory) -> Panel:
    return alliances_of_territory(REQUEST, territory)


def slugs(panel: Panel, name: str = "rows") -> set[str]:
    return {row.slug for row in panel.context[name]}


def placed(territory: Territory) -> str:
    slug: str = PlaceFactory(territory=territory).alliance.slug
    return slug


def test_an_empty_base_says_so_everywhere() -> None:
    reindex()
    for panel in (of_goal(GoalFactory()), of_territory(angouleme())):
        assert panel.context["rows"] == []
        assert panel.context["total"] == 0
        assert panel.context["nothing"]


def test_what_acts_inside_comes_apart_from_what_covers() -> None:
    inside, beside = placed(angouleme()), placed(charente())
    above, everywhere = placed(nouvelle_aquitaine()), placed(france())
    reindex()
    panel = of_territory(angouleme())
    assert slugs(panel) == {inside}
    assert slugs(panel, "covering") == {beside, above, everywhere}
    assert panel.context["total"] == 1
    department = of_territory(charente())
    assert slugs(department) == {inside, beside}
    assert slugs(department, "covering") == {above, everywhere}
    assert of_territory(france()).context["total"] == 4


def test_a_crowded_place_shows_six_and_counts_all_with_the_way_to_the_list(client: Client) -> None:
    for _ in range(SHOWN + 3):
        placed(angouleme())
    reindex()
    panel = of_territory(charente())
    assert len(panel.context["rows"]) == SHOWN
    assert panel.context["total"] == SHOWN + 3
    page = client.get(panel.context["url"]).content.decode()
    assert f"{SHOWN + 3} alliances" in page


def test_at_most_three_cover_a_place() -> None:
    for _ in range(5):
        placed(nouvelle_aquitaine())
    reindex()
    assert len(of_territory(angouleme()).context["covering"]) == 3


def test_a_goal_shows_its_own_alliances_and_no_other(client: Client) -> None:
    second, seventeenth = GoalFactory(number=2), GoalFactory(number=17)
    for number, goals in enumerate([[second], [second, seventeenth], []]):
        AllianceFactory(slug=f"a-{number}").goals.set(goals)
    reindex()
    assert slugs(of_goal(second)) == {"a-0", "a-1"}
    assert slugs(of_goal(seventeenth)) == {"a-1"}
    assert of_goal(second).context["url"].endswith("?odd=2")


def test_goal_one_is_not_goal_seventeen() -> None:
    AllianceFactory().goals.add(GoalFactory(number=17))
    reindex()
    assert of_goal(GoalFactory(number=1)).context["total"] == 0


def test_a_sheet_withdrawn_since_the_index_was_read_is_not_shown() -> None:
    gone, kept = AllianceFactory(), AllianceFactory()
    for alliance in (gone, kept):
        PlaceFactory(alliance=alliance, territory=angouleme())
    reindex()
    gone.editorial_state = "draft"
    gone.save()
    assert slugs(of_territory(angouleme())) == {kept.slug}


def test_an_organisation_shows_each_alliance_and_each_partner_once() -> None:
    mine, other = OrganisationFactory(), OrganisationFactory(name="Autre")
    for _ in range(2):
        alliance = ParticipationFactory(organisation=mine).alliance
        ParticipationFactory(alliance=alliance, organisation=mine, position=2)
        ParticipationFactory(alliance=alliance, organisation=other)
        ParticipationFactory(alliance=alliance, organisation=OrganisationFactory(collective=True))
    panel = alliances_of_organisation(REQUEST, mine)
    assert len(panel.context["rows"]) == 2
    assert panel.context["partners"] == [other]


def test_an_organisation_of_drafts_alone_shows_nobody() -> None:
    alliance = AllianceFactory(draft=True)
    mine = ParticipationFactory(alliance=alliance).organisation
    ParticipationFactory(alliance=alliance)
    panel = alliances_of_organisation(REQUEST, mine)
    assert panel.context["rows"] == []
    assert panel.context["partners"] == []


@pytest.mark.parametrize("crowd", [1, 6])
def test_a_panel_costs_the_same_for_one_and_for_six(
    crowd: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mine, place = OrganisationFactory(), angouleme()
    for _ in range(crowd):
        alliance = ParticipationFactory(organisation=mine).alliance
        PlaceFactory(alliance=alliance, territory=place)
    reindex()
    with django_assert_max_num_queries(5):
        assert len(of_territory(place).context["rows"]) == crowd
    with django_assert_max_num_queries(5):
        assert len(alliances_of_organisation(REQUEST, mine).context["rows"]) == crowd

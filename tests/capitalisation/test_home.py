"""The living part of the home page: what it counts, what it shows, on an empty base too."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alliage.capitalisation.models import Alliance
from alliage.capitalisation.queries.home import CANDIDATES, RECENT, REGIONS_SHOWN, SHOWCASE, home
from alliage.network.models import ActorKind
from alliage.search.services import reindex
from tests.network.factories import OrganisationFactory
from tests.territories.factories import TerritoryFactory, angouleme, france, nouvelle_aquitaine

from .factories import AllianceFactory, ParticipationFactory, PlaceFactory

pytestmark = pytest.mark.usefixtures("own_index")


def bring_together(alliance: Alliance, *kinds: ActorKind) -> None:
    for kind in kinds:
        ParticipationFactory(alliance=alliance, organisation=OrganisationFactory(kind=kind))


def test_an_empty_base_has_a_home(client: Client) -> None:
    for _ in ("without an index", "with an empty one"):
        shown = home()
        assert (shown.total, shown.anchored, shown.nationwide, shown.largest) == (0, 0, 0, 0)
        assert shown.regions == shown.recent == shown.showcase == []
        assert client.get("/").status_code == 200
        reindex()


def test_what_acts_in_a_region_is_told_from_what_acts_everywhere() -> None:
    nouvelle_aquitaine()
    for territory in (angouleme(), angouleme(), nouvelle_aquitaine(), france()):
        PlaceFactory(territory=territory)
    AllianceFactory(draft=True)
    reindex()
    shown = home()
    assert (shown.total, shown.anchored, shown.nationwide) == (4, 3, 1)
    assert [(region.label, region.count) for region in shown.regions] == [("Nouvelle-Aquitaine", 3)]
    assert shown.largest == 3


def test_a_region_leads_to_as_many_alliances_as_it_says(client: Client) -> None:
    for _ in range(3):
        PlaceFactory(territory=angouleme())
    reindex()
    [region] = home().regions
    assert f">{region.count} alliances<" in client.get(region.url).content.decode().replace(
        "\n", ""
    )


def test_regions_come_most_crowded_first_and_only_some() -> None:
    codes = ["11", "24", "27", "28", "32", "44", "52", "53", "75", "76"]
    for rank, code in enumerate(codes, start=1):
        region = TerritoryFactory(level="region", code=code, name=code, region_codes=code)
        for alliance in AllianceFactory.create_batch(rank):
            PlaceFactory(alliance=alliance, territory=region)
    reindex()
    regions = home().regions
    assert [region.count for region in regions] == [10, 9, 8, 7, 6, 5, 4, 3]
    assert len(regions) == REGIONS_SHOWN


def test_the_newest_come_first_then_the_most_mixed_of_the_next() -> None:
    newest = [AllianceFactory(start_year=2030 - n) for n in range(RECENT)]
    older = [AllianceFactory(start_year=2010 - n) for n in range(SHOWCASE + 2)]
    crowded, mixed = older[3], older[5]
    bring_together(crowded, *[ActorKind.ASSOCIATION] * 4)
    bring_together(mixed, ActorKind.ASSOCIATION, ActorKind.COMPANY, ActorKind.STATE)
    reindex()
    shown = home()
    assert [row.slug for row in shown.recent] == [alliance.slug for alliance in newest]
    assert [row.slug for row in shown.showcase][:2] == [mixed.slug, crowded.slug]
    assert len(shown.showcase) == SHOWCASE
    assert {row.slug for row in shown.recent}.isdisjoint(row.slug for row in shown.showcase)


def test_a_sheet_withdrawn_since_the_index_was_read_is_not_shown() -> None:
    gone, kept = AllianceFactory(), AllianceFactory()
    reindex()
    Alliance.objects.filter(pk=gone.pk).update(editorial_state="draft")
    assert [row.slug for row in home().recent] == [kept.slug]


def test_a_large_base_costs_no_more_queries_than_a_small_one() -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            home()
        return len(captured)

    ParticipationFactory(alliance=PlaceFactory(territory=angouleme()).alliance)
    reindex()
    before = cost()
    for alliance in AllianceFactory.create_batch(CANDIDATES + 5):
        PlaceFactory(alliance=alliance, territory=angouleme())
        ParticipationFactory(alliance=alliance)
    reindex()
    assert cost() == before

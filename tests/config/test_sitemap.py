"""What the sitemap lists: every public row, no draft, no collective name, in both languages."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from alliage.config.sitemaps import sections
from alliage.territories.models import Level, Territory
from tests.capitalisation.factories import AllianceFactory, CentreFactory, ResourceFactory
from tests.network.factories import OrganisationFactory
from tests.taxonomy.factories import GoalFactory
from tests.territories.factories import angouleme, france

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def paths(client: Client, section: str) -> list[str]:
    response = client.get(f"/sitemap-{section}.xml")
    assert response.status_code == 200
    tree = ElementTree.fromstring(response.content)  # noqa: S314 - ours
    places = [place.text or "" for place in tree.findall(f"{MAP}url/{MAP}loc")]
    return ["/" + place.split("/", 3)[3] for place in places]


@pytest.mark.parametrize(
    ("section", "make"),
    [
        ("alliances", AllianceFactory),
        ("ressources", ResourceFactory),
        ("centres", CentreFactory),
        ("organisations", OrganisationFactory),
        ("odd", GoalFactory),
    ],
)
def test_a_row_is_listed_in_both_languages(client: Client, section: str, make: type) -> None:
    url = make().get_absolute_url()
    listed = paths(client, section)
    assert url in listed
    assert len(listed) == len(set(listed)) == 2
    assert [path for path in listed if path.startswith("/en/")]


def test_what_is_not_public_is_not_listed(client: Client) -> None:
    AllianceFactory(draft=True)
    AllianceFactory(archived=True)
    ResourceFactory(draft=True)
    OrganisationFactory(collective=True)
    for section in ("alliances", "ressources", "organisations"):
        assert paths(client, section) == []


def test_communes_and_the_country_are_left_out(client: Client) -> None:
    angouleme()
    france()
    listed = [path for path in paths(client, "territoires") if not path.startswith("/en/")]
    larger = Territory.objects.exclude(level__in=[Level.COMMUNE, Level.COUNTRY])
    assert len(listed) == larger.count() >= 2
    assert not [path for path in listed if "/commune/" in path or "/france/" in path]


@pytest.mark.parametrize("section", sorted(sections()))
def test_every_listed_page_opens(client: Client, section: str) -> None:
    for make in (AllianceFactory, ResourceFactory, CentreFactory, OrganisationFactory, GoalFactory):
        make()
    angouleme()
    listed = paths(client, section)
    assert listed
    # Fourteen hundred territories in two languages are much to open: one in 35 speaks for them.
    for path in listed[:: len(listed) // 80 | 1]:
        assert client.get(path).status_code == 200, path


def test_the_last_change_is_told(client: Client) -> None:
    alliance = AllianceFactory()
    page = client.get("/sitemap-alliances.xml").content.decode()
    assert f"<lastmod>{alliance.updated_at:%Y-%m-%d}</lastmod>" in page

"""What search engines are told, on the real content."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from alliage.config.sitemaps import PAGES
from alliage.taxonomy.services import load_taxonomy

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def test_robots_are_shown_the_sitemap_and_kept_out_of_the_administration(client: Client) -> None:
    page = client.get("/robots.txt")
    assert page["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in page.content.decode()
    assert "/sitemap.xml" in page.content.decode()


@pytest.mark.django_db
def test_the_index_leads_to_every_section(client: Client) -> None:
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - ours
    paths = [place.text.split("testserver")[1] for place in index.findall("s:sitemap/s:loc", NAMES)]
    assert "/sitemap-alliances.xml" in paths
    assert all(client.get(path).status_code == 200 for path in paths)


@pytest.mark.django_db
def test_every_page_is_told_in_both_languages(client: Client) -> None:
    load_taxonomy()
    pages = ElementTree.fromstring(client.get("/sitemap-pages.xml").content)  # noqa: S314 - ours
    assert len(pages.findall("s:url", NAMES)) == 2 * len(PAGES)
    goals = client.get("/sitemap-odd.xml").content.decode()
    assert goals.count("<url>") == 34
    assert 'hreflang="en"' in goals

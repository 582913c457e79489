"""What search engines should read: every public page, in both languages."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Model, QuerySet
from django.urls import reverse

from alliage.capitalisation.models import Alliance, Resource, ResourceCentre
from alliage.network.models import Organisation
from alliage.taxonomy.models import Goal
from alliage.territories.models import Level, Territory

PAGES = (
    "pages:home",
    "capitalisation:alliances",
    "capitalisation:alliances_map",
    "capitalisation:resources",
    "capitalisation:centres",
    "network:organisations",
    "territories:territories",
    "taxonomy:goals",
    "taxonomy:glossary",
    "pages:method",
    "pages:about",
    "pages:legal",
    "pages:privacy",
    "pages:accessibility",
)


class Bilingual(Sitemap):
    """Pages that exist in French and in English, each naming the other."""

    i18n = True
    alternates = True
    x_default = True
    limit = 10_000


class PagesSitemap(Bilingual):
    """Pages without an object of their own."""

    def items(self) -> list[str]:
        """Give the names of the routes."""
        return list(PAGES)

    def location(self, item: Any) -> str:
        """Give the path of a route."""
        return reverse(item)


class RowsSitemap(Bilingual):
    """Pages of rows: one section per kind."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows

    def items(self) -> QuerySet[Any]:
        """Give the rows."""
        # A fresh copy each time: a QuerySet remembers what it read.
        return self.rows.all()

    def lastmod(self, item: Model) -> Any:
        """Give the instant of the last change, where the row keeps it."""
        return getattr(item, "updated_at", None)


def sections() -> dict[str, Sitemap]:
    """Give the sections of the sitemap; communes are left out, their pages say little yet."""
    larger = Territory.objects.exclude(level__in=[Level.COMMUNE, Level.COUNTRY])
    return {
        "pages": PagesSitemap(),
        "alliances": RowsSitemap(Alliance.objects.published().order_by("pk")),
        "ressources": RowsSitemap(Resource.objects.published().order_by("pk")),
        "centres": RowsSitemap(ResourceCentre.objects.order_by("pk")),
        "organisations": RowsSitemap(Organisation.objects.public().named().order_by("pk")),
        "territoires": RowsSitemap(larger.order_by("pk")),
        "odd": RowsSitemap(Goal.objects.order_by("pk")),
    }

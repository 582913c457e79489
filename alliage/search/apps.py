"""Registration of the search context."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Recherche."""

    name = "alliage.search"
    label = "search"
    verbose_name = "Recherche"

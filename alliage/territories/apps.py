"""Registration of the territories context."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Territoires."""

    name = "alliage.territories"
    label = "territories"
    verbose_name = "Territoires"

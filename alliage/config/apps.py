"""The composition root as an app: it owns the home page and the pages about the platform."""

from django.apps import AppConfig

from .menus import declare_menus


class ConfigConfig(AppConfig):
    """Settings, root addresses, home and static pages."""

    name = "alliage.config"
    label = "config"

    def ready(self) -> None:
        """Say which pages the menus of the site lead to."""
        declare_menus()

"""The composition root as an app: it owns the home page and the pages about the platform."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, root addresses, home and static pages."""

    name = "alliage.config"
    label = "config"

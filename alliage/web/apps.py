"""Registration of the web context."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Site."""

    name = "alliage.web"
    label = "web"
    verbose_name = "Site"

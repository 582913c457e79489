"""Registration of the capitalisation context."""

from django.apps import AppConfig


class CapitalisationConfig(AppConfig):
    """Capitalisation."""

    name = "alliage.capitalisation"
    label = "capitalisation"
    verbose_name = "Capitalisation"

"""Registration of the taxonomy context."""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    """Vocabulaires."""

    name = "alliage.taxonomy"
    label = "taxonomy"
    verbose_name = "Vocabulaires"

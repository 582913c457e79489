"""Registration of the taxonomy context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TaxonomyConfig(AppConfig):
    """Vocabulaires."""

    name = "alliage.taxonomy"
    label = "taxonomy"
    verbose_name = _("Vocabulaires")

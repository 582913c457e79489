"""Registration of the harvesting context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HarvestingConfig(AppConfig):
    """OAI-PMH, both sides: what we offer, and what we take from other centres."""

    name = "alliage.harvesting"
    label = "harvesting"
    verbose_name = _("moissonnage")

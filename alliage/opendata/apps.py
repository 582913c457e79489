"""Registration of the opendata context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpendataConfig(AppConfig):
    """Persistent identifiers, citations, feeds, catalogue and dumps."""

    name = "alliage.opendata"
    label = "opendata"
    verbose_name = _("données ouvertes")

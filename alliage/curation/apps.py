"""Registration of the curation context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    """Collections, bookmarks, feedback and saved searches."""

    name = "alliage.curation"
    label = "curation"
    verbose_name = _("sélection")

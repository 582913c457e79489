"""Registration of the api context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The REST interface, its tokens and its limits."""

    name = "alliage.api"
    label = "api"
    verbose_name = _("interface de programmation")

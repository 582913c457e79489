"""Registration of the api context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """The REST interface, its tokens and its limits."""

    name = "alliage.api"
    label = "api"
    verbose_name = _("interface de programmation")

    def ready(self) -> None:
        """Say what is held about people."""
        from . import personal_data  # noqa: PLC0415 - models load first

        personal_data.declare()

"""Registration of the notifications context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """What happened, told to those who asked to know: in the site and by e-mail."""

    name = "alliage.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self) -> None:
        """Add to the page of one's account, and say what is held about people."""
        from alliage.web import panels  # noqa: PLC0415 - needs the models

        from . import personal_data  # noqa: PLC0415 - idem
        from .panels import on_account  # noqa: PLC0415 - idem

        panels.register("account", on_account)
        personal_data.declare()

"""Registration of the notifications context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """What happened, told to those who asked to know: in the site and by e-mail."""

    name = "alliage.notifications"
    label = "notifications"
    verbose_name = _("notifications")

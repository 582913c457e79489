"""Registration of the exchange context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Files in and out: import with a dry run, export, round trip."""

    name = "alliage.exchange"
    label = "exchange"
    verbose_name = _("échanges")

"""Registration of the exchange context."""

from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Files in and out: import with a dry run, export, round trip."""

    name = "alliage.exchange"
    label = "exchange"
    verbose_name = _("échanges")

    def ready(self) -> None:
        """Name the background work, and have old files forgotten at night."""
        from alliage.tasks import services as tasks  # noqa: PLC0415 - models load first

        from . import personal_data, services  # noqa: PLC0415 - idem

        tasks.register_task(services.check_run, _("Examen d’un fichier"))
        tasks.register_task(services.apply_run, _("Import d’un fichier"))
        tasks.register_task(services.forget_old_files, _("Oubli des fichiers importés"))
        tasks.register_recurring(
            "exchange.forget_old_files", services.forget_old_files, at=time(3, 50)
        )
        personal_data.declare()

"""Registration of the opendata context."""

from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpendataConfig(AppConfig):
    """Persistent identifiers, citations, catalogue and dumps."""

    name = "alliage.opendata"
    label = "opendata"
    verbose_name = _("données ouvertes")

    def ready(self) -> None:
        """Say on each sheet how to cite it, and have the datasets written every night."""
        from alliage.tasks import services as tasks  # noqa: PLC0415 - models load first
        from alliage.web import panels  # noqa: PLC0415 - idem

        from . import services  # noqa: PLC0415 - idem
        from .panels import citation_of_alliance, citation_of_resource  # noqa: PLC0415 - idem

        panels.register("alliance", citation_of_alliance)
        panels.register("resource", citation_of_resource)
        tasks.register_task(services.dump_datasets, _("Copies complètes des données"))
        tasks.register_recurring("opendata.dumps", services.dump_datasets, at=time(2, 30))

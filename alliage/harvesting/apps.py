"""Registration of the harvesting context."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HarvestingConfig(AppConfig):
    """OAI-PMH: what this instance offers to harvesters, and what it harvests elsewhere."""

    name = "alliage.harvesting"
    label = "harvesting"
    verbose_name = _("moissonnage")

    def ready(self) -> None:
        """Hear of what changes, and look at everything now and then."""
        from alliage.search import services as search  # noqa: PLC0415 - models load first
        from alliage.tasks import services as tasks  # noqa: PLC0415 - idem
        from alliage.web import panels as pages  # noqa: PLC0415 - idem

        from . import panels, services  # noqa: PLC0415 - idem

        search.listen(services.on_change)
        pages.register("resource origin", panels.origin_of_resource)
        tasks.register_task(services.refresh, _("Notices offertes au moissonnage"))
        tasks.register_recurring("harvesting.refresh", services.refresh, every=timedelta(hours=1))
        tasks.register_task(services.harvest_source, _("Moissonnage d’une source"))
        tasks.register_task(services.harvest_due, _("Moissonnages dont l’heure est venue"))
        tasks.register_recurring(
            "harvesting.due",
            services.harvest_due,
            every=timedelta(minutes=15),
            is_needed=services.is_one_due,
        )

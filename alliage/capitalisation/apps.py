"""Registration of the capitalisation context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CapitalisationConfig(AppConfig):
    """Capitalisation: what alliances do, and what helps to start one."""

    name = "alliage.capitalisation"
    label = "capitalisation"
    verbose_name = _("capitalisation")

    def ready(self) -> None:
        """Tell the search engine what can be found here, and lower pages what they may show."""
        from alliage.search import services as search  # noqa: PLC0415 - models load first
        from alliage.web import panels  # noqa: PLC0415 - idem

        from . import panels as own  # noqa: PLC0415 - idem
        from .queries import alliance_documents, resource_documents  # noqa: PLC0415 - idem

        search.register(
            "alliance", _("alliances"), alliance_documents, url_name="capitalisation:alliance"
        )
        search.register(
            "resource", _("ressources"), resource_documents, url_name="capitalisation:resource"
        )
        panels.register("territory", own.alliances_of_territory)
        panels.register("goal", own.alliances_of_goal)
        panels.register("organisation", own.alliances_of_organisation)

"""Registration of the curation context."""

from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurationConfig(AppConfig):
    """Collections, bookmarks, feedback and saved searches."""

    name = "alliage.curation"
    label = "curation"
    verbose_name = _("sélection")

    def ready(self) -> None:
        """Add to sheets and lists what readers do with them, and the news as a kind of message."""
        from alliage.notifications.services import register_kind  # noqa: PLC0415 - models first
        from alliage.tasks import services as tasks  # noqa: PLC0415 - idem
        from alliage.web import panels  # noqa: PLC0415 - idem

        from . import personal_data  # noqa: PLC0415 - idem
        from .panels import keeping, watching  # noqa: PLC0415 - idem
        from .services.searches import NEWS_KIND, tell_news  # noqa: PLC0415 - idem

        for page in ("alliance", "resource"):
            panels.register(page, keeping)
        for page in ("alliances", "resources", "organisations"):
            panels.register(page, watching)
        tasks.register_task(tell_news, _("Nouveautés des recherches suivies"))
        tasks.register_recurring("curation.news", tell_news, at=time(5, 30))
        register_kind(NEWS_KIND, _("Du nouveau dans mes recherches"), default="daily")
        personal_data.declare()

"""Registration of the contribution context."""

from datetime import time

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionConfig(AppConfig):
    """Telling an alliance together: drafts, review, history, confirmations."""

    name = "alliage.contribution"
    label = "contribution"
    verbose_name = _("contribution")

    def ready(self) -> None:
        """Add to the sheets who confirmed them; say which messages this context sends."""
        from alliage.notifications import services as news  # noqa: PLC0415 - models first
        from alliage.tasks import services as tasks  # noqa: PLC0415 - idem
        from alliage.web import panels  # noqa: PLC0415 - idem

        from . import personal_data  # noqa: PLC0415 - idem
        from .panels import confirmations, verification  # noqa: PLC0415 - idem
        from .queries.verifications import answer_url, may_be_asked  # noqa: PLC0415 - idem
        from .services.asking import VERIFY_KIND, ask_verifications  # noqa: PLC0415 - idem

        panels.register("alliance", verification)
        panels.register("alliance", confirmations)
        news.register_kind("contribution.review", _("La relecture de mes fiches"))
        news.register_kind("contribution.queue", _("Les fiches à relire"))
        news.register_kind(VERIFY_KIND, _("La vérification de mes fiches, une fois par an"))
        news.register_scope(VERIFY_KIND, may_be_asked)
        news.register_link(VERIFY_KIND, answer_url)
        tasks.register_task(ask_verifications, _("Fiches à vérifier"))
        tasks.register_recurring("contribution.ask_verifications", ask_verifications, at=time(5))
        personal_data.declare()

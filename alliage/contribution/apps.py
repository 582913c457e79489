"""Registration of the contribution context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionConfig(AppConfig):
    """Telling an alliance together: drafts, review, history, confirmations."""

    name = "alliage.contribution"
    label = "contribution"
    verbose_name = _("contribution")

    def ready(self) -> None:
        """Add to the sheets who confirmed them; say which messages this context sends."""
        from alliage.notifications.services import register_kind  # noqa: PLC0415 - models first
        from alliage.web import panels  # noqa: PLC0415 - idem

        from . import personal_data  # noqa: PLC0415 - idem
        from .panels import confirmations  # noqa: PLC0415 - idem

        panels.register("alliance", confirmations)
        register_kind("contribution.review", _("La relecture de mes fiches"), default="immediate")
        register_kind("contribution.queue", _("Les fiches à relire"), default="immediate")
        personal_data.declare()

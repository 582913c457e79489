"""Registration of the contribution context."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionConfig(AppConfig):
    """Telling an alliance together: drafts, review, history, confirmations."""

    name = "alliage.contribution"
    label = "contribution"
    verbose_name = _("contribution")

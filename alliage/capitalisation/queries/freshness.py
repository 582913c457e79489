"""How fresh a sheet is, in the words of its page and of lists."""

from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alliage.calc.typography import partial_date
from alliage.capitalisation.models import Basis, Freshness

# Whole phrases, for each language to turn its own way.
SINCE = {
    Basis.CHECKED: lambda: _("dernière vérification en %(month)s"),
    Basis.READ: lambda: _("sources lues en %(month)s"),
    Basis.ADDED: lambda: _("dans la base depuis %(month)s"),
}


def since_words(freshness: Freshness) -> str:
    """Say when a sheet was last known to be exact, and how."""
    month = partial_date(freshness.iso[:7], language=get_language() or "fr")
    return SINCE[freshness.basis]() % {"month": month}


def due_mark(freshness: Freshness, today: date | None = None) -> str:
    """Say that a year has passed since somebody looked at a sheet; empty while it has not."""
    if not freshness.is_due(today or timezone.localdate()):
        return ""
    return _("À vérifier : %(since)s") % {"since": since_words(freshness)}

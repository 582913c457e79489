"""How fresh a sheet is, in the words of its page and of lists."""

from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alliage.calc.typography import partial_date
from alliage.capitalisation.models import Basis, Freshness

# Whole sentences, for each language to turn its own way.
DUE = {
    Basis.CHECKED: lambda: _("À vérifier : dernière vérification en %(month)s"),
    Basis.READ: lambda: _("À vérifier : sources lues en %(month)s"),
    Basis.ADDED: lambda: _("À vérifier : dans la base depuis %(month)s"),
}


def due_mark(freshness: Freshness, today: date | None = None) -> str:
    """Say that a year has passed since somebody looked at a sheet; empty while it has not."""
    if not freshness.is_due(today or timezone.localdate()):
        return ""
    month = partial_date(freshness.iso[:7], language=get_language() or "fr")
    return DUE[freshness.basis]() % {"month": month}

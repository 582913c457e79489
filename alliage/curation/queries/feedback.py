"""What readers thought of the pages, for those who can mend them."""

from django.db.models import QuerySet

from alliage.curation.models import Feedback
from alliage.network.permissions import Person


def feedback_rows(_user: Person) -> QuerySet[Feedback]:
    """Give the opinions, the newest first, never with a name: the reason counts, not who said it.

    Published pages are everybody's: every animator reads them all, whatever their territory.
    """
    return Feedback.objects.select_related("alliance", "resource").defer("user")

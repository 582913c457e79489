"""What a sheet says now, in the layout of drafts."""

from typing import Any

from alliage.capitalisation.models import Alliance
from alliage.capitalisation.queries.records import alliance_record


def whole_content(alliance: Alliance) -> dict[str, Any]:
    """Read a sheet whole."""
    return alliance_record(Alliance.objects.for_sheet().get(pk=alliance.pk))

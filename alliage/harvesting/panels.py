"""What harvesting adds to the page of a resource: where it comes from."""

from django.http import HttpRequest

from alliage.capitalisation.models import EditorialState, Resource
from alliage.web.panels import Panel

from .queries import record_of


def origin_of_resource(_request: HttpRequest, resource: Resource) -> Panel | None:
    """Say that a resource was harvested, where and when; nothing of ours."""
    record = record_of(resource)
    if record is None:
        return None
    is_kept = record.is_deleted and resource.editorial_state == EditorialState.PUBLISHED
    return Panel("harvesting/panels/origin.html", {"record": record, "is_kept": is_kept})

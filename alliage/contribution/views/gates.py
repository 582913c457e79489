"""The gate of drafts: what a person may not see does not exist for them."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from alliage.contribution.models import Draft
from alliage.contribution.permissions import can_see_draft, writes_draft

READ = ("author", "alliance", "territory__region", "territory__department", "territory__epci")


def seen_draft(request: HttpRequest, pk: int) -> Draft:
    """Find a draft that the person may see."""
    found = get_object_or_404(Draft.objects.select_related(*READ), pk=pk)
    if not can_see_draft(request.user, found):
        raise Http404
    return found


def own_draft(request: HttpRequest, pk: int) -> Draft:
    """Find a draft that the person writes, alone or with others."""
    found = seen_draft(request, pk)
    if not writes_draft(request.user, found):
        raise Http404
    return found

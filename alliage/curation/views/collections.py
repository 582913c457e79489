"""Collections as everybody reads them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alliage.curation.models import Collection
from alliage.curation.permissions import (
    can_edit_collection,
    can_see_collection,
    can_withdraw_collection,
)
from alliage.curation.queries.collections import (
    linked_data,
    pages_of,
    parts_of,
    readable_items,
)

PER_PAGE = 24


@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """List the published collections, the newest first."""
    found = Collection.objects.published().with_counts()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "curation/collections.html", {"page": page})


def _readable(request: HttpRequest, slug: str) -> Collection:
    found = get_object_or_404(Collection.objects.select_related("organisation", "owner"), slug=slug)
    if not can_see_collection(request.user, found):
        raise Http404
    return found


@require_safe
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a collection; one that is not published is its author's alone."""
    found = _readable(request, slug)
    items = readable_items(found)
    context = {
        "collection": found,
        "parts": parts_of(found, items),
        "linked_data": linked_data(found, items),
        "can_edit": can_edit_collection(request.user, found),
        "can_withdraw": found.is_published and can_withdraw_collection(request.user, found),
    }
    return render(request, "curation/collection.html", context)


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a whole collection as one document, to be printed."""
    found = _readable(request, slug)
    items = readable_items(found, is_whole=True)
    parts = [(part, pages_of(part.items)) for part in parts_of(found, items) if part.items]
    context = {"collection": found, "parts": parts}
    return render(request, "curation/document.html", context)

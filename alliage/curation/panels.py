"""What this context adds to sheets and lists: keep, gather, judge, watch."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from alliage.search.queries import FacetedList
from alliage.web.panels import Panel

from .models import Bookmark
from .queries.subjects import kind_of


def keeping(request: HttpRequest, subject: Any) -> Panel:
    """Let a reader keep a page, put it in a collection, and say whether it was useful."""
    kind = kind_of(subject)
    named = {"alliance" if kind == "alliance" else "resource": subject}
    is_kept = (
        request.user.is_authenticated
        and Bookmark.objects.filter(user=request.user, **named).exists()
    )
    context = {
        "is_kept": is_kept,
        "is_signed_in": request.user.is_authenticated,
        "bookmark_url": reverse("curation:bookmark", args=[kind, subject.slug]),
        "gather_url": reverse("curation:gather", args=[kind, subject.slug]),
        "feedback_url": reverse("curation:feedback", args=[kind, subject.slug]),
    }
    return Panel("curation/panels/keeping.html", context, order=150)


def watching(_request: HttpRequest, faceted: FacetedList) -> Panel:
    """Let a reader save the list as it is filtered."""
    query = urlencode({"kind": faceted.kind, "query_string": faceted.query_string})
    url = f"{reverse('curation:new_search')}?{query}"
    return Panel("curation/panels/watching.html", {"url": url}, order=50)

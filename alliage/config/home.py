"""The home page: only the composition root may draw on every context."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from alliage.capitalisation.queries.home import home as read_home

# Searches that the base answers well; they show what one may type.
EXAMPLES = (
    _("épicerie étudiante"),
    _("isolement des aînés"),
    _("tiers-lieu"),
    _("légumerie"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what Alliage is, let people search, show where alliances act."""
    context = {"home": read_home(), "examples": EXAMPLES, "linked_data": _linked_data()}
    return render(request, "config/home.html", context)


def _linked_data() -> dict[str, Any]:
    search = f"{settings.SITE_URL}{reverse('search:search')}?q={{words}}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": "Alliage",
        "url": settings.SITE_URL,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=words",
        },
    }

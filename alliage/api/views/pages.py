"""The page that explains the interface."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Explain the interface, with its operations as its description has them."""
    # The interface loads with its first request, and so does this page about it.
    from alliage.api.rest.explained import explained  # noqa: PLC0415

    return render(request, "api/documentation.html", explained())

"""The OAI-PMH address."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alliage.harvesting.queries import answer


# The protocol allows POST, and here it only reads: no form of ours is there to forge.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answer a harvester."""
    given = dict((request.POST if request.method == "POST" else request.GET).lists())
    return HttpResponse(answer(given), content_type="text/xml; charset=utf-8")

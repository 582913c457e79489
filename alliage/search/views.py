"""Search pages; nothing here writes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from .queries import groups, is_ready, suggestions
from .queries.everything import read_words, spelling


@require_safe
@vary_on_headers("HX-Request")
def search_everything(request: HttpRequest) -> HttpResponse:
    """Search alliances, resources and organisations at once."""
    state = read_words(request.GET)
    found = groups(state.words)
    context = {
        "state": state,
        "groups": found,
        "suggestion": spelling(found),
        "is_ready": is_ready(),
    }
    part = "#results" if request.headers.get("HX-Request") else ""
    return render(request, f"search/search.html{part}", context)


@require_safe
@vary_on_headers("HX-Request")
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer while the words are being typed, in a few links."""
    state = read_words(request.GET)
    context = {"state": state, "groups": suggestions(state.words)}
    part = "#results" if request.headers.get("HX-Request") else ""
    return render(request, f"search/suggestions.html{part}", context)

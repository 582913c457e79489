"""Saved searches."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.permissions import signed_in
from alliage.curation import services
from alliage.curation.forms import SearchForm
from alliage.curation.models import SavedSearch


@require_safe
@login_required
def searches(request: HttpRequest) -> HttpResponse:
    """List the searches one saved."""
    found = SavedSearch.objects.filter(user=signed_in(request))
    return render(request, "curation/searches.html", {"searches": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_search(request: HttpRequest) -> HttpResponse:
    """Name a filtered list, and save it."""
    sent = request.POST if request.method == "POST" else None
    form = SearchForm(sent, initial=request.GET.dict())
    if form.is_valid():
        try:
            services.save_search(signed_in(request), **form.cleaned_data)
            return redirect("curation:searches")
        except services.CurationError as error:
            messages.error(request, str(error))
    return render(request, "curation/new_search.html", {"form": form})


@require_POST
@login_required
def search(request: HttpRequest, pk: int) -> HttpResponse:
    """Watch a saved search, watch it no longer, or throw it away."""
    found = get_object_or_404(SavedSearch, user=signed_in(request), pk=pk)
    if request.POST.get("acte") == "supprimer":
        services.forget_search(found)
    else:
        services.watch_search(found, is_watched=request.POST.get("acte") == "suivre")
    return redirect("curation:searches")

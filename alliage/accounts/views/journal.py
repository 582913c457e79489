"""The journal, for administrators."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alliage.accounts import queries
from alliage.accounts.personal_forms import JournalFilter

PER_PAGE = 50


@require_safe
@login_required
@never_cache
def journal(request: HttpRequest) -> HttpResponse:
    """List who did what to which object."""
    if not request.user.is_superuser:
        raise PermissionDenied
    form = JournalFilter(request.GET or None)
    entries = queries.journal(form.cleaned_data if form.is_bound and form.is_valid() else {})
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/journal.html", {"form": form, "page": page})

"""The history of a sheet: its versions, what each changed, and an earlier one put back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.permissions import signed_in
from alliage.calc.differences import Change, apply
from alliage.capitalisation.models import Alliance
from alliage.capitalisation.services import SheetRefusedError
from alliage.contribution import services
from alliage.contribution.models import Draft, Revision
from alliage.contribution.permissions import can_edit_draft, can_manage_sheet
from alliage.contribution.queries.changes import Catching, catching, changes_of

from .gates import own_draft

PER_PAGE = 30


def _published(slug: str) -> Alliance:
    return get_object_or_404(Alliance.objects.published(), slug=slug)


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """List the published versions of a sheet, the newest first; in whose name, never who."""
    found = _published(slug)
    versions = Revision.objects.filter(alliance=found).select_related("organisation")
    page = Paginator(versions.defer("content"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "contribution/history.html", {"alliance": found, "page": page})


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show what a version changed from the one before."""
    found = _published(slug)
    revision = get_object_or_404(
        Revision.objects.select_related("organisation"), alliance=found, number=number
    )
    context = {"alliance": found, "revision": revision, "changes": changes_of(revision)}
    context["can_restore"] = can_manage_sheet(request.user, found)
    return render(request, "contribution/version.html", context)


@require_POST
@login_required
def restore(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put an earlier version back."""
    found = _published(slug)
    revision = get_object_or_404(Revision, alliance=found, number=number)
    if not can_manage_sheet(request.user, found):
        raise Http404
    try:
        services.restore_revision(revision, by=signed_in(request))
        messages.success(request, _("La version %d est de nouveau en ligne.") % number)
    except (services.ContributionError, SheetRefusedError) as error:
        messages.error(request, str(error))
    return redirect("contribution:history", slug)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def catch_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up in an amendment what the live sheet says by now; where both changed, choose."""
    found = own_draft(request, pk)
    if found.alliance is None or not found.is_amendment or not can_edit_draft(request.user, found):
        raise Http404
    both = catching(found, found.alliance)
    if request.method == "POST":
        _settle(request, found, both)
        return redirect(found)
    return render(request, "contribution/catch_up.html", {"draft": found, "catching": both})


def _settle(request: HttpRequest, draft: Draft, both: Catching) -> None:
    theirs = [
        Change(one.path, one.mine, one.theirs, one.is_order)
        for rank, one in enumerate(both.conflicts)
        if request.POST.get(f"choix-{rank}") == "fiche"
    ]
    content = apply(theirs, both.merged)
    services.catch_up(draft, by=signed_in(request), content=content, live=both.live)
    messages.success(request, _("Votre correction part maintenant de la fiche d’aujourd’hui."))

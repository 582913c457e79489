"""Write a draft together: whom it is shared with, and how one joins or leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from alliage.accounts.permissions import signed_in
from alliage.contribution import services
from alliage.contribution.forms import CoAuthorForm
from alliage.contribution.models import CoAuthor, Draft
from alliage.contribution.permissions import can_remove_coauthor, can_share_draft
from alliage.contribution.queries.partners import partners_said

from .gates import own_draft

SHOW_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@SHOW_OR_POST
@login_required
@never_cache
def coauthors(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who writes a draft; its author invites others."""
    found = own_draft(request, pk)
    can_share = can_share_draft(request.user, found)
    if request.method == "POST" and not can_share:
        raise Http404
    known = {said.key: said.organisation for said in partners_said(found) if said.organisation}
    form = CoAuthorForm(request.POST if request.method == "POST" else None, partners=known)
    if form.is_valid() and _invited(request, found, form):
        return redirect("contribution:coauthors", pk)
    rows = found.coauthors.select_related("user", "organisation")
    context = {"draft": found, "rows": rows, "form": form, "can_share": can_share}
    return render(request, "contribution/coauthors.html", context)


def _invited(request: HttpRequest, draft: Draft, form: CoAuthorForm) -> bool:
    try:
        services.invite_coauthor(
            draft,
            by=signed_in(request),
            address=form.cleaned_data["address"],
            organisation=form.organisation,
        )
    except services.ContributionError as error:
        form.add_error("address" if form.organisation is None else "partner", str(error))
        return False
    messages.success(request, _("L’invitation est partie."))
    return True


@require_POST
@login_required
def remove_coauthor(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Take somebody out of a draft, or leave it."""
    found = get_object_or_404(CoAuthor.objects.select_related("draft", "user"), pk=row, draft=pk)
    if not can_remove_coauthor(request.user, found):
        raise Http404
    services.remove_coauthor(found, by=signed_in(request))
    messages.success(request, _("C’est fait."))
    if found.user_id == request.user.pk:
        return redirect("contribution:mine")
    return redirect("contribution:coauthors", pk)


@SHOW_OR_POST
@never_cache
def join_draft(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link invites to write; joining asks to be signed in."""
    context: dict[str, object] = {"invited": None, "refusal": ""}
    try:
        context["invited"] = services.read_coauthor(token)
        if request.method == "POST":
            return _joined(request, token)
    except services.ContributionError as error:
        context["refusal"] = str(error)
    status = 410 if context["invited"] is None else 403 if context["refusal"] else 200
    return render(request, "contribution/join_draft.html", context, status=status)


@login_required
def _joined(request: HttpRequest, token: str) -> HttpResponse:
    draft = services.join_draft(token, by=signed_in(request))
    messages.success(request, _("Vous écrivez désormais ce brouillon à plusieurs."))
    return redirect(draft)

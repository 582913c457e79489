"""Begin to tell, read again, send, abandon."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.permissions import signed_in
from alliage.capitalisation.models import Alliance
from alliage.capitalisation.services import SheetRefusedError
from alliage.contribution import services
from alliage.contribution.forms import RefusalForm, RemarkForm
from alliage.contribution.models import Draft
from alliage.contribution.permissions import (
    can_edit_draft,
    can_invite_partner,
    can_review_draft,
    can_take_up_draft,
    can_withdraw_draft,
    writes_draft,
)
from alliage.contribution.queries.changes import is_behind, proposed
from alliage.contribution.queries.preview import preview
from alliage.contribution.queries.queue import suspected_duplicates
from alliage.contribution.queries.steps import REVIEW, STEPS, missing, step_url, trail
from alliage.network.permissions import Person

from .gates import own_draft, seen_draft


def tell(request: HttpRequest) -> HttpResponse:
    """Say what telling asks for; a person with an account begins."""
    if request.method == "POST":
        begun = services.start_draft(signed_in(request))
        return redirect(step_url(begun, STEPS[0].key))
    return render(request, "contribution/tell.html", {"steps": STEPS})


tell = require_http_methods(["GET", "HEAD", "POST"])(tell)


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """List what one began, sent and published."""
    found = Draft.objects.of(signed_in(request)).select_related("alliance", "author")
    return render(request, "contribution/mine.html", {"drafts": found})


@require_safe
@login_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a draft again, with its remarks and what it still lacks."""
    found = seen_draft(request, pk)
    context = {
        "draft": found,
        "trail": trail(found, REVIEW),
        "parts": preview(found),
        "missing": missing(found) if found.is_editable else [],
        "changes": proposed(found) if not found.decided_at or found.is_editable else [],
        "is_behind": can_edit_draft(request.user, found) and is_behind(found),
        "remarks": found.remarks.filter(is_settled=False),
        **_rights(request.user, found),
        **_review(request, found),
    }
    return render(request, "contribution/draft.html", context)


def _rights(person: Person, draft: Draft) -> dict[str, bool]:
    return {
        "can_edit": can_edit_draft(person, draft),
        "writes": writes_draft(person, draft),
        "can_invite": can_invite_partner(person, draft),
        "can_take_up": can_take_up_draft(person, draft),
        "can_withdraw": can_withdraw_draft(person, draft),
    }


def _review(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What those who animate need to decide: the sheets it may repeat, and how to answer."""
    if not can_review_draft(request.user, draft):
        return {"can_review": False}
    duplicates = suspected_duplicates(draft)
    forms = {"remark_form": RemarkForm(), "refusal_form": RefusalForm()}
    return {"can_review": True, "duplicates": duplicates, **forms}


@require_POST
@login_required
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a draft to those who read for publication."""
    found = own_draft(request, pk)
    try:
        services.submit_draft(found, by=signed_in(request))
        messages.success(request, _("Votre fiche est envoyée. Nous vous préviendrons."))
    except (services.ContributionError, SheetRefusedError) as error:
        messages.error(request, str(error))
    return redirect(found)


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Abandon a draft."""
    found = own_draft(request, pk)
    try:
        services.withdraw_draft(found, by=signed_in(request))
    except services.ContributionError as error:
        messages.error(request, str(error))
    return redirect("contribution:mine")


@require_POST
@login_required
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin again from the text of a draft that ended."""
    found = own_draft(request, pk)
    try:
        return redirect(services.take_up_draft(found, by=signed_in(request)))
    except services.ContributionError as error:
        messages.error(request, str(error))
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def amend(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to correct a published sheet, beside the version that readers have."""
    found = get_object_or_404(Alliance.objects.published(), slug=slug)
    if request.method == "POST":
        return redirect(services.start_draft(signed_in(request), alliance=found))
    return render(request, "contribution/amend.html", {"alliance": found})

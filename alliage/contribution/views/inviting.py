"""Ask partners to confirm by e-mail, and take their answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from alliage.accounts.permissions import signed_in
from alliage.capitalisation.models import Alliance
from alliage.contribution import services
from alliage.contribution.forms import AnswerForm, PartnerInvitationForm
from alliage.contribution.models import Draft, PartnerInvitation
from alliage.contribution.permissions import (
    can_check_answer,
    can_handle_invitation,
    can_invite_partner,
    can_see_invitations,
)
from alliage.contribution.queries.partners import partners_to_ask

from .gates import seen_draft

SHOW_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@SHOW_OR_POST
@login_required
@never_cache
def invite_partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite a partner of a published sheet."""
    return _invite(request, get_object_or_404(Alliance.objects.published(), slug=slug))


@SHOW_OR_POST
@login_required
@never_cache
def invite_draft_partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite a partner of a draft that was sent."""
    return _invite(request, seen_draft(request, pk))


def _invite(request: HttpRequest, about: Alliance | Draft) -> HttpResponse:
    if not can_invite_partner(request.user, about):
        raise Http404
    asked = partners_to_ask(about)
    given = request.POST if request.method == "POST" else None
    form = PartnerInvitationForm(given, partners=[(said.key, said.name) for said in asked])
    if form.is_valid() and _invited(request, about, form):
        return redirect(_invite_url(about))
    seen = _seen(request, about)
    context = {"about": about, "form": form, "asked": asked, "invitations": seen}
    return render(request, "contribution/invite.html", context)


def _invited(request: HttpRequest, about: Alliance | Draft, form: PartnerInvitationForm) -> bool:
    said = form.cleaned_data
    try:
        services.invite_partner(
            about,
            said["partner"],
            by=signed_in(request),
            address=said["address"],
            message=said["message"],
        )
    except services.ContributionError as error:
        form.add_error("address", str(error))
        return False
    messages.success(request, _("L’invitation est partie."))
    return True


def _seen(request: HttpRequest, about: Alliance | Draft) -> QuerySet[PartnerInvitation]:
    """Give the invitations that a person sent; all of them to those who animate."""
    rows = PartnerInvitation.objects.about(about)
    return rows if can_see_invitations(request.user, about) else rows.filter(by=signed_in(request))


def _invite_url(about: Alliance | Draft) -> str:
    if isinstance(about, Draft):
        return reverse("contribution:invite_of_draft", args=[about.pk])
    return reverse("contribution:invite_partner", args=[about.slug])


@require_POST
@login_required
def handle_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation again, or take it back."""
    found = _invitation(pk)
    if found.about is None or not can_handle_invitation(request.user, found):
        raise Http404
    try:
        if request.POST.get("acte") == "retirer":
            services.revoke_invitation(found, by=signed_in(request))
            messages.success(request, _("L’invitation est retirée : son lien ne marche plus."))
        else:
            services.send_invitation_again(found, by=signed_in(request))
            messages.success(request, _("L’invitation est repartie."))
    except services.ContributionError as error:
        messages.error(request, str(error))
    return redirect(_invite_url(found.about))


def _invitation(pk: int) -> PartnerInvitation:
    rows = PartnerInvitation.objects.select_related("draft__territory", "alliance")
    return get_object_or_404(rows, pk=pk)


@require_POST
@login_required
def check_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the answer of an address that nothing vouches for count, or set it aside."""
    found = _invitation(pk)
    if not can_check_answer(request.user, found):
        raise Http404
    is_accepted = request.POST.get("acte") == "accepter"
    try:
        services.check_answer(found, by=signed_in(request), is_accepted=is_accepted)
        done = (
            _("La réponse est acceptée : elle compte désormais.")
            if is_accepted
            else _("La réponse est écartée.")
        )
        messages.success(request, done)
    except services.ContributionError as error:
        messages.error(request, str(error))
    return redirect("contribution:queue")


@SHOW_OR_POST
@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show who holds the link what is said of the partner, and take their answer; no account."""
    try:
        invitation, said = services.read_invitation(token)
    except services.ContributionError as error:
        return render(request, "contribution/confirm.html", {"refusal": str(error)}, status=410)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    context = {"invitation": invitation, "parts": said.parts, "read": said.print, "form": form}
    if form.is_valid():
        context["answered"] = _answered(request, token, form)
    return render(request, "contribution/confirm.html", {"refusal": "", "answered": None} | context)


def _answered(request: HttpRequest, token: str, form: AnswerForm) -> PartnerInvitation | None:
    """Take the answer; a change without words, or an older page, is asked again."""
    asked = form.wanted(request.POST.get("acte", ""))
    if asked is None:
        return None
    try:
        read = request.POST.get("read", "")
        return services.answer_invitation(token, read=read, request=asked)
    except services.ContributionError as error:
        form.add_error(None, str(error))
        return None

"""Pages of people in organisations: join, belong, answer, invite."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.models import User
from alliage.network import permissions, queries, services
from alliage.network.forms import InviteForm, JoinForm, RoleForm
from alliage.network.models import Invitation, Membership, Organisation
from alliage.network.services import MembershipError

PER_PAGE = 30
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """List the organisations of the person, with what became of each request."""
    person = _person(request)
    page = Paginator(queries.memberships_of(person), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "animates": permissions.animates_somewhere(person)}
    return render(request, "network/mine.html", context)


@read_or_post
@login_required
@never_cache
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to belong to an organisation."""
    organisation = get_object_or_404(Organisation.objects.for_listing(), slug=slug)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.request_membership(
                organisation, by=_person(request), **form.cleaned_data
            )
            messages.success(request, _asked(made))
            return redirect("network:mine")
        except MembershipError as error:
            form.add_error(None, str(error))
    return render(request, "network/join.html", {"organisation": organisation, "form": form})


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _asked(membership: Membership) -> str:
    if membership.state == Membership.State.ACTIVE:
        return _("Votre adresse e-mail est celle de l’organisation : vous l’avez rejointe.")
    return _("Votre demande est partie. La réponse arrivera dans vos notifications.")


@require_safe
@login_required
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """List the requests that an animator may answer."""
    person = _person(request)
    if not permissions.animates_somewhere(person):
        raise PermissionDenied
    page = Paginator(queries.requests_for(person), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/requests.html", {"page": page})


@read_or_post
@login_required
@never_cache
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """Manage who belongs to an organisation; invite somebody."""
    organisation = get_object_or_404(Organisation.objects.for_listing(), slug=slug)
    if not permissions.may_manage_members(request.user, organisation):
        raise PermissionDenied
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, organisation, form):
        return redirect("network:members", slug=slug)
    found = queries.members_of(organisation)
    context = {"organisation": organisation, "form": form}
    context["page"] = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context["requests"] = organisation.memberships.requested().for_listing()
    context["invitations"] = queries.invitations_of(organisation)
    return render(request, "network/members.html", context)


def _invited(request: HttpRequest, organisation: Organisation, form: InviteForm) -> bool:
    try:
        services.invite_member(organisation, by=_person(request), **form.cleaned_data)
    except MembershipError as error:
        form.add_error("address", str(error))
        return False
    messages.success(request, _("L’invitation est partie."))
    return True


@read_or_post
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link invites to; joining asks to be signed in."""
    context: dict[str, object] = {"invitation": None, "refusal": ""}
    try:
        context["invitation"] = services.read_invitation(token)
        if request.method == "POST":
            return _accepted(request, token)
    except MembershipError as error:
        context["refusal"] = str(error)
    status = 410 if context["invitation"] is None else 403 if context["refusal"] else 200
    return render(request, "network/invitation.html", context, status=status)


@login_required
def _accepted(request: HttpRequest, token: str) -> HttpResponse:
    membership = services.accept_invitation(token, by=_person(request))
    messages.success(request, _("Vous appartenez à « %s ».") % membership.organisation)
    return redirect("network:mine")


@require_POST
@login_required
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Take an invitation back."""
    found = get_object_or_404(Invitation.objects.select_related("organisation__territory"), pk=key)
    services.withdraw_invitation(found, by=_person(request))
    messages.success(request, _("L’invitation est retirée : son lien ne marche plus."))
    return redirect("network:members", slug=found.organisation.slug)


@require_POST
@login_required
def accept(request: HttpRequest, key: int) -> HttpResponse:
    """Accept a request."""
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _told(request, error=_("Ce rôle n’existe pas."))
    try:
        services.accept_membership(_membership(key), by=_person(request), **form.cleaned_data)
    except MembershipError as error:
        return _told(request, error=str(error))
    return _told(request, success=_("La demande est acceptée."))


@require_POST
@login_required
def refuse(request: HttpRequest, key: int) -> HttpResponse:
    """Refuse a request."""
    try:
        services.refuse_membership(_membership(key), by=_person(request))
    except MembershipError as error:
        return _told(request, error=str(error))
    return _told(request, success=_("La demande est refusée."))


@require_POST
@login_required
def role(request: HttpRequest, key: int) -> HttpResponse:
    """Change what a member may do."""
    form = RoleForm(request.POST)
    if not form.is_valid() or not form.cleaned_data["role"]:
        return _told(request, error=_("Ce rôle n’existe pas."))
    try:
        services.change_role(_membership(key), by=_person(request), **form.cleaned_data)
    except MembershipError as error:
        return _told(request, error=str(error))
    return _told(request, success=_("Le rôle est changé."))


@require_POST
@login_required
def leave(request: HttpRequest, key: int) -> HttpResponse:
    """Leave an organisation, take a request back, or end the membership of another."""
    try:
        services.leave_organisation(_membership(key), by=_person(request))
    except MembershipError as error:
        return _told(request, error=str(error))
    return _told(request, success=_("C’est fait."))


def _membership(key: int) -> Membership:
    return get_object_or_404(Membership.objects.for_listing(), pk=key)


def _told(request: HttpRequest, *, success: str = "", error: str = "") -> HttpResponse:
    if error:
        messages.error(request, error)
    else:
        messages.success(request, success)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else "network:mine")

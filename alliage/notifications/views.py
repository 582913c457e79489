"""What a person was told, what they chose, and the outbox of administrators."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.models import User

from . import permissions, queries, services, tokens
from .forms import WishesForm
from .models import Mail

PER_PAGE = 30


@require_safe
@login_required
@never_cache
def notifications(request: HttpRequest) -> HttpResponse:
    """List what the person was told, unread first."""
    person = cast(User, request.user)
    found = queries.notifications_of(person)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "unread": queries.unread_count(person)}
    return render(request, "notifications/list.html", context)


@require_POST
@login_required
def read(request: HttpRequest, key: int) -> HttpResponse:
    """Remember that one was read, and go where it leads."""
    notification = services.mark_read(cast(User, request.user), key)
    if notification is None:
        raise Http404
    if url_has_allowed_host_and_scheme(notification.url, allowed_hosts=None):
        return redirect(notification.url)
    return redirect("notifications:list")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Remember that all were read."""
    services.mark_all_read(cast(User, request.user))
    return redirect("notifications:list")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose how often e-mails come, kind by kind."""
    person = cast(User, request.user)
    form = WishesForm(request.POST or None, wishes=queries.wishes_of(person))
    if request.method == "POST" and form.is_valid():
        for kind, rhythm in form.changes():
            services.choose_rhythm(person, kind, rhythm)
        messages.success(request, _("Vos choix sont enregistrés."))
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form})


@csrf_exempt  # RFC 8058: the mail reader posts without a session; the token is the proof
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the e-mails that a signed link names: a button on GET, done on POST."""
    try:
        link = tokens.read(token)
    except tokens.BadLinkError as error:
        raise Http404 from error
    if request.method == "POST":
        services.unsubscribe(token)
    context = {"label": queries.label_of(link.kind), "is_done": request.method == "POST"}
    return render(request, "notifications/unsubscribe.html", context)


@require_safe
@login_required
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """List the e-mails of the instance, with what is stuck, for administrators."""
    if not permissions.may_see_outbox(request.user):
        raise PermissionDenied
    state = request.GET.get("etat", "")
    page = Paginator(queries.outbox(state), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "tabs": queries.outbox_tabs(state)}
    return render(request, "notifications/outbox.html", context)


@require_POST
@login_required
def send_again(request: HttpRequest, key: int) -> HttpResponse:
    """Put a stuck e-mail back in the queue."""
    if not permissions.may_see_outbox(request.user):
        raise PermissionDenied
    mail = get_object_or_404(Mail, pk=key)
    try:
        services.send_again(mail, by=cast(User, request.user))
        messages.success(request, _("L’e-mail repart."))
    except services.OutboxError:
        messages.error(request, _("Cet e-mail n’est ni en échec ni incertain : rien à renvoyer."))
    return redirect("notifications:outbox")

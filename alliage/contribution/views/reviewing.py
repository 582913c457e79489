"""The queue of those who animate: read, publish, ask for changes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from alliage.accounts.permissions import signed_in
from alliage.capitalisation.services import SheetRefusedError
from alliage.contribution import services
from alliage.contribution.forms import RefusalForm, RemarkForm
from alliage.contribution.models import Draft
from alliage.contribution.permissions import answers_to_check, can_review_draft
from alliage.contribution.queries.queue import just_published, may_repeat, queue_of
from alliage.contribution.queries.verifications import sheets_to_check, to_check, with_answers
from alliage.network.permissions import animates_somewhere

from .gates import seen_draft

PER_PAGE, SHOWN = 30, 3


@require_safe
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """List what waits for a reading where one animates, the oldest first."""
    if not animates_somewhere(request.user):
        raise PermissionDenied
    page = Paginator(queue_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    sheets = sheets_to_check(request.user)
    context = {
        "page": page,
        "published": just_published(request.user, request.GET.get("publiee", "")),
        "answers": answers_to_check(request.user)[:PER_PAGE],
        "sheets": to_check(with_answers(sheets)[:SHOWN]),
        "to_check_count": sheets.count(),
    }
    return render(request, "contribution/queue.html", context)


def _readable(request: HttpRequest, pk: int) -> Draft:
    found = seen_draft(request, pk)
    if not can_review_draft(request.user, found):
        raise Http404
    return found


@require_POST
@login_required
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft that was sent."""
    found = _readable(request, pk)
    if request.POST.get("depuis") == "liste" and may_repeat(found):
        messages.warning(request, _("Elle ressemble à une fiche publiée : relisez-la d’abord."))
        return redirect(found)
    try:
        services.publish_draft(found, by=signed_in(request))
    except (services.ContributionError, SheetRefusedError) as error:
        messages.error(request, str(error))
        return redirect(found)
    # The list says what was published, and takes the keyboard up again.
    return redirect(f"{reverse('contribution:queue')}?publiee={found.pk}")


@require_POST
@login_required
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a publication made a moment ago."""
    found = seen_draft(request, pk)
    if not animates_somewhere(request.user):
        raise Http404
    try:
        services.undo_publication(found, by=signed_in(request))
        messages.success(request, _("La publication est annulée : la fiche attend de nouveau."))
    except (services.ContributionError, SheetRefusedError) as error:
        messages.error(request, str(error))
    return redirect(found)


@require_POST
@login_required
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft back to its author with a remark on one field, or on the whole."""
    found = _readable(request, pk)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Écrivez ce qu’il faut retoucher."))
        return redirect(found)
    said = form.cleaned_data
    services.ask_changes(found, by=signed_in(request), remarks=[(said["field"], said["text"])])
    messages.success(request, _("La fiche est rendue à son auteur, avec votre remarque."))
    return redirect("contribution:queue")


@require_POST
@login_required
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a draft will not be published, and why."""
    found = _readable(request, pk)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Dites pourquoi elle n’est pas retenue."))
        return redirect(found)
    services.refuse_draft(found, by=signed_in(request), reason=form.cleaned_data["reason"])
    messages.success(
        request, _("La fiche n’est pas retenue ; la personne qui l’a écrite est prévenue.")
    )
    return redirect("contribution:queue")

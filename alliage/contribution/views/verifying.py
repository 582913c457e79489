"""« Est-ce toujours exact ? »: the answer by a signed link or from the sheet, and what is left."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.models import User
from alliage.accounts.permissions import signed_in
from alliage.capitalisation.models import Alliance
from alliage.contribution import services, tokens
from alliage.contribution.forms import VerificationForm
from alliage.contribution.models import Verification
from alliage.contribution.permissions import can_manage_sheet
from alliage.contribution.queries.verifications import (
    person_of,
    question,
    sheets_to_check,
    to_check,
    with_answers,
)
from alliage.network.permissions import animates_somewhere

PER_PAGE = 30


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Show the essentials of a sheet to whom a signed link was sent; take the answer on POST."""
    found = person_of(token)
    if found is None:
        return _refused(request, token)
    alliance, person = found
    form = VerificationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _answered(request, alliance, person, form):
        return redirect("contribution:verify", token)
    context = {"question": question(alliance, person), "form": form}
    return render(request, "contribution/verify.html", context)


def _refused(request: HttpRequest, token: str) -> HttpResponse:
    """Say that a link is too old; one that was never ours does not exist."""
    try:
        tokens.read(token)
    except tokens.ExpiredLinkError:
        context = {"question": None}
        return render(request, "contribution/verify.html", context, status=410)
    except tokens.BadLinkError:
        pass
    raise Http404


def _answered(
    request: HttpRequest, alliance: Alliance, person: User, form: VerificationForm
) -> bool:
    """Take the answer; False when something must be mended on the page."""
    if not form.is_valid():
        return False
    try:
        services.answer_verification(alliance, by=person, **form.cleaned_data)
    except services.AlreadyAnsweredError as error:
        messages.info(request, str(error))
        return True
    except services.ContributionError as error:
        form.add_error("text", str(error))
        return False
    return True


@require_POST
@login_required
def verify_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the same answer from somebody who is signed in, on the sheet."""
    alliance = get_object_or_404(Alliance.objects.published(), slug=slug)
    form = VerificationForm(request.POST)
    if _answered(request, alliance, signed_in(request), form):
        messages.success(request, _("Merci, votre réponse est notée."))
    for error in form.errors.values():
        messages.error(request, " ".join(map(str, error)))
    return redirect(alliance)


@require_safe
@login_required
def to_verify(request: HttpRequest) -> HttpResponse:
    """List the sheets to check where one animates, what partners said of them first."""
    if not animates_somewhere(request.user):
        raise PermissionDenied
    sheets = with_answers(sheets_to_check(request.user))
    page = Paginator(sheets, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "sheets": to_check(page)}
    return render(request, "contribution/to_verify.html", context)


def _managed(request: HttpRequest, slug: str) -> Alliance:
    found = get_object_or_404(Alliance.objects.published(), slug=slug)
    if not can_manage_sheet(request.user, found):
        raise Http404
    return found


@require_POST
@login_required
def ask_again(request: HttpRequest, slug: str) -> HttpResponse:
    """Write again to those who have not answered for a sheet."""
    told = services.ask_again(_managed(request, slug), by=signed_in(request))
    if told:
        said = ngettext("La question part à %d personne.", "La question part à %d personnes.", told)
        messages.success(request, said % told)
    else:
        messages.info(
            request,
            _("Rien n’est parti : personne à qui écrire, ou question posée il y a peu."),
        )
    return redirect("contribution:to_verify")


@require_POST
@login_required
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an answer was dealt with."""
    row = get_object_or_404(Verification.objects.unsettled().select_related("alliance"), pk=pk)
    _managed(request, row.alliance.slug)
    services.settle_verification(row, by=signed_in(request))
    messages.success(request, _("C’est noté : cette réponse est traitée."))
    return redirect("contribution:to_verify")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask once more, then take the sheet of an alliance that is over away from readers."""
    found = _managed(request, slug)
    if request.method == "POST":
        services.archive(found, by=signed_in(request))
        messages.success(request, _("La fiche est archivée."))
        return redirect("contribution:to_verify")
    return render(request, "contribution/archive.html", {"alliance": found})

"""Bookmarks, and whether a page was useful."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.models import User
from alliage.accounts.permissions import signed_in
from alliage.curation import services
from alliage.curation.forms import FeedbackForm
from alliage.curation.models import Bookmark
from alliage.curation.queries.feedback import feedback_rows
from alliage.curation.queries.subjects import published_subject
from alliage.network.permissions import animates_somewhere
from alliage.web.limits import is_over

PER_PAGE = 30
JUDGED = "curation_judged"
# A classroom behind one address says what it thinks in an hour; a script says more.
MOST_OPINIONS, ONE_HOUR = 30, 3_600


@require_safe
@login_required
def bookmarks(request: HttpRequest) -> HttpResponse:
    """List what one kept, the newest first."""
    found = Bookmark.objects.filter(user=signed_in(request)).select_related("alliance", "resource")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "curation/bookmarks.html", {"page": page})


@require_POST
@login_required
def bookmark(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Keep a page, or let it go."""
    subject = published_subject(kind, slug)
    if request.POST.get("acte") == "retirer":
        services.let_go(subject, by=signed_in(request))
    else:
        services.keep(subject, by=signed_in(request))
    back = request.POST.get("retour") == "signets"
    return redirect("curation:bookmarks") if back else redirect(subject)


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Ask whether a page was useful and why; without an account, one answer per session."""
    subject = published_subject(kind, slug)
    asked = request.method == "POST"
    form = FeedbackForm(
        request.POST if asked else None, initial={"answer": request.GET.get("avis")}
    )
    if asked and form.is_valid() and not _floods(request, form):
        _note(request, subject, form)
        messages.success(request, _("Merci, votre avis est noté."))
        return redirect(subject)
    status = 429 if form.has_error(NON_FIELD_ERRORS) else 200
    context = {"subject": subject, "form": form}
    return render(request, "curation/feedback.html", context, status=status)


def _floods(request: HttpRequest, form: FeedbackForm) -> bool:
    """Tell a visitor, honestly, that their connection said too much; those with an account may."""
    if request.user.is_authenticated:
        return False
    over = is_over(request, deed="curation.feedback", limit=MOST_OPINIONS, window=ONE_HOUR)
    if over:
        form.add_error(
            None,
            _(
                "Trop d’avis viennent de votre connexion depuis une heure : le vôtre n’est pas "
                "enregistré. Gardez votre texte et réessayez plus tard, ou connectez-vous."
            ),
        )
    return over


def _note(request: HttpRequest, subject: Any, form: FeedbackForm) -> None:
    person = request.user if isinstance(request.user, User) else None
    judged: list[str] = request.session.get(JUDGED, [])
    if person is None and subject.slug in judged:
        return
    services.give_feedback(
        subject,
        is_useful=form.cleaned_data["answer"] == "oui",
        reason=form.cleaned_data["reason"],
        by=person,
    )
    if person is None:
        request.session[JUDGED] = [*judged[-99:], subject.slug]


@require_safe
@login_required
def feedback_list(request: HttpRequest) -> HttpResponse:
    """Show those who animate what readers thought of each page."""
    if not animates_somewhere(request.user):
        raise PermissionDenied
    page = Paginator(feedback_rows(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "curation/feedback_list.html", {"page": page})

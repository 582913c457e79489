"""Partners answer for their own part."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alliage.accounts.permissions import signed_in
from alliage.capitalisation.models import Alliance
from alliage.contribution import services
from alliage.contribution.forms import AnswerForm
from alliage.contribution.queries.confirmations import wording
from alliage.network.models import Organisation
from alliage.network.permissions import represents


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request: HttpRequest, slug: str, partner: str) -> HttpResponse:
    """Show a representative what the sheet says of their organisation, and take their word."""
    alliance = get_object_or_404(Alliance.objects.published(), slug=slug)
    organisation = get_object_or_404(Organisation, slug=partner)
    parts = list(alliance.participations.filter(organisation=organisation))
    if not parts or not represents(request.user, organisation):
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answered(request, alliance, organisation, form):
        return redirect(alliance)
    context = {"alliance": alliance, "organisation": organisation, "parts": parts, "form": form}
    return render(request, "contribution/answer.html", context | {"read": wording(parts)})


def _answered(
    request: HttpRequest, alliance: Alliance, organisation: Organisation, form: AnswerForm
) -> bool:
    """Take the word of a partner; a change without words, or an older page, is asked again."""
    asked = form.wanted(request.POST.get("acte", ""))
    if asked is None:
        return False
    try:
        services.answer_participation(
            alliance,
            organisation,
            by=signed_in(request),
            read=request.POST.get("read", ""),
            request=asked,
        )
    except services.ContributionError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("Merci, votre réponse est notée."))
    return True

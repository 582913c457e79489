"""What this context adds to the sheets: who confirmed, how to correct, is it exact."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from alliage.capitalisation.models import Alliance
from alliage.network.models import Membership
from alliage.web.panels import Panel

from .forms import VerificationForm
from .permissions import can_invite_partner
from .queries.confirmations import PartnerWord, partner_words
from .queries.verifications import question


def confirmations(request: HttpRequest, alliance: Alliance) -> Panel:
    """Say how many partners confirmed their part, and let the others answer."""
    words = partner_words(alliance)
    confirmed = [word for word in words if word.is_confirmed]
    context = {
        "confirmed": confirmed,
        "count": len(confirmed),
        "total": len(words),
        "history_url": reverse("contribution:history", args=[alliance.slug]),
        "amend_url": reverse("contribution:amend", args=[alliance.slug]),
        "invite_url": reverse("contribution:invite_partner", args=[alliance.slug])
        if can_invite_partner(request.user, alliance)
        else "",
        "answers": [
            (word, reverse("contribution:answer", args=[alliance.slug, slug]))
            for word, slug in _represented(request, words)
        ],
    }
    return Panel("contribution/panels/confirmations.html", context, order=20)


def verification(request: HttpRequest, alliance: Alliance) -> Panel | None:
    """Ask those who know the sheet whether it is still exact, once it is due."""
    if not request.user.is_authenticated or not alliance.freshness.is_due(timezone.localdate()):
        return None
    asked = question(alliance, request.user)
    if asked.state not in ("ask", "answered"):
        return None
    context = {
        "question": asked,
        "form": VerificationForm(),
        "action": reverse("contribution:verify_sheet", args=[alliance.slug]),
    }
    return Panel("contribution/panels/verification.html", context, order=10)


def _represented(request: HttpRequest, words: list[PartnerWord]) -> list[tuple[PartnerWord, str]]:
    if not request.user.is_authenticated:
        return []
    mine = set(
        Membership.objects.filter(
            user=request.user,
            state=Membership.State.ACTIVE,
            role=Membership.Role.REPRESENTATIVE,
        ).values_list("organisation_id", flat=True)
    )
    return [
        (word, word.participation.organisation.slug)
        for word in words
        if word.participation.organisation_id in mine
    ]

"""Operations of those who speak for a partner: what a sheet says of it, and its answer."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router

from alliage.api.models import Scope
from alliage.api.queries.drafts import partner_word
from alliage.capitalisation.models import Alliance
from alliage.contribution import services
from alliage.network.models import Organisation
from alliage.network.permissions import represents

from . import writing as w
from .conditions import check_match, required_tag
from .drafts import refused
from .entitlement import actor, needs

router = Router(tags=["Partenaires"])
ADDRESS = "alliances/{slug}/participations/{organisation}/answer"


@router.get(ADDRESS, response=w.PartnerWordRow, **needs(Scope.READ))
def word(
    request: HttpRequest, response: HttpResponse, slug: str, organisation: str
) -> dict[str, Any]:
    """Ce que la fiche dit de l’organisation que vous représentez, et votre dernière réponse."""
    return _told(response, *_represented(request, slug, organisation))


@router.put(ADDRESS, response=w.PartnerWordRow, **needs(Scope.CONTRIBUTE))
def answer(
    request: HttpRequest,
    response: HttpResponse,
    payload: w.PartnerAnswer,
    slug: str,
    organisation: str,
) -> dict[str, Any]:
    """Confirme ce que dit la fiche, ou demande un changement. If-Match dit ce que vous avez lu."""
    alliance, partner = _represented(request, slug, organisation)
    request_text = payload.request.strip() if payload.answer == "change" else ""
    if payload.answer == "change" and not request_text:
        raise refused("request", "missing")
    _, read = partner_word(alliance, partner)
    required_tag(request)
    check_match(request, _tag(read))
    services.answer_participation(
        alliance, partner, by=actor(request), read=read, request=request_text
    )
    return _told(response, alliance, partner)


def _represented(request: HttpRequest, slug: str, organisation: str) -> tuple[Any, Any]:
    """Find a partner that the person represents, in a published sheet."""
    alliance = get_object_or_404(Alliance.objects.published(), slug=slug)
    partner = get_object_or_404(Organisation, slug=organisation)
    is_partner = alliance.participations.filter(organisation=partner).exists()
    if not is_partner or not represents(actor(request), partner):
        raise Http404
    return alliance, partner


def _told(response: HttpResponse, alliance: Alliance, partner: Organisation) -> dict[str, Any]:
    row, read = partner_word(alliance, partner)
    response["ETag"] = _tag(read)
    return row


def _tag(read: str) -> str:
    return f'"{read}"'

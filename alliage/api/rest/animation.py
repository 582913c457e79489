"""Operations of those who animate: what waits for them, remarks, publication, archive."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from alliage.api.models import Scope
from alliage.api.queries import drafts as rows
from alliage.capitalisation.models import Alliance
from alliage.contribution import services
from alliage.contribution.models import Draft, DraftState
from alliage.contribution.permissions import can_manage_sheet, can_review_draft, reviewable_by

from . import writing as w
from .conditions import check_match
from .drafts import Key, seen, told
from .entitlement import actor, needs
from .listing import answered, asked, each
from .schemas import Listed, Paging

router = Router(tags=["Animation"])


@router.get("queue", response=Listed[w.DraftSummary], **needs(Scope.ANIMATE))
def queue(request: HttpRequest, filters: Query[Paging]) -> HttpResponse:
    """Ce qui attend votre relecture, là où vous animez."""
    found = reviewable_by(actor(request)).select_related(*rows.READ)
    ask = asked(request, filters)
    return answered(request, "queue", found, ask, lay=each(rows.draft_summary))


@router.post("drafts/{key}/remarks", response=w.DraftDetail, **needs(Scope.ANIMATE))
def remark(
    request: HttpRequest, response: HttpResponse, payload: w.Remarks, key: int = Key
) -> dict[str, Any]:
    """Rend un brouillon à son auteur, avec ce qu’il faut retoucher."""
    found = reviewed(request, key)
    asked_for = [(one.field, one.text) for one in payload.remarks]
    return told(response, services.ask_changes(found, by=actor(request), remarks=asked_for))


@router.post("drafts/{key}/refuse", response=w.DraftDetail, **needs(Scope.ANIMATE))
def refuse(
    request: HttpRequest, response: HttpResponse, payload: w.Refusal, key: int = Key
) -> dict[str, Any]:
    """Dit qu’un brouillon ne sera pas publié, et pourquoi."""
    found = reviewed(request, key)
    return told(response, services.refuse_draft(found, by=actor(request), reason=payload.reason))


@router.post("drafts/{key}/publish", response=w.PublishedSheet, **needs(Scope.ANIMATE))
def publish(request: HttpRequest, response: HttpResponse, key: int = Key) -> dict[str, Any]:
    """Publie un brouillon envoyé, à la place de la fiche s’il en corrige une."""
    sheet = services.publish_draft(reviewed(request, key), by=actor(request))
    response["Location"] = rows.address(f"alliances/{sheet.slug}")
    return rows.published_sheet(sheet)


@router.post("alliances/{slug}/archive", response={204: None}, **needs(Scope.ANIMATE))
def archive(request: HttpRequest, slug: str) -> None:
    """Retire une fiche publiée à ses lecteurs."""
    found = get_object_or_404(Alliance.objects.published(), slug=slug)
    if not can_manage_sheet(actor(request), found):
        raise PermissionDenied
    services.archive(found, by=actor(request))


def reviewed(request: HttpRequest, key: int) -> Draft:
    """Find a draft that the person reads for publication."""
    found = seen(request, key)
    check_match(request, rows.draft_tag(found))
    if found.state == DraftState.SUBMITTED and not can_review_draft(actor(request), found):
        raise PermissionDenied
    return found

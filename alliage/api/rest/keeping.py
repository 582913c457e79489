"""Operations on what one keeps: bookmarks, opinions, searches."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from alliage.api.models import Scope
from alliage.api.queries import gathering as rows
from alliage.curation import services
from alliage.curation.models import Bookmark, SavedSearch
from alliage.curation.queries.subjects import published_subject

from . import gathering as g
from .drafts import Key
from .entitlement import actor, needs
from .listing import answered, asked, each
from .schemas import Listed, Paging

router = Router(tags=["Ce que vous gardez"])
# The kinds of addresses, here and on the pages.
KINDS = {"alliances": "alliance", "resources": "ressource"}


def subject_of(kind: str, slug: str) -> Any:
    """Find a published sheet or resource."""
    return published_subject(KINDS.get(kind, ""), slug)


@router.get("bookmarks", response=Listed[g.Kept], **needs(Scope.READ))
def bookmarks(request: HttpRequest, filters: Query[Paging]) -> HttpResponse:
    """Vos signets."""
    found = Bookmark.objects.filter(user=actor(request)).select_related("alliance", "resource")
    ask = asked(request, filters)
    return answered(request, "bookmark", found, ask, lay=each(rows.bookmark_row))


@router.put("bookmarks/{kind}/{slug}", response={204: None}, **needs(Scope.CONTRIBUTE))
def keep(request: HttpRequest, kind: str, slug: str) -> None:
    """Garde une fiche ou une ressource."""
    services.keep(subject_of(kind, slug), by=actor(request))


@router.delete("bookmarks/{kind}/{slug}", response={204: None}, **needs(Scope.CONTRIBUTE))
def let_go(request: HttpRequest, kind: str, slug: str) -> None:
    """Retire un signet."""
    services.let_go(subject_of(kind, slug), by=actor(request))


@router.put("opinions/{kind}/{slug}", response={204: None}, **needs(Scope.CONTRIBUTE))
def judge(request: HttpRequest, payload: g.Opinion, kind: str, slug: str) -> None:
    """Dit si une page vous a servi ; votre dernier avis remplace le premier."""
    services.give_feedback(
        subject_of(kind, slug),
        is_useful=payload.is_useful,
        reason=payload.reason.strip(),
        by=actor(request),
    )


@router.get("searches", response=Listed[g.SearchRow], **needs(Scope.READ))
def searches(request: HttpRequest, filters: Query[Paging]) -> HttpResponse:
    """Vos recherches enregistrées."""
    found = SavedSearch.objects.filter(user=actor(request))
    ask = asked(request, filters)
    return answered(request, "search", found, ask, lay=each(rows.search_row))


@router.post("searches", response={201: g.SearchRow}, **needs(Scope.CONTRIBUTE))
def save_search(request: HttpRequest, payload: g.WrittenSearch) -> Status[Any]:
    """Enregistre une recherche : vous serez averti de ce qui y arrive."""
    saved = services.save_search(
        actor(request),
        kind=str(payload.kind.value),
        query_string=payload.query,
        name=payload.name.strip(),
    )
    return Status(201, rows.search_row(saved))


@router.delete("searches/{key}", response={204: None}, **needs(Scope.CONTRIBUTE))
def forget_search(request: HttpRequest, key: int = Key) -> None:
    """Oublie une recherche."""
    services.forget_search(get_object_or_404(SavedSearch, user=actor(request), pk=key))

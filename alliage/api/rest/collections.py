"""Operations on collections: read by everybody once published, composed by their author."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from alliage.api.models import Scope
from alliage.api.queries import gathering as rows
from alliage.capitalisation.models import Alliance
from alliage.curation import services
from alliage.curation.models import Collection, CollectionItem
from alliage.curation.permissions import (
    can_edit_collection,
    can_see_collection,
    can_withdraw_collection,
    collections_of,
)
from alliage.network.models import Organisation

from . import gathering as g
from .drafts import refused
from .entitlement import actor, needs
from .keeping import subject_of
from .listing import answered, asked, each
from .schemas import Listed, Paging

router = Router(tags=["Collections"])
PIECE = "collections/{slug}/items/{kind}/{subject}"


@router.get("collections", response=Listed[g.CollectionRow])
def collections(request: HttpRequest, filters: Query[Paging]) -> HttpResponse:
    """Liste des collections publiées."""
    found = Collection.objects.published().select_related("organisation")
    ask = asked(request, filters)
    return answered(request, "collection", found, ask, lay=each(rows.collection_row))


@router.get("collections/{slug}", response=g.CollectionDetail)
def collection(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Une collection publiée, et ses pièces dans l’ordre."""
    listed = Collection.objects.published().select_related("organisation")
    return rows.collection_detail(get_object_or_404(listed, slug=slug))


@router.get("me/collections", response=Listed[g.CollectionRow], **needs(Scope.READ))
def my_collections(request: HttpRequest, filters: Query[Paging]) -> HttpResponse:
    """Vos collections, publiées ou non."""
    found = collections_of(actor(request)).select_related("organisation")
    ask = asked(request, filters)
    return answered(request, "mine", found, ask, lay=each(rows.collection_row))


@router.get("me/collections/{slug}", response=g.CollectionDetail, **needs(Scope.READ))
def my_collection(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Une de vos collections, publiée ou non."""
    return rows.collection_detail(edited(request, slug))


@router.post("collections", response={201: g.CollectionDetail}, **needs(Scope.CONTRIBUTE))
def gather(request: HttpRequest, payload: g.WrittenCollection) -> Status[Any]:
    """Commence une collection, pour vous seul jusqu’à sa publication."""
    made = services.create_collection(actor(request), **payload.model_dump())
    return Status(201, rows.collection_detail(made))


@router.patch("collections/{slug}", response=g.CollectionDetail, **needs(Scope.CONTRIBUTE))
def edit(request: HttpRequest, payload: g.CollectionPatch, slug: str) -> dict[str, Any]:
    """Change les mots d’une collection."""
    found = edited(request, slug)
    words = {name: getattr(found, name) for name in ("title", "introduction", "is_kit")}
    words |= payload.model_dump(exclude_unset=True)
    return rows.collection_detail(services.edit_collection(found, by=actor(request), **words))


@router.delete("collections/{slug}", response={204: None}, **needs(Scope.CONTRIBUTE))
def throw_away(request: HttpRequest, slug: str) -> None:
    """Supprime une collection ; les fiches et les ressources restent."""
    services.delete_collection(edited(request, slug), by=actor(request))


@router.put(PIECE, response={204: None}, **needs(Scope.CONTRIBUTE))
def put_piece(
    request: HttpRequest, payload: g.WrittenPiece, slug: str, kind: str, subject: str
) -> None:
    """Ajoute une fiche ou une ressource à la fin, ou dit pourquoi elle y est."""
    found, person = edited(request, slug), actor(request)
    thing = subject_of(kind, subject)
    services.add_item(found, by=person, subject=thing, comment=payload.comment)
    services.describe_item(
        _piece(found, thing), by=person, comment=payload.comment, axis=str(payload.axis.value)
    )


@router.delete(PIECE, response={204: None}, **needs(Scope.CONTRIBUTE))
def remove_piece(request: HttpRequest, slug: str, kind: str, subject: str) -> None:
    """Retire une pièce d’une collection."""
    found = edited(request, slug)
    services.remove_item(_piece(found, subject_of(kind, subject)), by=actor(request))


@router.post("collections/{slug}/publish", response=g.CollectionDetail, **needs(Scope.CONTRIBUTE))
def show(request: HttpRequest, payload: g.Publication, slug: str) -> dict[str, Any]:
    """Publie une collection au nom de votre organisation, ou comme animateur."""
    found, organisation = edited(request, slug), None
    if payload.organisation is not None:
        organisation = Organisation.objects.filter(slug=payload.organisation).first()
        if organisation is None:
            raise refused("organisation", "unknown")
    shown = services.publish_collection(found, by=actor(request), organisation=organisation)
    return rows.collection_detail(shown)


@router.post("collections/{slug}/withdraw", response=g.CollectionDetail, **needs(Scope.CONTRIBUTE))
def hide(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Reprend une collection publiée."""
    found = _seen(request, slug)
    if not can_withdraw_collection(actor(request), found):
        raise PermissionDenied
    return rows.collection_detail(services.withdraw_collection(found, by=actor(request)))


def edited(request: HttpRequest, slug: str) -> Collection:
    """Find a collection that the person composes."""
    found = _seen(request, slug)
    if not can_edit_collection(actor(request), found):
        raise PermissionDenied
    return found


def _seen(request: HttpRequest, slug: str) -> Collection:
    """Find a collection that the person may see; another does not exist for them."""
    found = Collection.objects.select_related("organisation").filter(slug=slug).first()
    if found is None or not can_see_collection(actor(request), found):
        raise Http404
    return found


def _piece(collection: Collection, thing: Any) -> CollectionItem:
    kind = "alliance" if isinstance(thing, Alliance) else "resource"
    return get_object_or_404(collection.items.select_related("collection"), **{kind: thing})

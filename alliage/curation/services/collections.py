"""Gather, order, comment and publish collections."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.capitalisation.models import Alliance
from alliage.curation.models import Collection, CollectionItem
from alliage.curation.permissions import (
    can_edit_collection,
    can_publish,
    can_withdraw_collection,
    publishers_of,
)
from alliage.network.models import Organisation

MOST_ITEMS = 200


class CurationError(Exception):
    """What was asked cannot be done; the message says why and how to mend."""


def _refuse_strangers(collection: Collection, by: User) -> None:
    if not can_edit_collection(by, collection):
        raise CurationError(_("Seule la personne qui a composé cette collection la modifie."))


@transaction.atomic
def create_collection(by: User, *, title: str, introduction: str, is_kit: bool) -> Collection:
    """Begin a collection, for oneself until it is published."""
    collection = Collection.objects.create(
        slug=_free_slug(title), title=title, introduction=introduction, is_kit=is_kit, owner=by
    )
    record("curation.created", collection, by=by)
    return collection


def _free_slug(title: str) -> str:
    base = slugify(title.replace("’", " ").replace("'", " "))[:100].strip("-") or "collection"
    taken = set(Collection.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def edit_collection(
    collection: Collection, *, by: User, title: str, introduction: str, is_kit: bool
) -> Collection:
    """Change the words of a collection; its address stays."""
    _refuse_strangers(collection, by)
    collection.title, collection.introduction = title, introduction
    collection.is_kit = is_kit
    collection.save(update_fields=["title", "introduction", "is_kit", "updated_at"])
    return collection


@transaction.atomic
def delete_collection(collection: Collection, *, by: User) -> None:
    """Throw a collection away; the sheets and the resources stay."""
    _refuse_strangers(collection, by)
    record("curation.deleted", collection, by=by)
    collection.delete()


@transaction.atomic
def publish_collection(
    collection: Collection, *, by: User, organisation: Organisation | None = None
) -> Collection:
    """Show a collection to everybody, in the name of one's organisation or as who animates."""
    _refuse_strangers(collection, by)
    if not can_publish(by):
        raise CurationError(
            _("Pour publier, rejoignez d’abord l’organisation au nom de laquelle vous parlez.")
        )
    if organisation is not None and organisation not in publishers_of(by):
        raise CurationError(_("Vous n’êtes pas membre de cette organisation."))
    if not collection.items.exists():
        raise CurationError(_("Ajoutez au moins une fiche ou une ressource avant de publier."))
    collection.is_published, collection.organisation = True, organisation
    collection.save(update_fields=["is_published", "organisation", "updated_at"])
    record("curation.published", collection, by=by)
    return collection


@transaction.atomic
def withdraw_collection(collection: Collection, *, by: User) -> Collection:
    """Take a published collection back to its author alone.

    One whose author left becomes the collection of the animator who takes it back.
    """
    if not can_withdraw_collection(by, collection):
        raise CurationError(_("Vous ne pouvez pas retirer cette collection."))
    collection.is_published = False
    collection.owner = collection.owner or by
    collection.save(update_fields=["is_published", "owner", "updated_at"])
    record("curation.withdrawn", collection, by=by)
    return collection


@transaction.atomic
def add_item(collection: Collection, *, by: User, subject: Any, comment: str = "") -> None:
    """Add a sheet or a resource at the end; what is there already stays where it is."""
    _refuse_strangers(collection, by)
    # The row is locked, so that two additions at once do not take the same rank.
    Collection.objects.select_for_update(of=("self",)).get(pk=collection.pk)
    count = collection.items.count()
    if count >= MOST_ITEMS:
        raise CurationError(_("Une collection compte au plus %d pièces.") % MOST_ITEMS)
    name = "alliance" if isinstance(subject, Alliance) else "resource"
    collection.items.get_or_create(
        **{name: subject}, defaults={"position": count + 1, "comment": comment}
    )
    collection.save(update_fields=["updated_at"])


@transaction.atomic
def describe_item(item: CollectionItem, *, by: User, comment: str, axis: str) -> CollectionItem:
    """Say why an item is there, and on which axis of the kit."""
    _refuse_strangers(item.collection, by)
    item.comment, item.axis = comment, axis
    item.save(update_fields=["comment", "axis"])
    return item


@transaction.atomic
def move_item(item: CollectionItem, *, by: User, step: int) -> None:
    """Move an item one rank up (-1) or down (+1); at either end it stays."""
    _refuse_strangers(item.collection, by)
    Collection.objects.select_for_update(of=("self",)).get(pk=item.collection_id)
    items = list(item.collection.items.all())
    rank = items.index(item)
    other = min(max(rank + step, 0), len(items) - 1)
    items.insert(other, items.pop(rank))
    for number, moved in enumerate(items, start=1):
        moved.position = number
    CollectionItem.objects.bulk_update(items, ["position"])


@transaction.atomic
def remove_item(item: CollectionItem, *, by: User) -> None:
    """Take an item out of a collection."""
    _refuse_strangers(item.collection, by)
    item.delete()

"""Who may see, change and publish a collection."""

from django.db.models import Q

from alliage.accounts.models import User
from alliage.network.models import Membership, Organisation
from alliage.network.permissions import Person, animates_instance, animates_somewhere

from .models import Collection, CollectionQuerySet


def can_see_collection(user: Person, collection: Collection) -> bool:
    """Everybody reads what is published; the rest is its author's alone."""
    return collection.is_published or can_edit_collection(user, collection)


def can_edit_collection(user: Person, collection: Collection) -> bool:
    """Only the author changes a collection; once they left, those who animate the instance do."""
    if collection.owner_id is None:
        return animates_instance(user)
    return user.is_authenticated and user.is_active and collection.owner_id == user.pk


def collections_of(user: User) -> CollectionQuerySet:
    """Give the collections that a person may change: theirs, and those whose author left."""
    left = Q(owner=None) if animates_instance(user) else Q()
    return Collection.objects.filter(Q(owner=user) | left)


def can_withdraw_collection(user: Person, collection: Collection) -> bool:
    """Its author, and those who animate, take a published collection back."""
    return can_edit_collection(user, collection) or animates_somewhere(user)


def can_publish(user: Person) -> bool:
    """Members of an organisation and those who animate publish; others gather for themselves."""
    return bool(publishers_of(user)) or animates_somewhere(user)


def publishers_of(user: Person) -> list[Organisation]:
    """Give the organisations in whose name the person may publish."""
    if not user.is_authenticated or not user.is_active:
        return []
    return list(
        Organisation.objects.filter(
            memberships__user=user, memberships__state=Membership.State.ACTIVE
        ).order_by("name")
    )

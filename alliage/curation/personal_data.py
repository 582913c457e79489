"""What the curation holds about people: what they gathered, kept, judged and watch."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User
from alliage.accounts.services import delete_rows, register_personal_data

from .models import CollectionItem


def declare() -> None:
    """Register collections, bookmarks, opinions and watched searches."""
    register_personal_data(
        "curation.collections",
        collection_rows,
        leave_collections,
        label=_("Mes collections"),
        why=_("Pour garder ensemble, et partager, ce que vous avez choisi."),
    )
    register_personal_data(
        "curation.bookmarks",
        bookmark_rows,
        lambda user: delete_rows(user.bookmarks.all()),
        label=_("Mes signets"),
        why=_("Pour que vous retrouviez une page ; personne d’autre ne les voit."),
    )
    register_personal_data(
        "curation.feedback",
        feedback_rows,
        unsign_feedback,
        label=_("Mes avis sur les pages"),
        why=_("Pour améliorer les pages ; ils sont lus sans votre nom."),
    )
    register_personal_data(
        "curation.searches",
        search_rows,
        lambda user: delete_rows(user.saved_searches.all()),
        label=_("Mes recherches"),
        why=_("Pour vous dire ce qui s’ajoute aux listes que vous suivez."),
    )


def collection_rows(user: User) -> list[dict[str, Any]]:
    """Read the items of the collections of a person, each with the name of its collection."""
    items = CollectionItem.objects.filter(collection__owner=user)
    fields = ("collection__title", "collection__introduction", "collection__is_published")
    more = ("position", "axis", "alliance__slug", "resource__slug", "comment")
    return list(items.order_by("collection", "position", "pk").values(*fields, *more))


def leave_collections(user: User) -> None:
    """Leave published collections to those who animate the instance; the rest was for oneself."""
    user.collections.published().update(owner=None)
    user.collections.all().delete()


def feedback_rows(user: User) -> list[dict[str, Any]]:
    """Read the opinions of a person."""
    fields = ("alliance__slug", "resource__slug", "is_useful", "reason", "created_at")
    return list(user.feedback.values(*fields))


def unsign_feedback(user: User) -> None:
    """Keep an opinion, useful to those who mend the page, and forget who gave it."""
    user.feedback.update(user=None)


def bookmark_rows(user: User) -> list[dict[str, Any]]:
    """Read the bookmarks of a person."""
    fields = ("alliance__slug", "resource__slug", "created_at")
    return list(user.bookmarks.values(*fields))


def search_rows(user: User) -> list[dict[str, Any]]:
    """Read the watched searches of a person."""
    fields = ("kind", "query_string", "name", "is_watched")
    return list(user.saved_searches.values(*fields))

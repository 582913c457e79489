"""The rules that the database keeps for the curation context."""

from typing import Any

from alliage.curation.models import Bookmark, Feedback, SavedSearch
from tests.capitalisation.factories import AllianceFactory, ResourceFactory
from tests.curation.factories import CollectionFactory, ItemFactory, UserFactory


def bookmark(**fields: Any) -> Bookmark:
    return Bookmark.objects.create(**{"user": UserFactory.create(), **fields})


def opinion(**fields: Any) -> Feedback:
    return Feedback.objects.create(**{"user": UserFactory.create(), "is_useful": True, **fields})


def search(**fields: Any) -> SavedSearch:
    given = {"user": UserFactory.create(), "kind": "alliance", "name": "Une recherche"}
    return SavedSearch.objects.create(**given | fields)


def twice(make: Any, **fields: Any) -> None:
    make(**fields)
    make(**fields)


REFUSED = [
    ("bookmark_one_subject", bookmark, {}),
    ("feedback_one_subject", opinion, {}),
    ("collection_title_present", CollectionFactory, {"title": ""}),
    ("collection_left_is_published", CollectionFactory, {"owner": None}),
    ("collection_item_one_subject", ItemFactory, {"alliance": None}),
    ("collection_item_axis_known", ItemFactory, {"axis": "x"}),
    ("saved_search_kind_known", search, {"kind": "x"}),
    ("saved_search_named", search, {"name": ""}),
]
SAME = [
    (
        "bookmark_alliance_once",
        lambda: twice(bookmark, user=UserFactory.create(), alliance=AllianceFactory.create()),
    ),
    (
        "bookmark_resource_once",
        lambda: twice(bookmark, user=UserFactory.create(), resource=ResourceFactory.create()),
    ),
    (
        "feedback_alliance_once",
        lambda: twice(opinion, user=UserFactory.create(), alliance=AllianceFactory.create()),
    ),
    (
        "feedback_resource_once",
        lambda: twice(opinion, user=UserFactory.create(), resource=ResourceFactory.create()),
    ),
    (
        "collection_alliance_once",
        lambda: twice(
            ItemFactory, collection=CollectionFactory.create(), alliance=AllianceFactory.create()
        ),
    ),
    (
        "collection_resource_once",
        lambda: twice(
            ItemFactory,
            collection=CollectionFactory.create(),
            alliance=None,
            resource=ResourceFactory.create(),
        ),
    ),
    ("saved_search_once", lambda: twice(search, user=UserFactory.create())),
]

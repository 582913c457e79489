"""Views of the curation."""

from .collections import collection, collections, document
from .composing import (
    delete,
    edit_collection,
    gather,
    item,
    my_collections,
    new_collection,
    publish,
    withdraw,
)
from .keeping import bookmark, bookmarks, feedback, feedback_list
from .searches import new_search, search, searches

__all__ = [
    "bookmark",
    "bookmarks",
    "collection",
    "collections",
    "delete",
    "document",
    "edit_collection",
    "feedback",
    "feedback_list",
    "gather",
    "item",
    "my_collections",
    "new_collection",
    "new_search",
    "publish",
    "search",
    "searches",
    "withdraw",
]

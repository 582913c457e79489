"""Writes of the curation: collections, bookmarks, feedback, saved searches."""

from .collections import (
    CurationError,
    add_item,
    create_collection,
    delete_collection,
    describe_item,
    edit_collection,
    move_item,
    publish_collection,
    remove_item,
    withdraw_collection,
)
from .keeping import give_feedback, keep, let_go
from .searches import forget_search, save_search, tell_news, watch_search

__all__ = [
    "CurationError",
    "add_item",
    "create_collection",
    "delete_collection",
    "describe_item",
    "edit_collection",
    "forget_search",
    "give_feedback",
    "keep",
    "let_go",
    "move_item",
    "publish_collection",
    "remove_item",
    "save_search",
    "tell_news",
    "watch_search",
    "withdraw_collection",
]

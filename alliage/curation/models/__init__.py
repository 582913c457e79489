"""What readers gather, keep, judge and watch."""

from .collections import Collection, CollectionItem
from .keeping import Bookmark, Feedback, one_subject
from .searches import SavedSearch

__all__ = [
    "Bookmark",
    "Collection",
    "CollectionItem",
    "Feedback",
    "SavedSearch",
    "one_subject",
]

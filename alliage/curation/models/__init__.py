"""What readers gather, keep, judge and watch."""

from .collections import Collection, CollectionItem, CollectionQuerySet
from .keeping import Bookmark, Feedback, one_subject
from .searches import SavedSearch

__all__ = [
    "Bookmark",
    "Collection",
    "CollectionItem",
    "CollectionQuerySet",
    "Feedback",
    "SavedSearch",
    "one_subject",
]

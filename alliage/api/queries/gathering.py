"""Bookmarks, searches and collections laid out for programs."""

from typing import Any

from django.conf import settings

from alliage.capitalisation.models import Alliance
from alliage.curation.models import Bookmark, Collection, SavedSearch
from alliage.curation.queries.collections import readable_items

from .rows import links


def subject_links(subject: Any) -> dict[str, Any]:
    """Tell where a sheet or a resource is."""
    kind = "alliances" if isinstance(subject, Alliance) else "resources"
    return links(f"{kind}/{subject.slug}", subject.get_absolute_url())


def bookmark_row(row: Bookmark) -> dict[str, Any]:
    """Tell what one kept."""
    subject = row.subject
    return {
        "title": subject.title,
        "kept_at": row.created_at,
        "links": subject_links(subject),
    }


def search_row(row: SavedSearch) -> dict[str, Any]:
    """Tell a search that one saved; its list is that of the interface."""
    path = f"{row.kind}s?{row.query_string}" if row.query_string else f"{row.kind}s"
    return {
        "id": row.pk,
        "name": row.name,
        "kind": row.kind,
        "query": row.query_string,
        "is_watched": row.is_watched,
        "links": {**links(path), "html": settings.SITE_URL + row.list_url},
    }


def collection_row(row: Collection) -> dict[str, Any]:
    """Tell a collection in a list."""
    return {
        "slug": row.slug,
        "title": row.title,
        "introduction": row.introduction or None,
        "is_kit": row.is_kit,
        "is_published": row.is_published,
        "organisation": row.organisation.slug if row.organisation else None,
        "updated_at": row.updated_at,
        "links": links(f"collections/{row.slug}", row.get_absolute_url()),
    }


def collection_detail(row: Collection) -> dict[str, Any]:
    """Tell a collection and what everybody may read in it, in order."""
    return collection_row(row) | {
        "items": [
            {
                "title": item.subject.title,
                "comment": item.comment or None,
                "axis": item.axis if row.is_kit else None,
                "links": subject_links(item.subject),
            }
            for item in readable_items(row)
        ]
    }

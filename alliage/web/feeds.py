"""Feeds of a filtered list: Atom (RFC 4287) and JSON Feed 1.1."""

import json
from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from .exports import Entry, atom_response

JSON_FEED = "https://jsonfeed.org/version/1.1"


def feed_response(
    request: HttpRequest, form: str, *, title: str, url_name: str, entries: Iterable[Entry]
) -> HttpResponse:
    """Answer the feed of a list, as Atom or as JSON Feed; its address keeps the filters."""
    write = json_feed_response if form == "jsonfeed" else atom_response
    return write(
        title=title,
        url=settings.SITE_URL + reverse(url_name),
        feed_url=settings.SITE_URL + request.get_full_path(),
        language=get_language() or "fr",
        entries=entries,
    )


def json_feed_response(
    *, title: str, url: str, feed_url: str, language: str, entries: Iterable[Entry]
) -> HttpResponse:
    """Answer a JSON Feed; addresses are absolute, each entry is known by its own."""
    feed = {
        "version": JSON_FEED,
        "title": title,
        "home_page_url": url,
        "feed_url": feed_url,
        "language": language,
        "items": [
            {
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                "content_text": entry.summary,
                "date_modified": entry.updated_at.isoformat(),
            }
            for entry in entries
        ],
    }
    body = json.dumps(feed, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/feed+json; charset=utf-8")

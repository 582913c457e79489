"""Write what a list shows in open formats; streamed, so that a long list weighs no more than a row.

Formats: CSV (RFC 4180, UTF-8), JSON, GeoJSON (RFC 7946), Atom (RFC 4287).
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from alliage.calc.tabular import neutralise

FORMATS = {"csv": "CSV", "json": "JSON", "geojson": "GeoJSON", "atom": "Atom"}


def export_links(
    url_name: str, query_string: str, forms: Iterable[str] = tuple(FORMATS)
) -> list[tuple[str, str]]:
    """Where a list, as it is filtered, is found in open formats (for the component `formats`)."""
    return [(FORMATS[form], f"{reverse(url_name, args=[form])}?{query_string}") for form in forms]


class _Echo:
    """A file that hands back what is written to it, for csv to serve as a generator."""

    def write(self, text: str) -> str:
        return text


def csv_response(
    name: str, header: Sequence[str], rows: Iterable[Mapping[str, str]]
) -> StreamingHttpResponse:
    """Stream rows as CSV; cells that a spreadsheet would run are neutralised."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield writer.writerow(header)
        for row in rows:
            yield writer.writerow([neutralise(row.get(column, "")) for column in header])

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def json_response(key: str, meta: Mapping[str, object], items: Iterable[object]) -> HttpResponse:
    """Answer `{…meta, key: [items]}`."""
    return _as_json({**meta, key: list(items)}, "application/json")


def geojson_response(meta: Mapping[str, object], features: Iterable[object]) -> HttpResponse:
    """Answer a FeatureCollection; positions are WGS84, longitude first."""
    data = {"type": "FeatureCollection", **meta, "features": list(features)}
    return _as_json(data, "application/geo+json")


def _as_json(data: object, content_type: str) -> HttpResponse:
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type=f"{content_type}; charset=utf-8")


@dataclass(frozen=True)
class Entry:
    """An entry of a feed."""

    title: str
    url: str
    summary: str
    updated_at: datetime


def atom_response(
    *, title: str, url: str, feed_url: str, language: str, entries: Iterable[Entry]
) -> HttpResponse:
    """Answer an Atom feed; addresses are absolute."""
    feed = Atom1Feed(
        title=title,
        link=url,
        description="",
        feed_url=feed_url,
        language=language,
        feed_guid=feed_url,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.summary,
            updateddate=entry.updated_at,
            unique_id=entry.url,
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )

"""Write what a list shows in open formats; streamed, so that a long list weighs no more than a row.

Exchange formats, which an import reads back: CSV (RFC 4180, UTF-8), JSON Lines, XLSX, ODS.
Others: JSON, GeoJSON (RFC 7946), Atom (RFC 4287).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from alliage.calc.tabular import csv_chunks, json_chunks, ods_chunks, xlsx_chunks

FORMATS = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "ods": "ODS",
    "jsonl": "JSONL",
    "json": "JSON",
    "geojson": "GeoJSON",
    "atom": "Atom",
    "jsonfeed": "JSON Feed",
}
# Those that an import reads back.
TABLE_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/x-ndjson; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def export_links(
    url_name: str, query_string: str, forms: Iterable[str] = tuple(FORMATS)
) -> list[tuple[str, str]]:
    """Where a list, as it is filtered, is found in open formats (for the component `formats`)."""
    return [(FORMATS[form], f"{reverse(url_name, args=[form])}?{query_string}") for form in forms]


@dataclass(frozen=True)
class Table:
    """What a list holds, in the two layouts of the exchange format; read only when written.

    Rows come in the order of their identifiers, whatever the list's own: the same content gives
    the same bytes.
    """

    name: str
    columns: Callable[[], Sequence[str]]
    cells: Callable[[], Iterable[Mapping[str, str]]]
    records: Callable[[], Iterable[Mapping[str, Any]]]


def table_chunks(table: Table, form: str) -> Iterator[bytes]:
    """Write a table in one of the formats that an import reads back."""
    if form == "jsonl":
        return json_chunks(table.records())
    if form == "csv":
        return csv_chunks(table.columns(), table.cells())
    write = xlsx_chunks if form == "xlsx" else ods_chunks
    return write(table.name, table.columns(), table.cells())


def table_response(table: Table, form: str) -> StreamingHttpResponse:
    """Answer a table, to keep as a file."""
    response = StreamingHttpResponse(table_chunks(table, form), content_type=TABLE_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{table.name}.{form}"'
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

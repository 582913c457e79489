"""Pages of alliances: list, map, sheet, share image, open data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from alliage.calc.typography import capital, french
from alliage.capitalisation.models import Alliance
from alliage.capitalisation.queries import exports
from alliage.capitalisation.queries.facets import alliance_facets
from alliage.capitalisation.queries.linked_data import alliance_linked_data
from alliage.capitalisation.queries.maps import alliances_by_place
from alliage.capitalisation.queries.records import alliance_record
from alliage.capitalisation.queries.rows import alliance_rows, neighbour_rows
from alliage.capitalisation.queries.sheets import alliance_list, alliance_sheet
from alliage.search.queries import FacetedList
from alliage.web.exports import (
    TABLE_TYPES,
    export_links,
    geojson_response,
    json_response,
    table_response,
)
from alliage.web.feeds import feed_response
from alliage.web.og import draw_card
from alliage.web.panels import panels_for


@require_safe
@vary_on_headers("HX-Request")
def alliances(request: HttpRequest) -> HttpResponse:
    """Search alliances; htmx receives the results alone."""
    faceted = FacetedList("alliance", alliance_facets(), request.GET)
    context = {
        "faceted": faceted,
        "list": alliance_list(faceted),
        "views": _views(),
        "formats": export_links("capitalisation:alliances_export", faceted.query_string),
        "panels": panels_for("alliances", request, faceted),
    }
    template = "capitalisation/alliances.html" + (
        "#results" if request.headers.get("HX-Request") else ""
    )
    return render(request, template, context)


def _views() -> list[dict[str, object]]:
    """The list and the map, as the component `switch` shows them from the list."""
    names = {"alliances": (_("Liste"), "list"), "alliances_map": (_("Carte"), "map")}
    return [
        {
            "label": label,
            "icon_name": icon,
            "url": reverse(f"capitalisation:{name}"),
            "is_current": name == "alliances",
        }
        for name, (label, icon) in names.items()
    ]


@require_safe
def alliances_export(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the alliances of a filtered list in an open format."""
    slugs = FacetedList("alliance", alliance_facets(), request.GET, page_size=0).slugs
    if form in TABLE_TYPES:
        return table_response(exports.alliances_table(slugs), form)
    rows = exports.alliances_named(slugs)
    meta = {"licence": exports.LICENCE, "total": len(slugs)}
    if form == "json":
        return json_response("alliances", meta, map(alliance_record, rows))
    if form == "geojson":
        return geojson_response(meta, map(exports.alliance_feature, rows))
    entries = map(exports.alliance_entry, rows)
    return feed_response(
        request, form, title=_("Alliances"), url_name="capitalisation:alliances", entries=entries
    )


@require_safe
def alliances_map(request: HttpRequest) -> HttpResponse:
    """Show on a map, and in a table, where alliances act."""
    level = "departement" if request.GET.get("niveau") == "departement" else "region"
    scales = {"region": _("Régions"), "departement": _("Départements")}
    switch = [
        {"label": label, "url": f"?niveau={name}", "is_current": name == level, "icon_name": ""}
        for name, label in scales.items()
    ]
    context = {"map": alliances_by_place(level), "scales": switch}
    return render(request, "capitalisation/map.html", context)


@require_safe
def alliance(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the sheet of an alliance."""
    sheet = alliance_sheet(slug)
    context = {
        "sheet": sheet,
        "facts": sheet.facts,
        "partners": list(sheet.alliance.participations.all()),
        "cards": neighbour_rows(sheet.neighbours),
        "linked_data": alliance_linked_data(sheet),
        "panels": panels_for("alliance", request, sheet.alliance),
        "contact": settings.CONTACT_EMAIL,
    }
    return render(request, "capitalisation/alliance.html", context)


@require_safe
@cache_control(max_age=86_400, public=True)
def alliance_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the image that social networks show for a sheet."""
    found = get_object_or_404(Alliance.objects.published().for_listing(), slug=slug)
    row = alliance_rows([found])[0]
    tiles = [str(partner.world) for partner in row.partners]
    kicker = capital(", ".join(label for _value, label in row.types))
    image = draw_card(french(found.title), kicker, tiles, " · ".join(row.facts))
    response = HttpResponse(image, content_type="image/png")
    response["Last-Modified"] = http_date(found.updated_at.timestamp())
    return response

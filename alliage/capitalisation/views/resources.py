"""Pages of resources and resource centres."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from alliage.capitalisation.models import Resource, ResourceCentre
from alliage.capitalisation.queries import exports
from alliage.capitalisation.queries.facets import resource_facets
from alliage.capitalisation.queries.freshness import due_mark
from alliage.capitalisation.queries.linked_data import centre_linked_data, resource_linked_data
from alliage.capitalisation.queries.records import resource_record
from alliage.capitalisation.queries.rows import found_rows, resource_rows
from alliage.capitalisation.queries.sheets import centre_milestones, kit_parts, resource_facts
from alliage.search.queries import FacetedList
from alliage.web.exports import (
    TABLE_TYPES,
    export_links,
    geojson_response,
    json_response,
    table_response,
)
from alliage.web.feeds import feed_response
from alliage.web.panels import panels_for


@require_safe
@vary_on_headers("HX-Request")
def resources(request: HttpRequest) -> HttpResponse:
    """Search resources; htmx receives the results alone."""
    faceted = FacetedList("resource", resource_facets(), request.GET)
    found = Resource.objects.published().filter(slug__in=faceted.slugs).for_listing()
    rows = found_rows(resource_rows(faceted.in_order(found)), faceted)
    formats = export_links("capitalisation:resources_export", faceted.query_string)
    panels = panels_for("resources", request, faceted)
    context = {"faceted": faceted, "rows": rows, "formats": formats, "panels": panels}
    template = "capitalisation/resources.html" + (
        "#results" if request.headers.get("HX-Request") else ""
    )
    return render(request, template, context)


@require_safe
def resources_export(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the resources of a filtered list in an open format."""
    slugs = FacetedList("resource", resource_facets(), request.GET, page_size=0).slugs
    if form in TABLE_TYPES:
        return table_response(exports.resources_table(slugs), form)
    rows = exports.resources_named(slugs)
    meta = {"licence": exports.LICENCE, "total": len(slugs)}
    if form == "json":
        return json_response("resources", meta, map(resource_record, rows))
    if form == "geojson":
        return geojson_response(meta, map(exports.resource_feature, rows))
    entries = map(exports.resource_entry, rows)
    return feed_response(
        request, form, title=_("Ressources"), url_name="capitalisation:resources", entries=entries
    )


@require_safe
def resource(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a resource."""
    found = get_object_or_404(Resource.objects.published().for_listing(), slug=slug)
    context = {
        "resource": found,
        "facts": resource_facts(found),
        "mark": due_mark(found.freshness),
        "centres": ResourceCentre.objects.filter(kit_items__resource=found).distinct(),
        "linked_data": resource_linked_data(found),
        "origin": panels_for("resource origin", request, found),
        "panels": panels_for("resource", request, found),
    }
    return render(request, "capitalisation/resource.html", context)


@require_safe
def centres(request: HttpRequest) -> HttpResponse:
    """List the resource centres."""
    context = {"centres": ResourceCentre.objects.with_counts()}
    return render(request, "capitalisation/centres.html", context)


@require_safe
def centre(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a resource centre: its path, its kit on four axes."""
    found = get_object_or_404(ResourceCentre, slug=slug)
    parts = kit_parts(found)
    context = {
        "centre": found,
        "milestones": centre_milestones(found),
        "parts": parts,
        "linked_data": centre_linked_data(found, parts),
    }
    return render(request, "capitalisation/centre.html", context)

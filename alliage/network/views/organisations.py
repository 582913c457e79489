"""Pages of organisations."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from alliage.network import queries
from alliage.network.models import Organisation
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

ORDERS = ("titre",)


@require_safe
@vary_on_headers("HX-Request")
def organisations(request: HttpRequest) -> HttpResponse:
    """Search organisations; htmx receives the results alone."""
    specs = queries.organisation_facets()
    faceted = FacetedList("organisation", specs, request.GET, orders=ORDERS)
    found = Organisation.objects.public().filter(slug__in=faceted.slugs).for_listing()
    context = {"faceted": faceted, "organisations": faceted.in_order(found)}
    context["formats"] = export_links("network:organisations_export", faceted.query_string)
    context["panels"] = panels_for("organisations", request, faceted)
    template = "network/organisations.html" + (
        "#results" if request.headers.get("HX-Request") else ""
    )
    return render(request, template, context)


@require_safe
def organisations_export(request: HttpRequest, form: str) -> HttpResponseBase:
    """Give the organisations of a filtered list in an open format."""
    specs = queries.organisation_facets()
    slugs = FacetedList("organisation", specs, request.GET, page_size=0, orders=ORDERS).slugs
    if form in TABLE_TYPES:
        return table_response(queries.organisations_table(slugs), form)
    rows = queries.organisations_named(slugs)
    meta = {"licence": "etalab-2.0", "total": len(slugs)}
    if form == "json":
        return json_response("organisations", meta, map(queries.organisation_record, rows))
    if form == "geojson":
        return geojson_response(meta, map(queries.organisation_feature, rows))
    entries = map(queries.organisation_entry, rows)
    return feed_response(
        request, form, title=_("Organisations"), url_name="network:organisations", entries=entries
    )


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organisation, what it takes part in and with whom."""
    found = get_object_or_404(Organisation.objects.public().for_listing(), slug=slug)
    context = {
        "organisation": found,
        "facts": queries.organisation_facts(found),
        "membership": queries.membership_of(request.user, found),
        "panels": panels_for("organisation", request, found),
        "linked_data": queries.organisation_linked_data(found),
    }
    return render(request, "network/organisation.html", context)

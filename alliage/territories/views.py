"""Pages about places: the index, the search for a place, and the page of a territory."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from alliage.web import navigation
from alliage.web.panels import panels_for

from . import queries
from .facts import facts_of, notes_of
from .models import Level, Territory

MAX_QUERY = 200


@require_safe
def territories(request: HttpRequest) -> HttpResponse:
    """List the régions with their départements, and let one look for a place."""
    entries = queries.regions_with_departments()
    urls = {entry.region.ref: entry.region.get_absolute_url() for entry in entries}
    drawn = queries.france_map(Level.REGION.value, {}, lambda ref: urls.get(ref, ""), lambda n: "")
    context = {
        "entries": entries,
        "france_map": drawn,
        "panels": panels_for("territories", request),
    }
    return render(request, "territories/territories.html", context)


@require_safe
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """Find a place by name or code; htmx asks for the answers alone."""
    text = request.GET.get("q", "")[:MAX_QUERY].strip()
    template = "territories/search.html"
    if request.htmx:  # type: ignore[attr-defined]
        template += "#answers"
    return render(request, template, {"text": text, "found": queries.found_places(text)})


@require_safe
def territory(request: HttpRequest, level: str, code: str, slug: str = "") -> HttpResponse:
    """Show a territory; an old code or an approximate address leads to the right one."""
    found = queries.find_territory(level, code)
    if found is None:
        raise Http404(_("Ce territoire n’existe pas."))
    if (found.code, found.slug) != (code, slug):
        return redirect(found, permanent=True)
    return render(request, "territories/territory.html", _about(request, found))


def _about(request: HttpRequest, territory: Territory) -> dict[str, Any]:
    """Gather what the page of a territory shows."""
    page = queries.territory_page(territory)
    return {
        "page": page,
        "territory": territory,
        "trail": _trail(request, territory),
        "facts": facts_of(page),
        "notes": notes_of(page),
        "linked_data": linked_data(territory),
        "panels": panels_for("territory", request, territory),
    }


def _trail(request: HttpRequest, territory: Territory) -> list[tuple[str, str]]:
    """Give the way to a territory from the home page, itself last and without address."""
    home = navigation.links(navigation.HOME, request.path)
    trail = [(link.label, link.url) for link in home]
    trail.append((_("Territoires"), reverse("territories:territories")))
    parents = [p for p in reversed(territory.ancestors) if p.name != territory.name]
    trail += [(parent.name, parent.get_absolute_url()) for parent in parents]
    return [*trail, (territory.name, "")]


def linked_data(territory: Territory) -> dict[str, Any]:
    """Describe a territory for machines (schema.org AdministrativeArea)."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Country" if territory.level == Level.COUNTRY else "AdministrativeArea",
        "@id": settings.SITE_URL + territory.get_absolute_url(),
        "name": territory.name,
        "identifier": territory.code,
    }
    if territory.longitude is not None:
        data["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": territory.latitude,
            "longitude": territory.longitude,
        }
    if territory.ancestors:
        parent = territory.ancestors[0]
        data["containedInPlace"] = {
            "@type": "AdministrativeArea",
            "@id": settings.SITE_URL + parent.get_absolute_url(),
            "name": parent.name,
        }
    return data

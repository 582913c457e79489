"""Operations on what is published: alliances, resources, organisations, centres."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from alliage.api.queries import filters as known
from alliage.api.queries import rows, summaries
from alliage.capitalisation.models import Alliance, Resource, ResourceCentre
from alliage.network.models import Organisation

from . import schemas as s
from .listing import answered, asked, dated, each

router = Router()


@router.get("alliances", response=s.Listed[s.AllianceSummary], tags=["Alliances"])
def alliances(request: HttpRequest, filters: Query[s.AllianceFilters]) -> HttpResponse:
    """Liste des alliances publiées, avec les filtres de la page du même nom."""
    found = summaries.told(Alliance.objects.published())
    ask = asked(request, filters)
    return answered(
        request, "alliance", found, ask, known.ALLIANCES, lay=summaries.alliance_summaries
    )


@router.get("alliances/{slug}", response=s.AllianceDetail, tags=["Alliances"])
def alliance(request: HttpRequest, response: HttpResponse, slug: str) -> dict[str, Any]:
    """Une alliance entière, au format d’échange."""
    found = get_object_or_404(Alliance.objects.published().for_sheet(), slug=slug)
    dated(response, found)
    return rows.alliance_detail(found)


@router.get("resources", response=s.Listed[s.ResourceRow], tags=["Ressources"])
def resources(request: HttpRequest, filters: Query[s.ResourceFilters]) -> HttpResponse:
    """Liste des ressources publiées."""
    found = Resource.objects.published().for_listing()
    ask = asked(request, filters)
    return answered(request, "resource", found, ask, known.RESOURCES, lay=each(rows.resource_row))


@router.get("resources/{slug}", response=s.ResourceRow, tags=["Ressources"])
def resource(request: HttpRequest, response: HttpResponse, slug: str) -> dict[str, Any]:
    """Une ressource."""
    found = get_object_or_404(Resource.objects.published().for_listing(), slug=slug)
    dated(response, found)
    return rows.resource_row(found)


@router.get("organisations", response=s.Listed[s.OrganisationRow], tags=["Organisations"])
def organisations(request: HttpRequest, filters: Query[s.OrganisationFilters]) -> HttpResponse:
    """Liste des organisations, sans les noms collectifs."""
    found = Organisation.objects.public().named().for_listing().prefetch_related("aliases")
    ask = asked(request, filters)
    lay = each(rows.organisation_row)
    return answered(request, "organisation", found, ask, known.ORGANISATIONS, lay=lay)


@router.get("organisations/{slug}", response=s.OrganisationRow, tags=["Organisations"])
def organisation(request: HttpRequest, response: HttpResponse, slug: str) -> dict[str, Any]:
    """Une organisation."""
    listing = Organisation.objects.public().for_listing().prefetch_related("aliases")
    found = get_object_or_404(listing, slug=slug)
    dated(response, found)
    return rows.organisation_row(found)


@router.get("centres", response=s.Listed[s.CentreRow], tags=["Centres de ressources"])
def centres(request: HttpRequest, filters: Query[s.Paging]) -> HttpResponse:
    """Liste des centres de ressources."""
    found, ask = ResourceCentre.objects.all(), asked(request, filters)
    return answered(request, "centre", found, ask, lay=each(rows.centre_row))


@router.get("centres/{slug}", response=s.CentreDetail, tags=["Centres de ressources"])
def centre(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Un centre de ressources, son cheminement et son kit."""
    found = get_object_or_404(ResourceCentre.objects.prefetch_related("milestones"), slug=slug)
    pieces = found.kit_items.readable().select_related("resource", "alliance")
    return rows.centre_detail(found, pieces)

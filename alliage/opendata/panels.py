"""What this context adds to the sheets: how to cite them."""

from django.http import HttpRequest
from django.urls import reverse

from alliage.capitalisation.models import Alliance, Resource
from alliage.web.panels import Panel

from .queries.identifiers import alliance_citation, resource_citation

TEMPLATE = "opendata/panels/citation.html"
FORMS = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


def citation_of_alliance(_request: HttpRequest, alliance: Alliance) -> Panel:
    """Say how to cite the sheet of an alliance."""
    return _panel("alliance", alliance.slug, alliance_citation(alliance).plain())


def citation_of_resource(_request: HttpRequest, resource: Resource) -> Panel:
    """Say how to cite a resource."""
    return _panel("ressource", resource.slug, resource_citation(resource).plain())


def _panel(kind: str, slug: str, line: str) -> Panel:
    links = [
        (label, reverse("identifiers:citation", args=[kind, slug, form]))
        for form, label in FORMS.items()
    ]
    return Panel(TEMPLATE, {"line": line, "links": links}, order=200)

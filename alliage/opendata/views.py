"""Pages of the open data: the datasets, their files, persistent identifiers and citations."""

import json

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alliage.calc.citations import bibtex, csl, ris
from alliage.web.panels import panels_for

from .queries.catalogue import LICENCE, catalogue
from .queries.datasets import DATASETS
from .queries.dumps import current_dump
from .queries.identifiers import citation_of, identified
from .queries.page import dataset_parts

CITATIONS = {
    "bib": ("application/x-bibtex; charset=utf-8", bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", ris),
    "json": (
        "application/vnd.citationstyles.csl+json; charset=utf-8",
        lambda citation: json.dumps([csl(citation)], ensure_ascii=False, indent=1),
    ),
}


@require_safe
def opendata(request: HttpRequest) -> HttpResponse:
    """Show the datasets: what they hold, where to take them, what each column means."""
    dump = current_dump()
    context = {
        "dump": dump,
        "parts": [dataset_parts(dataset, dump) for dataset in DATASETS.values()],
        "licence": LICENCE,
        "catalogue_url": reverse("identifiers:catalogue"),
        "panels": panels_for("opendata", request),
    }
    return render(request, "opendata/opendata.html", context)


@require_safe
def dump_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Hand over a file of the current dump."""
    dump = current_dump()
    file = dump.file(name) if dump else None
    if file is None:
        raise Http404
    response = FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name)
    response["ETag"] = f'"{file.sha256}"'
    return response


@require_safe
def dcat(request: HttpRequest) -> HttpResponse:
    """Give the catalogue of the datasets to machines."""
    body = json.dumps(catalogue(), ensure_ascii=False, indent=1)
    response = HttpResponse(body, content_type="application/ld+json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def identifier(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Lead to the page of a thing; say so when it was withdrawn, for links outlive pages."""
    found = identified(kind, slug)
    if found is None:
        raise Http404
    if found.is_gone:
        return render(request, "opendata/gone.html", {"subject": found.subject}, status=410)
    response = HttpResponseRedirect(found.subject.get_absolute_url())
    response.status_code = 303
    return response


@require_safe
def citation(request: HttpRequest, kind: str, slug: str, form: str) -> HttpResponse:
    """Give the citation of a page to a reference manager."""
    found = identified(kind, slug)
    cited = citation_of(found) if found and found.is_public else None
    if cited is None or form not in CITATIONS:
        raise Http404
    content_type, write = CITATIONS[form]
    response = HttpResponse(write(cited), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{cited.key}.{form}"'
    return response

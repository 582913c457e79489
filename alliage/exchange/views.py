"""Pages that bring files in: upload, columns, report, import."""

import csv
import io
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.models import User
from alliage.calc.tabular import neutralise

from . import permissions, queries, services
from .forms import ColumnsForm, FileForm
from .models import ImportRun

PER_PAGE = 50


def _run(request: HttpRequest, key: int) -> ImportRun:
    """Give an import to whom it belongs, or to an administrator; to others it does not exist."""
    run = get_object_or_404(ImportRun.objects.select_related("by"), pk=key)
    if not permissions.may_see(request.user, run):
        raise Http404
    return run


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def imports(request: HttpRequest) -> HttpResponse:
    """List one's imports, and bring a file."""
    if not permissions.may_import(request.user):
        raise PermissionDenied
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        run = _received(request, form)
        if run:
            return redirect(run)
    page = Paginator(queries.runs_seen_by(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "exchange/imports.html", {"form": form, "page": page})


def _received(request: HttpRequest, form: FileForm) -> ImportRun | None:
    file = form.cleaned_data["file"]
    try:
        return services.receive(
            file.chunks(),
            by=cast(User, request.user),
            kind=form.cleaned_data["kind"],
            name=file.name or "",
        )
    except services.RefusedImport as error:
        form.add_error("file", str(error))
        return None


@require_safe
@login_required
@never_cache
def run(request: HttpRequest, key: int) -> HttpResponse:
    """Show where an import is: its columns to name, its progress, or what was found."""
    found = _run(request, key)
    return _shown(request, found, _form(found) if found.may_be_examined else None)


def _form(found: ImportRun, data: Any = None) -> ColumnsForm:
    known, sheets = queries.layout_of(found.kind), services.sheets_offered(found)
    return ColumnsForm(data, run=found, known=known, sheets=sheets)


def _shown(
    request: HttpRequest,
    found: ImportRun,
    form: ColumnsForm | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "run": found,
        "form": form,
        "layout": queries.spelled(queries.layout_of(found.kind)),
        "page": Paginator(found.notes.all(), PER_PAGE).get_page(request.GET.get("page")),
        "twins": queries.twins_of(found),
        "refusal": refusal,
    }
    return render(request, "exchange/run.html", context, status=status)


@require_POST
@login_required
def columns(request: HttpRequest, key: int) -> HttpResponse:
    """Name the columns of a file, and have it examined."""
    found = _run(request, key)
    form, sheet = _form(found, request.POST), request.POST.get("sheet", "")
    if not form.is_valid() and sheet in ("", found.sheet):
        return _shown(request, found, form, status=422)
    try:
        services.name_columns(found, by=cast(User, request.user), names=form.names, sheet=sheet)
    except services.RefusedImport as error:
        return _shown(request, found, form, refusal=str(error), status=409)
    return redirect(found)


@require_POST
@login_required
def apply(request: HttpRequest, key: int) -> HttpResponse:
    """Import an examined file, as decided of each possible double."""
    found = _run(request, key)
    chosen = {
        int(name.removeprefix("line_")): str(value)
        for name, value in request.POST.items()
        if name.startswith("line_") and name.removeprefix("line_").isdecimal()
    }
    try:
        services.apply(found, by=cast(User, request.user), choices=chosen)
    except services.RefusedImport as error:
        return _shown(request, found, None, refusal=str(error), status=409)
    return redirect(found)


@require_POST
@login_required
def stop(request: HttpRequest, key: int) -> HttpResponse:
    """Ask the work in progress to stop."""
    found = _run(request, key)
    services.ask_to_stop(found, by=cast(User, request.user))
    return redirect(found)


@require_safe
@login_required
@never_cache
def report(request: HttpRequest, key: int) -> HttpResponse:
    """Give what was found in a file, as a table to keep."""
    found = _run(request, key)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [_("ligne"), _("portée"), _("champ"), _("raison"), _("valeur"), _("fiche ressemblante")]
    )
    for note in found.notes.iterator(chunk_size=1_000):
        cells = [note.get_level_display(), note.field, note.reason, note.value, note.other_slug]
        writer.writerow([note.line, *map(neutralise, cells)])
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{found.pk}.csv"'
    return response

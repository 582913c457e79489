"""Pages of the sources that are harvested, for administrators."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alliage.accounts.models import User
from alliage.harvesting import permissions, queries, services
from alliage.harvesting.forms import SourceForm
from alliage.harvesting.models import HarvestRun, HarvestSource

PER_PAGE = 30
View = Callable[..., HttpResponse]


def _for_administrators(view: View) -> View:
    """Ask to sign in, then refuse whoever does not run the instance."""

    @wraps(view)
    @login_required
    @never_cache
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.may_harvest(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return gated


@require_safe
@_for_administrators
def sources(request: HttpRequest) -> HttpResponse:
    """List the sources, with their last harvest."""
    context = {
        "rows": queries.source_rows(),
        "actions": [(_("Ajouter une source"), reverse("harvesting:new"))],
    }
    return render(request, "harvesting/sources.html", context)


@require_safe
@_for_administrators
def source(request: HttpRequest, key: int) -> HttpResponse:
    """Show a source and its harvests."""
    found = get_object_or_404(HarvestSource.objects.select_related("centre"), pk=key)
    page = Paginator(found.runs.all(), PER_PAGE).get_page(request.GET.get("page"))
    last = found.runs.first()
    context = {
        "source": found,
        "facts": queries.source_facts(found),
        "last": last and queries.run_row(last),
        "is_busy": last is not None and queries.is_busy(last),
        "rows": queries.run_rows(page.object_list),
        "page": page,
    }
    return render(request, "harvesting/source.html", context)


@require_safe
@_for_administrators
def run(request: HttpRequest, key: int) -> HttpResponse:
    """Show a harvest and the records that it refused."""
    found = get_object_or_404(HarvestRun.objects.select_related("source"), pk=key)
    context = {
        "run": found,
        "row": queries.run_row(found),
        "facts": queries.run_facts(found),
        "page": Paginator(found.refusals.all(), PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "harvesting/run.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@_for_administrators
def new(request: HttpRequest) -> HttpResponse:
    """Add a source."""
    return _edited(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@_for_administrators
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change a source."""
    return _edited(request, get_object_or_404(HarvestSource, pk=key))


def _edited(request: HttpRequest, found: HarvestSource | None) -> HttpResponse:
    form = SourceForm(request.POST or None, instance=found)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "source": found}
        return render(request, "harvesting/edit.html", context, status=status)
    saved = form.save(commit=False)
    problem = services.save_and_present(saved, by=cast(User, request.user))
    if problem:
        told = _("La source est enregistrée, mais ne répond pas encore. %(problem)s")
        messages.warning(request, told % {"problem": problem})
    else:
        told = _("La source est enregistrée. L’entrepôt se présente : « %(name)s ».")
        messages.success(request, told % {"name": saved.repository_name})
    return redirect(saved)


@require_POST
@_for_administrators
def harvest(request: HttpRequest, key: int) -> HttpResponse:
    """Have a source harvested now."""
    found = get_object_or_404(HarvestSource, pk=key)
    try:
        services.harvest_now(found, by=cast(User, request.user))
        messages.success(request, _("Le moissonnage commence en arrière-plan."))
    except services.AlreadyRunningError as error:
        messages.error(request, str(error))
    return redirect(found)


@require_POST
@_for_administrators
def stop(request: HttpRequest, key: int) -> HttpResponse:
    """Ask a harvest to stop after its page."""
    found = get_object_or_404(HarvestSource, pk=key)
    if services.stop(found, by=cast(User, request.user)):
        messages.success(request, _("Le moissonnage s’arrêtera après la page en cours."))
    else:
        messages.error(request, _("Aucun moissonnage n’est en cours."))
    return redirect(found)

"""The steps of the form: shown, saved, and merged when two pages quarrel."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from alliage.accounts.permissions import signed_in
from alliage.contribution import services
from alliage.contribution.forms import FiguresStep, PartnersStep, PlaceStep, StoryStep, SubjectStep
from alliage.contribution.models import Draft
from alliage.contribution.permissions import can_edit_draft
from alliage.contribution.queries.quarrels import quarrel
from alliage.contribution.queries.steps import BY_KEY, next_url, step_url, trail
from alliage.contribution.queries.suggestions import suggested_domains, suggested_goals
from alliage.contribution.queries.writing_help import example_sheet, writing_help
from alliage.network.queries import organisation_names
from alliage.territories.queries import found_places

from .gates import own_draft

FORMS: dict[str, tuple[Any, str]] = {
    "histoire": (StoryStep, "contribution/histoire.html"),
    "partenaires": (PartnersStep, "contribution/partenaires.html"),
    "chiffres": (FiguresStep, "contribution/chiffres.html"),
    "sujet": (SubjectStep, "contribution/sujet.html"),
}
SHOW_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _writable(request: HttpRequest, pk: int) -> Draft:
    found = own_draft(request, pk)
    if not can_edit_draft(request.user, found):
        raise Http404
    return found


@SHOW_OR_POST
@login_required
def step(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Ask one step, and save it."""
    found = _writable(request, pk)
    if key not in FORMS:
        raise Http404
    make, template = FORMS[key]
    sent = request.POST if request.method == "POST" else None
    form = make(sent, initial=_initial(found))
    context: dict[str, Any] = {"version": found.version}
    if sent is not None and form.is_valid():
        answer = _save(request, found, services.Step(key, form.fields_of()), context)
        if answer is not None:
            return answer
    return render(request, template, context | _about(found, key, form))


def _initial(draft: Draft) -> dict[str, Any]:
    types = draft.content.get("partnership_type")
    listed = [types] if isinstance(types, str) else types
    return {**draft.content, "partnership_type": listed}


def _save(
    request: HttpRequest, draft: Draft, told: services.Step, context: dict[str, Any]
) -> HttpResponse | None:
    """Save a step and go on; when somebody saved meanwhile, show both and let them merge."""
    version = request.POST.get("version", "")
    try:
        services.save_step(
            draft,
            told,
            by=signed_in(request),
            version=int(version) if version.isdigit() else 0,
        )
    except services.StaleDraftError as error:
        context |= {"version": error.draft.version, "quarrel": quarrel(error.mine, error.theirs)}
        return None
    messages.success(request, _("C’est enregistré."))
    stays = request.POST.get("acte") == "rester"
    return redirect(step_url(draft, told.name) if stays else next_url(draft, told.name))


def _about(draft: Draft, key: str, form: Any) -> dict[str, Any]:
    """Gather what a step shows beside its form."""
    domains = suggested_domains(draft.content) if key == "sujet" else []
    return {
        "draft": draft,
        "spec": BY_KEY[key],
        "form": form,
        "trail": trail(draft, key),
        "help": writing_help(),
        "example_sheet": example_sheet(),
        "remarks": [
            remark
            for remark in draft.remarks.filter(is_settled=False)
            if remark.field.split(".")[0] in BY_KEY[key].fields
        ],
        "domains": domains,
        "goals": suggested_goals(draft.content, domains) if key == "sujet" else [],
    }


@SHOW_OR_POST
@login_required
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Find the territory by its name, and choose it."""
    found = _writable(request, pk)
    form = PlaceStep(request.POST if request.method == "POST" else request.GET)
    context: dict[str, Any] = {"version": found.version}
    if request.method == "POST" and form.is_valid() and form.territory:
        told = services.Step("territoire", form.fields_of(), (form.territory,))
        answer = _save(request, found, told, context)
        if answer is not None:
            return answer
    words = str(form.data.get("q") or "").strip()
    context |= {"words": words, "places": found_places(words) if words else []}
    return render(
        request, "contribution/territoire.html", context | _about(found, "territoire", form)
    )


@require_safe
@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """Suggest organisations whose name begins with, or holds, what is being typed."""
    typed = (value for name, value in request.GET.items() if name.endswith("-name"))
    context = {"names": organisation_names(str(next(typed, "")))}
    return render(request, "contribution/parts/organisations.html", context)

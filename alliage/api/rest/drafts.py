"""Operations on one's drafts: begun, written, sent, taken back."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Status
from ninja.params.functions import Path

from alliage.api.models import Scope
from alliage.api.queries import drafts as rows
from alliage.capitalisation.models import Alliance
from alliage.contribution import services
from alliage.contribution.models import Draft
from alliage.contribution.permissions import can_see_draft, writes_draft
from alliage.contribution.queries.places import stated_place
from alliage.contribution.queries.steps import step_of
from alliage.taxonomy.models import Domain
from alliage.territories.queries import by_refs

from . import writing as w
from .conditions import check_match, required_tag, version_of
from .entitlement import actor, needs
from .listing import answered, asked, each
from .problems import ProblemError, field_errors
from .schemas import Listed

router = Router(tags=["Brouillons"])
Key = Path(..., ge=1, le=2**62)


@router.get("drafts", response=Listed[w.DraftSummary], **needs(Scope.READ))
def drafts(request: HttpRequest, filters: Query[w.DraftFilters]) -> HttpResponse:
    """Vos brouillons, où qu’ils en soient."""
    found = Draft.objects.of(actor(request)).select_related(*rows.READ)
    ask = asked(request, filters)
    return answered(request, "draft", found, ask, STATES, lay=each(rows.draft_summary))


STATES = {"etat": lambda drafts, states: drafts.filter(state__in=states)}


@router.post("drafts", response={200: w.DraftDetail, 201: w.DraftDetail}, **needs(Scope.CONTRIBUTE))
def start(request: HttpRequest, response: HttpResponse, payload: w.Beginning) -> Status[Any]:
    """Commence une fiche, ou la correction d’une fiche publiée ; une correction ouverte reprend."""
    person, sheet = actor(request), None
    if payload.amends is not None:
        sheet = Alliance.objects.published().filter(slug=payload.amends).first()
        if sheet is None:
            raise refused("amends", "unknown")
    is_going_on = bool(sheet) and Draft.objects.open().filter(author=person, alliance=sheet)
    status = 200 if is_going_on else 201
    draft = services.start_draft(person, alliance=sheet)
    response["Location"] = rows.address(f"drafts/{draft.pk}")
    return Status(status, told(response, draft))


@router.get("drafts/{key}", response=w.DraftDetail, **needs(Scope.READ))
def draft(request: HttpRequest, response: HttpResponse, key: int = Key) -> dict[str, Any]:
    """Un brouillon, et ce qui manque pour l’envoyer. L’ETag est sa version."""
    return told(response, seen(request, key))


@router.patch("drafts/{key}", response=w.DraftDetail, **needs(Scope.CONTRIBUTE))
def write(
    request: HttpRequest, response: HttpResponse, payload: w.DraftPatch, key: int = Key
) -> dict[str, Any]:
    """Change des champs (JSON Merge Patch). If-Match dit de quelle version part le changement."""
    found, tag = own(request, key), required_tag(request)
    fields = payload.model_dump(mode="json", exclude_unset=True)
    try:
        saved = services.save_step(
            found, step(fields), by=actor(request), version=version_of(tag, found.version)
        )
    except services.StaleDraftError as error:
        both = {"version": error.draft.version, "mine": error.mine, "theirs": error.theirs}
        headers = {"ETag": rows.draft_tag(error.draft)}
        raise ProblemError("version-depassee", headers=headers, more=both) from error
    return told(response, saved)


@router.post("drafts/{key}/submit", response=w.DraftDetail, **needs(Scope.CONTRIBUTE))
def submit(request: HttpRequest, response: HttpResponse, key: int = Key) -> dict[str, Any]:
    """Envoie un brouillon à relire."""
    found = own(request, key)
    check_match(request, rows.draft_tag(found))
    return told(response, services.submit_draft(found, by=actor(request)))


@router.post("drafts/{key}/withdraw", response=w.DraftDetail, **needs(Scope.CONTRIBUTE))
def withdraw(request: HttpRequest, response: HttpResponse, key: int = Key) -> dict[str, Any]:
    """Abandonne un brouillon que vous avez commencé, envoyé ou non."""
    found, person = own(request, key), actor(request)
    if found.author_id != person.pk:
        raise PermissionDenied
    check_match(request, rows.draft_tag(found))
    return told(response, services.withdraw_draft(found, by=person))


@router.post("drafts/{key}/again", response={201: w.DraftDetail}, **needs(Scope.CONTRIBUTE))
def again(request: HttpRequest, response: HttpResponse, key: int = Key) -> Status[Any]:
    """Reprend le texte d’un brouillon abandonné ou non retenu, dans un nouveau."""
    draft = services.take_up_draft(own(request, key), by=actor(request))
    response["Location"] = rows.address(f"drafts/{draft.pk}")
    return Status(201, told(response, draft))


# --- What they share -------------------------------------------------------------------------
def seen(request: HttpRequest, key: int) -> Draft:
    """Find a draft that the person may see; what they may not see does not exist."""
    found = Draft.objects.select_related(*rows.READ).filter(pk=key).first()
    if found is None or not can_see_draft(actor(request), found):
        raise Http404
    return found


def own(request: HttpRequest, key: int) -> Draft:
    """Find a draft that the person writes, alone or with others: only they write in it."""
    found = seen(request, key)
    if not writes_draft(actor(request), found):
        raise PermissionDenied
    return found


def told(response: HttpResponse, draft: Draft) -> dict[str, Any]:
    """Tell a draft, with its version in the headers."""
    response["ETag"] = rows.draft_tag(draft)
    return rows.draft_detail(draft)


def refused(field: str, kind: str) -> ProblemError:
    """Refuse a value that is well formed and leads to nothing."""
    return ProblemError(
        "valeur-refusee", errors=field_errors([{"loc": ("body", field), "type": kind}])
    )


def step(fields: dict[str, Any]) -> services.Step:
    """Read a patch as the form reads its pages: the same words, the same official places."""
    if not fields:
        return services.Step("", {})
    name = step_of(next(iter(fields))).key
    _refuse_unknown_domains(fields)
    if types := fields.get("partnership_type"):
        fields["partnership_type"] = types[0] if len(types) == 1 else types
    fields["partners"] = _partners(fields) if "partners" in fields else None
    if fields["partners"] is None:
        del fields["partners"]
    if "territory" not in fields:
        return services.Step(name, fields)
    ref = fields["territory"]
    place = by_refs([ref]).get(ref) if ref else None
    if ref and place is None:
        raise refused("territory", "unknown")
    fields["territory"] = stated_place(place) if place else None
    return services.Step(name, fields, (place,) if place else ())


def _partners(fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Leave out an empty contribution, as files do."""
    return [
        {name: value for name, value in row.items() if name != "contribution" or value}
        for row in fields["partners"]
    ]


def _refuse_unknown_domains(fields: Mapping[str, Any]) -> None:
    words = set(fields.get("domains") or ())
    if words - set(Domain.objects.filter(label_fr__in=words).values_list("label_fr", flat=True)):
        raise refused("domains", "unknown")

"""The operation that sets a correction upon what its sheet says by now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from alliage.api.models import Scope
from alliage.api.queries.drafts import draft_tag
from alliage.calc.differences import Change, apply
from alliage.contribution import services
from alliage.contribution.queries.changes import Catching, catching

from . import writing as w
from .conditions import check_match
from .drafts import Key, own, told
from .entitlement import actor, needs
from .problems import ProblemError

router = Router(tags=["Brouillons"])


@router.post("drafts/{key}/merge", response=w.DraftDetail, **needs(Scope.CONTRIBUTE))
def merge(
    request: HttpRequest, response: HttpResponse, payload: w.Merging, key: int = Key
) -> dict[str, Any]:
    """Fait repartir une correction de la fiche d’aujourd’hui, quand celle-ci a changé."""
    found = own(request, key)
    check_match(request, draft_tag(found))
    if found.alliance is None or not found.is_amendment:
        raise ProblemError("impossible", _("Ce brouillon ne corrige aucune fiche."))
    both = catching(found, found.alliance)
    if both.conflicts and payload.keep is None:
        raise _undecided(both)
    theirs = both.conflicts if payload.keep == "theirs" else ()
    changes = [Change(one.path, one.mine, one.theirs, one.is_order) for one in theirs]
    content = apply(changes, both.merged)
    saved = services.catch_up(found, by=actor(request), content=content, live=both.live)
    return told(response, saved)


def _undecided(both: Catching) -> ProblemError:
    """Show the places that both changed: somebody must choose."""
    places = [{"label": one.label, "mine": one.mine, "theirs": one.theirs} for one in both.choices]
    detail = _("La fiche et votre correction ont changé au même endroit : dites laquelle garder.")
    return ProblemError("impossible", detail, more={"conflicts": places})

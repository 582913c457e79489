"""Write a draft: begun, saved step by step, sent to be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.capitalisation.models import Alliance
from alliage.capitalisation.queries.records import alliance_record
from alliage.capitalisation.services import SheetRefusedError, sheet_problems
from alliage.contribution.models import CoAuthor, Draft, DraftState, Remark
from alliage.contribution.permissions import (
    can_contribute,
    can_edit_draft,
    can_take_up_draft,
    can_withdraw_draft,
    reviewers_of,
    writers_of,
)
from alliage.notifications.services import notify
from alliage.territories.models import Territory

# Nobody tells that many alliances by hand in a day; a script might.
MOST_SUBMISSIONS_A_DAY = 20
QUEUE_KIND, REVIEW_KIND = "contribution.queue", "contribution.review"


class ContributionError(Exception):
    """What was asked cannot be done; the message says why and how to mend."""


class StaleDraftError(ContributionError):
    """Somebody saved the draft meanwhile: `mine` was not written, `theirs` is what it says now."""

    def __init__(self, draft: Draft, mine: Mapping[str, Any]) -> None:
        self.draft = draft
        self.mine = dict(mine)
        self.theirs = {name: draft.content.get(name) for name in mine}
        super().__init__(_("Ce brouillon a changé pendant que vous l’écriviez."))


@transaction.atomic
def start_draft(by: User, *, alliance: Alliance | None = None) -> Draft:
    """Begin to tell an alliance, or to amend a published sheet; an open amendment goes on."""
    if not can_contribute(by):
        raise ContributionError(_("Il faut un compte pour raconter une alliance."))
    if alliance is None:
        return Draft.objects.create(author=by)
    going_on = Draft.objects.open().filter(author=by, alliance=alliance).first()
    if going_on is not None:
        return going_on
    whole = Alliance.objects.published().for_sheet().get(pk=alliance.pk)
    content = alliance_record(whole)
    places = whole.places.all()
    return Draft.objects.create(
        author=by,
        alliance=alliance,
        content=content,
        base=content,
        territory=places[0].territory if places else None,
    )


def _locked(draft: Draft) -> Draft:
    return Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)


@dataclass(frozen=True)
class Step:
    """What one page of the form says: some fields; the official place when it asks one."""

    name: str
    fields: Mapping[str, Any]
    places: tuple[Territory, ...] | None = None


@transaction.atomic
def save_step(draft: Draft, step: Step, *, by: User, version: int) -> Draft:
    """Save one step of a draft, written from one of its versions.

    Raises:
        StaleDraftError: Another save came first, and these fields differ; nothing is written.
    """
    current = _locked(draft)
    if not can_edit_draft(by, current):
        raise ContributionError(_("Ce brouillon ne peut plus être modifié."))
    changed = {n: value for n, value in step.fields.items() if current.content.get(n) != value}
    if current.version != version and changed:
        raise StaleDraftError(current, changed)
    current.content = {**current.content, **step.fields}
    current.last_step = step.name
    current.version += 1
    if step.places is not None:
        current.territory = step.places[0] if step.places else None
    current.save()
    return current


@transaction.atomic
def catch_up(
    draft: Draft, *, by: User, content: Mapping[str, Any], live: Mapping[str, Any]
) -> Draft:
    """Set an amendment upon what the live sheet says by now, once both were merged."""
    current = _locked(draft)
    if not can_edit_draft(by, current):
        raise ContributionError(_("Ce brouillon ne peut plus être modifié."))
    current.content, current.base = dict(content), dict(live)
    current.version += 1
    current.save(update_fields=["content", "base", "version", "updated_at"])
    record("contribution.merged", current, by=by)
    return current


@transaction.atomic
def submit_draft(draft: Draft, *, by: User) -> Draft:
    """Send a draft to those who will read it; refused while something must be mended."""
    current = _locked(draft)
    if not can_edit_draft(by, current):
        raise ContributionError(_("Ce brouillon ne peut plus être envoyé."))
    problems = sheet_problems(current.content)
    if problems:
        raise SheetRefusedError(problems)
    _refuse_floods(by)
    current.state, current.submitted_at = DraftState.SUBMITTED, timezone.now()
    current.save(update_fields=["state", "submitted_at", "updated_at"])
    record("contribution.submitted", current, by=by)
    notify(
        QUEUE_KIND,
        event=f"contribution.submitted:{current.pk}:{current.submitted_at.isoformat()}",
        to=reviewers_of(current),
        title=_("Une fiche attend votre relecture : %s") % current,
        url=current.get_absolute_url(),
    )
    notify(
        REVIEW_KIND,
        event=f"contribution.sent_by_another:{current.pk}:{current.submitted_at.isoformat()}",
        to=[person for person in writers_of(current) if person.pk != by.pk],
        title=_("Votre fiche est envoyée à la relecture : %s") % current,
        url=current.get_absolute_url(),
    )
    return current


def _refuse_floods(by: User) -> None:
    # Two sendings at once are counted one after the other.
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    since = timezone.now() - timedelta(days=1)
    if Draft.objects.of(by).filter(submitted_at__gte=since).count() >= MOST_SUBMISSIONS_A_DAY:
        raise ContributionError(
            _("Vous avez envoyé %d fiches depuis hier : reprenez demain, rien n’est perdu.")
            % MOST_SUBMISSIONS_A_DAY
        )


@transaction.atomic
def withdraw_draft(draft: Draft, *, by: User) -> Draft:
    """Abandon a draft; it stays in one's contributions, out of the queue."""
    current = _locked(draft)
    if not can_withdraw_draft(by, current):
        raise ContributionError(_("Ce brouillon ne peut plus être abandonné."))
    current.state = DraftState.WITHDRAWN
    current.save(update_fields=["state", "updated_at"])
    record("contribution.withdrawn", current, by=by)
    return current


@transaction.atomic
def take_up_draft(draft: Draft, *, by: User) -> Draft:
    """Begin a new draft from the text of one that ended without being published."""
    ended = _locked(draft)
    if not can_take_up_draft(by, ended):
        raise ContributionError(_("On ne repart que d’un brouillon abandonné ou non retenu."))
    if ended.alliance and Draft.objects.open().filter(author=by, alliance=ended.alliance).exists():
        raise ContributionError(_("Vous corrigez déjà cette fiche : terminez d’abord."))
    again = Draft.objects.create(
        author=by,
        alliance=ended.alliance,
        content=ended.content,
        base=ended.base,
        territory=ended.territory,
    )
    now = timezone.now()
    others = [person for person in writers_of(ended) if person.pk != by.pk]
    CoAuthor.objects.bulk_create(
        [CoAuthor(draft=again, user=person, joined_at=now) for person in others]
    )
    record("contribution.taken_up", again, by=by, details={"from": ended.pk})
    return again


@transaction.atomic
def settle_remark(remark: Remark, *, by: User, is_settled: bool = True) -> Remark:
    """Say that a remark was dealt with, or that it was not."""
    if not can_edit_draft(by, remark.draft):
        raise ContributionError(_("Ce brouillon ne peut plus être modifié."))
    remark.is_settled = is_settled
    remark.save(update_fields=["is_settled"])
    return remark

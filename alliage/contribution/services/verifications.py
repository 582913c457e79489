"""Take the answer to « est-ce toujours exact ? », and what those who animate make of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.capitalisation.models import Alliance, EditorialState
from alliage.capitalisation.services import mark_checked
from alliage.contribution.models import Verification, VerificationAnswer
from alliage.contribution.permissions import can_manage_sheet, may_answer_for, partners_of
from alliage.contribution.queries.respondents import territories_of
from alliage.network.queries import animators_of
from alliage.notifications.services import notify

from .drafts import QUEUE_KIND, ContributionError


class AlreadyAnsweredError(ContributionError):
    """The person answered already, or somebody found the sheet exact meanwhile."""


@transaction.atomic
def answer_verification(
    alliance: Alliance, *, by: User, answer: str, text: str = ""
) -> Verification:
    """Take the word of somebody who knows a sheet; « exacte » makes it fresh again.

    Args:
        alliance: The sheet.
        by: Who answers, entitled to by `may_answer_for`.
        answer: One of VerificationAnswer.
        text: What is wrong, asked of « à corriger ».

    Raises:
        AlreadyAnsweredError: Nothing waits for this answer any more; nothing is written.
        ContributionError: The person may not answer, or does not say what is wrong.
    """
    # The row is held until the end: of two clicks at once, the second finds the first.
    current = Alliance.objects.select_for_update(of=("self",)).get(pk=alliance.pk)
    if current.editorial_state != EditorialState.PUBLISHED:
        raise ContributionError(_("Cette fiche n’est plus publiée."))
    if not may_answer_for(by, current):
        raise ContributionError(_("Vous ne répondez plus pour un partenaire de cette alliance."))
    due_on = current.freshness.anniversary(timezone.localdate())
    if due_on is None:
        raise AlreadyAnsweredError(_("Cette fiche a déjà été vérifiée : merci."))
    row, _made = Verification.objects.get_or_create(alliance=current, person=by, due_on=due_on)
    if row.answer:
        raise AlreadyAnsweredError(_("Vous avez déjà répondu : merci."))
    if answer not in VerificationAnswer.values:
        raise ContributionError(_("Choisissez une réponse."))
    if answer == VerificationAnswer.CHANGE and not text.strip():
        raise ContributionError(_("Écrivez ce qui ne va plus, même en quelques mots."))
    _write(row, answer, text.strip())
    record(f"contribution.verification_{answer}", current, by=by)
    return row


def _write(row: Verification, answer: str, text: str) -> None:
    person = row.person
    row.answer, row.text, row.answered_at = answer, text, timezone.now()
    row.organisation = partners_of(person, row.alliance).first() if person else None
    row.save(update_fields=["answer", "text", "answered_at", "organisation"])
    if answer == VerificationAnswer.EXACT:
        mark_checked(row.alliance, by=row.organisation)
    else:
        _tell(row)


def _tell(row: Verification) -> None:
    """Tell those who can mend the sheet, or put it away."""
    says = (
        _("Une alliance serait terminée : %(sheet)s")
        if row.answer == VerificationAnswer.OVER
        else _("Une fiche serait à corriger : %(sheet)s")
    )
    notify(
        QUEUE_KIND,
        event=f"contribution.verification:{row.pk}",
        to=animators_of(territories_of(row.alliance)),
        title=says % {"sheet": row.alliance},
        body=row.text,
        url=row.alliance.get_absolute_url(),
    )


@transaction.atomic
def settle_verification(row: Verification, *, by: User) -> None:
    """Say that an answer was dealt with, whatever was done about it."""
    if not can_manage_sheet(by, row.alliance):
        raise ContributionError(_("Seules les personnes qui animent ce territoire en décident."))
    told = Verification.objects.unsettled().filter(pk=row.pk)
    if told.update(settled_at=timezone.now()):
        record("contribution.verification_settled", row.alliance, by=by)


def settle_all(alliance: Alliance) -> None:
    """Nothing is left to do of what was said of a sheet: it was written anew, or put away."""
    told = Verification.objects.unsettled().filter(alliance=alliance)
    told.update(settled_at=timezone.now())

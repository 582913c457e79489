"""Read a draft for publication: ask for changes, publish, restore, archive."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.capitalisation.models import Alliance, EditorialState
from alliage.capitalisation.services import archive_sheet, write_sheet
from alliage.contribution.models import Draft, DraftState, Remark, Revision
from alliage.contribution.permissions import can_manage_sheet, can_review_draft, writers_of
from alliage.contribution.queries.content import whole_content
from alliage.network.models import Membership, Organisation
from alliage.notifications.services import notify

from .drafts import REVIEW_KIND, ContributionError, _locked
from .invitations import hand_answers_over
from .verifications import settle_all

Remarked = tuple[str, str]  # the path of a field, and what is asked


@transaction.atomic
def ask_changes(draft: Draft, *, by: User, remarks: Iterable[Remarked]) -> Draft:
    """Give a draft back to its author, with remarks field by field."""
    current = _locked(draft)
    if not can_review_draft(by, current):
        raise ContributionError(_("Ce brouillon n’attend pas votre relecture."))
    asked = [Remark(draft=current, field=field, text=text, by=by) for field, text in remarks]
    if not asked:
        raise ContributionError(_("Écrivez au moins une remarque : que faut-il retoucher ?"))
    Remark.objects.bulk_create(asked)
    current.state, current.decided_at = DraftState.CHANGES_ASKED, timezone.now()
    current.save(update_fields=["state", "decided_at", "updated_at"])
    record("contribution.changes_asked", current, by=by, details={"remarks": len(asked)})
    _tell_writers(current, _("Votre fiche est à retoucher : %s") % current, current.version)
    return current


@transaction.atomic
def refuse_draft(draft: Draft, *, by: User, reason: str) -> Draft:
    """Say that a draft will not be published, and why; its author keeps the text."""
    current = _locked(draft)
    if not can_review_draft(by, current):
        raise ContributionError(_("Ce brouillon n’attend pas votre relecture."))
    if not reason.strip():
        raise ContributionError(_("Dites pourquoi : la personne qui l’a écrite le lira."))
    current.state, current.decided_at = DraftState.REFUSED, timezone.now()
    current.refusal = reason.strip()
    current.save(update_fields=["state", "decided_at", "refusal", "updated_at"])
    record("contribution.refused", current, by=by)
    title = _("Votre fiche n’est pas retenue : %s") % current
    _tell_writers(current, title, current.version, body=current.refusal)
    return current


@transaction.atomic
def publish_draft(draft: Draft, *, by: User) -> Alliance:
    """Put a draft in the place of the live sheet, and keep the version in its history.

    Raises:
        SheetRefusedError: The sheet cannot be written as it is; nothing is.
        ContributionError: The live sheet was archived, or changed since the amendment began.
    """
    current = _locked(draft)
    if not can_review_draft(by, current):
        raise ContributionError(_("Ce brouillon n’attend pas votre relecture."))
    _refuse_stale(current)
    slug = current.alliance.slug if current.alliance else ""
    if current.alliance and not _has_history(current.alliance):
        _remember(current.alliance, current.base, comment=_("Version d’avant les contributions"))
    alliance = write_sheet(current.content, slug=slug, checked_by=_organisation_of(current.author))
    _remember(alliance, whole_content(alliance), by=current.author)
    current.alliance = alliance
    current.state, current.decided_at = DraftState.ACCEPTED, timezone.now()
    current.save(update_fields=["alliance", "state", "decided_at", "updated_at"])
    hand_answers_over(current, alliance)
    settle_all(alliance)
    record("contribution.published", alliance, by=by, details={"draft": current.pk})
    _tell_writers(current, _("Votre fiche est publiée : %s") % current, current.version)
    return alliance


def _refuse_stale(draft: Draft) -> None:
    """Refuse an amendment of a sheet that left its readers, or that says something else by now."""
    if draft.alliance is None:
        return
    # The row is held until the end: two amendments published at once come one after the other.
    live = Alliance.objects.select_for_update(of=("self",)).get(pk=draft.alliance.pk)
    if not draft.is_amendment and live.editorial_state == EditorialState.ARCHIVED:
        return  # its own sheet, whose publication was undone
    if live.editorial_state != EditorialState.PUBLISHED:
        raise ContributionError(
            _("La fiche a été archivée entre-temps : rétablissez-la avant de publier.")
        )
    if whole_content(live) != draft.base:
        raise ContributionError(
            _(
                "La fiche a changé depuis que cette correction a commencé. Demandez une retouche : "
                "son auteur reprendra la nouvelle version."
            )
        )


def _has_history(alliance: Alliance) -> bool:
    return Revision.objects.filter(alliance=alliance).exists()


def _remember(
    alliance: Alliance, content: dict[str, object], *, by: User | None = None, comment: str = ""
) -> Revision:
    told = Revision.objects.filter(alliance=alliance)
    last = told.aggregate(last=Max("number"))["last"] or 0
    return Revision.objects.create(
        alliance=alliance,
        number=last + 1,
        content=content,
        by=by,
        organisation=_organisation_of(by) if by else None,
        comment=comment,
    )


def _organisation_of(user: User) -> Organisation | None:
    active = Membership.objects.filter(user=user, state=Membership.State.ACTIVE)
    first = active.select_related("organisation").order_by("pk").first()
    return first.organisation if first else None


def _tell_writers(draft: Draft, title: str, version: int, *, body: str = "") -> None:
    notify(
        REVIEW_KIND,
        event=f"contribution.{draft.state}:{draft.pk}:{version}",
        to=writers_of(draft),
        title=title,
        body=body,
        url=reverse("contribution:draft", args=[draft.pk]),
    )


@transaction.atomic
def restore_revision(revision: Revision, *, by: User) -> Alliance:
    """Put an earlier version back in place; what was there stays in the history."""
    alliance = Alliance.objects.select_for_update(of=("self",)).get(pk=revision.alliance_id)
    if not can_manage_sheet(by, alliance):
        raise ContributionError(_("Seules les personnes qui animent ce territoire restaurent."))
    written = write_sheet(revision.content, slug=alliance.slug, checked_by=_organisation_of(by))
    comment = _("Retour à la version %d") % revision.number
    _remember(written, whole_content(written), by=by, comment=comment)
    settle_all(written)
    record("contribution.restored", written, by=by, details={"number": revision.number})
    return written


@transaction.atomic
def archive(alliance: Alliance, *, by: User) -> Alliance:
    """Take a published sheet away from readers."""
    if not can_manage_sheet(by, alliance):
        raise ContributionError(_("Seules les personnes qui animent ce territoire archivent."))
    record("contribution.archived", alliance, by=by)
    settle_all(alliance)
    return archive_sheet(alliance)

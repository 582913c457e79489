"""Take back a publication made a moment ago, by a key pressed too soon."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.contribution.models import Draft, DraftState
from alliage.contribution.permissions import can_undo_publication, writers_of
from alliage.notifications.services import notify

from .drafts import REVIEW_KIND, ContributionError, _locked
from .review import archive, restore_revision


@transaction.atomic
def undo_publication(draft: Draft, *, by: User) -> Draft:
    """Put a draft back in the queue, and its sheet as it was before.

    A new sheet leaves its readers, and comes back under the same identifier when it is published
    again; an amended one gets its former version back, as a version of its own: nothing is erased.
    """
    current = _locked(draft)
    if current.alliance is None or not can_undo_publication(by, current):
        raise ContributionError(
            _("Cette publication ne s’annule plus : voyez l’historique de la fiche.")
        )
    if current.is_amendment:
        restore_revision(current.alliance.revisions.all()[1], by=by)
    else:
        archive(current.alliance, by=by)
    current.state, current.decided_at = DraftState.SUBMITTED, None
    # Told again when it is published again: another version, another piece of news.
    current.version += 1
    current.save(update_fields=["state", "decided_at", "version", "updated_at"])
    record("contribution.publication_undone", current, by=by)
    notify(
        REVIEW_KIND,
        event=f"contribution.publication_undone:{current.pk}:{current.version}",
        to=writers_of(current),
        title=_("Publiée trop tôt, votre fiche est de nouveau en relecture : %s") % current,
        url=current.get_absolute_url(),
    )
    return current

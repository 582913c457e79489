"""Write what partners answer about their own part in an alliance."""

from django.db import transaction
from django.utils.translation import gettext as _

from alliage.accounts.models import User
from alliage.accounts.services import record
from alliage.capitalisation.models import Alliance
from alliage.contribution.models import Answer, ParticipationConfirmation
from alliage.contribution.queries.confirmations import wording
from alliage.network.models import Organisation
from alliage.network.permissions import represents

from .drafts import ContributionError


@transaction.atomic
def answer_participation(
    alliance: Alliance, organisation: Organisation, *, by: User, read: str, request: str = ""
) -> ParticipationConfirmation:
    """Confirm what a sheet says of an organisation, or ask for a change when `request` says one.

    Args:
        alliance: The sheet.
        organisation: The partner, whom the person must represent.
        by: Who answers.
        read: The print of the words that the person had under their eyes.
        request: What should change; empty to confirm.
    """
    if not represents(by, organisation):
        raise ContributionError(_("Seules les personnes qui représentent ce partenaire répondent."))
    own = list(alliance.participations.filter(organisation=organisation))
    if not own:
        raise ContributionError(_("Cette organisation n’est pas partenaire de cette alliance."))
    if wording(own) != read:
        raise ContributionError(_("La fiche a changé pendant que vous la lisiez : relisez-la."))
    word, _made = ParticipationConfirmation.objects.update_or_create(
        alliance=alliance,
        organisation=organisation,
        defaults={
            "answer": Answer.CHANGE if request.strip() else Answer.EXACT,
            "wording": read,
            "request": request.strip(),
            "by": by,
        },
    )
    record(f"contribution.participation_{word.answer}", alliance, by=by)
    return word

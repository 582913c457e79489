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
from alliage.network.queries import animators_of
from alliage.notifications.services import notify

from .drafts import QUEUE_KIND, ContributionError


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
    return keep_word(alliance, organisation, by=by, read=read, request=request)


def keep_word(
    alliance: Alliance, organisation: Organisation, *, by: User | None, read: str, request: str
) -> ParticipationConfirmation:
    """Keep the last word of a partner, whoever let it count; those who can mend are told."""
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
    if word.answer == Answer.CHANGE:
        _tell(word)
    return word


def _tell(word: ParticipationConfirmation) -> None:
    """Tell who can mend the sheet: those who animate its places, and who last wrote it."""
    places = word.alliance.places.select_related("territory")
    last = word.alliance.revisions.select_related("by").first()
    people = set(animators_of([place.territory for place in places]))
    people |= {last.by} if last and last.by else set()
    notify(
        QUEUE_KIND,
        event=f"contribution.change_asked:{word.pk}:{word.at.isoformat()}",
        to=people,
        title=_("%(partner)s demande un changement : %(sheet)s")
        % {"partner": word.organisation, "sheet": word.alliance},
        body=word.request,
        url=word.alliance.get_absolute_url(),
    )

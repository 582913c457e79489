"""What waits for those who animate: the queue, and the sheets that a draft may repeat."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rapidfuzz import fuzz

from alliage.calc.french import fold, name_key
from alliage.capitalisation.models import Alliance
from alliage.contribution.models import Draft
from alliage.contribution.permissions import can_undo_publication, reviewable_by
from alliage.network.permissions import Person

ALIKE, SHOWN = 80, 5


@dataclass(frozen=True)
class Waiting:
    """A draft in the queue, and for how long it has been there."""

    draft: Draft
    days: int

    @property
    def age(self) -> str:
        """How long it has waited, in words."""
        if not self.days:
            return _("envoyée aujourd’hui")
        return ngettext("attend depuis %d jour", "attend depuis %d jours", self.days) % self.days


def queue_of(user: Person) -> list[Waiting]:
    """Give the drafts that wait for a person, the oldest first, in one query for all."""
    today = timezone.now()
    return [
        Waiting(draft, (today - (draft.submitted_at or today)).days)
        for draft in reviewable_by(user)
    ]


def just_published(user: Person, key: str) -> Draft | None:
    """Find the draft that a person published a moment ago, if they may still take it back."""
    rows = Draft.objects.select_related("alliance", "territory")
    found = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    return found if found and can_undo_publication(user, found) else None


@dataclass(frozen=True)
class Duplicate:
    """A published sheet that a draft may repeat, and why one thinks so."""

    alliance: Alliance
    reasons: tuple[str, ...]


def may_repeat(draft: Draft) -> bool:
    """Tell whether a new sheet looks like a published one; an amendment always does."""
    return not draft.is_amendment and bool(suspected_duplicates(draft))


def suspected_duplicates(draft: Draft) -> list[Duplicate]:
    """Find published sheets of a close title, or with two of the same partners."""
    keys = {name_key(str(row.get("name") or "")) for row in draft.content.get("partners") or []}
    keys.discard("")
    title = fold(draft.title)
    found = []
    others = Alliance.objects.published().exclude(drafts=draft)
    for alliance in others.prefetch_related("participations__organisation").iterator(500):
        partners = [row.organisation for row in alliance.participations.all()]
        shared = [partner.name for partner in partners if partner.key in keys]
        likeness = fuzz.token_set_ratio(title, fold(alliance.title)) if title else 0
        reasons = []
        if likeness >= ALIKE:
            reasons.append(_("Titre proche"))
        if len(shared) >= 2:
            reasons.append(_("Mêmes partenaires : %s") % ", ".join(shared))
        if reasons:
            found.append((likeness, Duplicate(alliance, tuple(reasons))))
    ranked = sorted(found, key=lambda pair: (-len(pair[1].reasons), -pair[0]))
    return [duplicate for _likeness, duplicate in ranked[:SHOWN]]

"""Which partners confirmed what a sheet says of them, as it says it today."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from alliage.capitalisation.models import Alliance, Participation
from alliage.contribution.models import Answer, ParticipationConfirmation


@dataclass(frozen=True)
class PartnerWord:
    """A partner of a sheet, and their word if they gave one; does it still hold?"""

    participation: Participation
    word: ParticipationConfirmation | None
    holds: bool

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the partner confirmed what the sheet says of them today."""
        return self.holds and self.word is not None and self.word.answer == Answer.EXACT


def wording(parts: Iterable[Participation]) -> str:
    """Make the print of what a sheet says of one partner: name, kind, role, contribution."""
    said = sorted([part.stated_name, part.kind, part.role, part.contribution] for part in parts)
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def partner_words(alliance: Alliance) -> list[PartnerWord]:
    """Give each partner of a sheet once, with their word; two queries whatever their number."""
    parts: dict[int, list[Participation]] = {}
    for part in alliance.participations.all():
        parts.setdefault(part.organisation_id, []).append(part)
    words = {
        word.organisation_id: word
        for word in ParticipationConfirmation.objects.filter(alliance=alliance)
    }
    return [
        PartnerWord(
            own[0],
            words.get(organisation),
            organisation in words and words[organisation].wording == wording(own),
        )
        for organisation, own in parts.items()
    ]

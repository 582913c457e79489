"""What a sheet or a draft says of each of its partners: what they are asked to confirm."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alliage.calc.french import name_key
from alliage.capitalisation.models import Alliance, Participation
from alliage.contribution.models import Draft, PartnerInvitation
from alliage.network.models import Organisation

from .confirmations import partner_words, wording


@dataclass(frozen=True)
class Said:
    """What is said of one partner; the organisation, when the base knows it."""

    key: str
    name: str
    organisation: Organisation | None
    parts: tuple[Participation, ...]

    @property
    def print(self) -> str:
        """The print of these words: an answer holds as long as it is the same."""
        return wording(self.parts)


def partners_said(about: Alliance | Draft) -> list[Said]:
    """Give each partner once, in their order; a constant number of queries."""
    return _of_draft(about) if isinstance(about, Draft) else _of_sheet(about)


def partners_to_ask(about: Alliance | Draft) -> list[Said]:
    """Give the partners who did not confirm what is said of them today."""
    if isinstance(about, Draft):
        return partners_said(about)
    words = partner_words(about)
    confirmed = {word.participation.organisation_id for word in words if word.is_confirmed}
    return [
        said
        for said in partners_said(about)
        if said.organisation is None or said.organisation.pk not in confirmed
    ]


def said_of(invitation: PartnerInvitation) -> Said | None:
    """Find what is said today of the partner that an invitation names."""
    if invitation.about is None:
        return None
    slug = invitation.organisation.slug if invitation.organisation else ""
    key = slug if invitation.alliance else name_key(invitation.partner)
    return next((said for said in partners_said(invitation.about) if said.key == key), None)


def _of_sheet(alliance: Alliance) -> list[Said]:
    found: dict[str, list[Participation]] = {}
    for part in alliance.participations.select_related("organisation"):
        found.setdefault(part.organisation.slug, []).append(part)
    return [
        Said(key, parts[0].stated_name, parts[0].organisation, tuple(parts))
        for key, parts in found.items()
    ]


def _of_draft(draft: Draft) -> list[Said]:
    found: dict[str, list[Participation]] = {}
    for row in draft.content.get("partners") or []:
        key = name_key(str(row.get("name") or ""))
        if key:
            found.setdefault(key, []).append(_unsaved(row))
    known = {
        (one.key, one.kind): one
        for one in Organisation.objects.filter(key__in=found, is_collective=False)
    }
    return [
        Said(key, parts[0].stated_name, known.get((key, parts[0].kind)), tuple(parts))
        for key, parts in found.items()
    ]


def _unsaved(row: Mapping[str, Any]) -> Participation:
    """Lay a row of a draft out as it will be written: its print will be the same."""
    told = {name: str(row.get(name) or "") for name in ("name", "kind", "role", "contribution")}
    return Participation(
        stated_name=told["name"],
        kind=told["kind"],
        role=told["role"],
        contribution=told["contribution"],
    )

"""Telling an alliance together: drafts, remarks on them, the history of the sheets."""

from .confirmations import Answer, ParticipationConfirmation
from .drafts import Draft, DraftState, Remark
from .history import Revision
from .invitations import InvitationState, PartnerInvitation

__all__ = [
    "Answer",
    "Draft",
    "DraftState",
    "InvitationState",
    "ParticipationConfirmation",
    "PartnerInvitation",
    "Remark",
    "Revision",
]

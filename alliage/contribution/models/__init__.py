"""Telling an alliance together: drafts, remarks on them, the history of the sheets."""

from .coauthors import CoAuthor
from .confirmations import Answer, ParticipationConfirmation
from .drafts import Draft, DraftState, Remark
from .history import Revision
from .invitations import InvitationState, PartnerInvitation
from .verifications import Verification, VerificationAnswer

__all__ = [
    "Answer",
    "CoAuthor",
    "Draft",
    "DraftState",
    "InvitationState",
    "ParticipationConfirmation",
    "PartnerInvitation",
    "Remark",
    "Revision",
    "Verification",
    "VerificationAnswer",
]

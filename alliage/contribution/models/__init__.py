"""Telling an alliance together: drafts, remarks on them, the history of the sheets."""

from .drafts import Draft, DraftState, Remark
from .history import Revision

__all__ = ["Draft", "DraftState", "Remark", "Revision"]

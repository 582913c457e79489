"""Writes of the contribution: tell, send, read, publish, restore."""

from .confirmations import answer_participation
from .drafts import (
    ContributionError,
    StaleDraftError,
    Step,
    catch_up,
    save_step,
    settle_remark,
    start_draft,
    submit_draft,
    take_up_draft,
    withdraw_draft,
)
from .review import archive, ask_changes, publish_draft, refuse_draft, restore_revision

__all__ = [
    "ContributionError",
    "StaleDraftError",
    "Step",
    "answer_participation",
    "archive",
    "ask_changes",
    "catch_up",
    "publish_draft",
    "refuse_draft",
    "restore_revision",
    "save_step",
    "settle_remark",
    "start_draft",
    "submit_draft",
    "take_up_draft",
    "withdraw_draft",
]

"""Writes of the contribution: tell, send, read, publish, restore."""

from .asking import ask_again, ask_verifications
from .coauthors import (
    invite_coauthor,
    join_draft,
    leave_drafts,
    read_coauthor,
    remove_coauthor,
    sign_coauthor,
)
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
from .invitations import (
    answer_invitation,
    check_answer,
    invite_partner,
    read_invitation,
    revoke_invitation,
    send_invitation_again,
)
from .review import archive, ask_changes, publish_draft, refuse_draft, restore_revision
from .undoing import undo_publication
from .verifications import AlreadyAnsweredError, answer_verification, settle_verification

__all__ = [
    "AlreadyAnsweredError",
    "ContributionError",
    "StaleDraftError",
    "Step",
    "answer_invitation",
    "answer_participation",
    "answer_verification",
    "archive",
    "ask_again",
    "ask_changes",
    "ask_verifications",
    "catch_up",
    "check_answer",
    "invite_coauthor",
    "invite_partner",
    "join_draft",
    "leave_drafts",
    "publish_draft",
    "read_coauthor",
    "read_invitation",
    "refuse_draft",
    "remove_coauthor",
    "restore_revision",
    "revoke_invitation",
    "save_step",
    "send_invitation_again",
    "settle_remark",
    "settle_verification",
    "sign_coauthor",
    "start_draft",
    "submit_draft",
    "take_up_draft",
    "undo_publication",
    "withdraw_draft",
]

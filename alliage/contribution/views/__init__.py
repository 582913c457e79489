"""Views of the contribution."""

from .answering import answer
from .history import catch_up, history, restore, version
from .inviting import (
    check_answer,
    confirm,
    handle_invitation,
    invite_draft_partner,
    invite_partner,
)
from .reviewing import ask, publish, queue, refuse, undo
from .sharing import coauthors, join_draft, remove_coauthor
from .telling import amend, draft, mine, submit, take_up, tell, withdraw
from .verifying import archive, ask_again, settle, to_verify, verify, verify_sheet
from .writing import organisations, place, step

__all__ = [
    "amend",
    "answer",
    "archive",
    "ask",
    "ask_again",
    "catch_up",
    "check_answer",
    "coauthors",
    "confirm",
    "draft",
    "handle_invitation",
    "history",
    "invite_draft_partner",
    "invite_partner",
    "join_draft",
    "mine",
    "organisations",
    "place",
    "publish",
    "queue",
    "refuse",
    "remove_coauthor",
    "restore",
    "settle",
    "step",
    "submit",
    "take_up",
    "tell",
    "to_verify",
    "undo",
    "verify",
    "verify_sheet",
    "version",
    "withdraw",
]

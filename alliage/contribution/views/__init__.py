"""Views of the contribution."""

from .answering import answer
from .history import catch_up, history, restore, version
from .reviewing import ask, publish, queue
from .telling import amend, draft, mine, submit, tell, withdraw
from .writing import organisations, place, step

__all__ = [
    "amend",
    "answer",
    "ask",
    "catch_up",
    "draft",
    "history",
    "mine",
    "organisations",
    "place",
    "publish",
    "queue",
    "restore",
    "step",
    "submit",
    "tell",
    "version",
    "withdraw",
]

"""Views of the contribution."""

from .answering import answer
from .reviewing import ask, publish, queue
from .telling import amend, draft, mine, submit, tell, withdraw
from .writing import organisations, place, step

__all__ = [
    "amend",
    "answer",
    "ask",
    "draft",
    "mine",
    "organisations",
    "place",
    "publish",
    "queue",
    "step",
    "submit",
    "tell",
    "withdraw",
]

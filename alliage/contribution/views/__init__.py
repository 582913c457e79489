"""Views of the contribution."""

from .telling import amend, draft, mine, submit, tell, withdraw
from .writing import organisations, place, step

__all__ = [
    "amend",
    "draft",
    "mine",
    "organisations",
    "place",
    "step",
    "submit",
    "tell",
    "withdraw",
]

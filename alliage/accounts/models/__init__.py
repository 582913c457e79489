"""People who sign in, and the journal of what they did."""

from .journal import JournalEntry
from .users import User, UserManager

__all__ = ["JournalEntry", "User", "UserManager"]

"""People who sign in, what they allowed, and the journal of what they did."""

from .consents import Consent
from .journal import JournalEntry
from .users import User, UserManager

__all__ = ["Consent", "JournalEntry", "User", "UserManager"]

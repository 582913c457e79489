"""What other providers offer: fetched safely, read strictly. No database here."""

from .answers import Identity, Page, Record, read_identity, read_page, seconds_of
from .fetching import Limits, busy_until, fetch
from .metadata import Told
from .refusals import BusyError, ProtocolError, SourceError, UnreadableError, UnsafeError

__all__ = [
    "BusyError",
    "Identity",
    "Limits",
    "Page",
    "ProtocolError",
    "Record",
    "SourceError",
    "Told",
    "UnreadableError",
    "UnsafeError",
    "busy_until",
    "fetch",
    "read_identity",
    "read_page",
    "seconds_of",
]

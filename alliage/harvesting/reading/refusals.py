"""Why a source cannot be read: each a sentence for the people who look after the harvests."""

from datetime import datetime


class SourceError(Exception):
    """The source cannot be harvested now; the message is a sentence to show."""


class UnsafeError(SourceError):
    """An address that this instance must not ask."""


class UnreadableError(SourceError):
    """An answer that is not a sound answer of OAI-PMH."""


class BusyError(SourceError):
    """The source asks to come back later."""

    def __init__(self, sentence: str, wait: float) -> None:
        """Keep how many seconds the source asks to wait."""
        super().__init__(sentence)
        self.wait = wait


class ProtocolError(SourceError):
    """A refusal in the terms of the protocol: `code` is one of its error codes."""

    def __init__(self, code: str, sentence: str, answered_at: datetime | None) -> None:
        """Keep the code, and when the source answered."""
        super().__init__(sentence)
        self.code, self.answered_at = code, answered_at

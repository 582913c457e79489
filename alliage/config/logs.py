"""What the log keeps of a request that failed."""

import logging
import re

# What follows these words in an address opens an account, a draft, an answer, a preference.
SECRET = re.compile(
    r"/(cle|key|participation|rejoindre|join|invitations|desabonnement|unsubscribe)/[^/\s]+"
)


class WithoutReaderFaults(logging.Filter):
    """Drop the traceback of what is the reader's fault (a bad address): one line is enough.

    Left alone, each malformed address that a robot tries would fill a screen.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, and the traceback only from 500 up."""
        status = getattr(record, "status_code", None)
        if isinstance(status, int) and status < 500:
            record.exc_info = None
        return True


class WithoutSecrets(logging.Filter):
    """Hide the keys that addresses carry: whoever reads the log must not sign in with them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the line, the secrets masked."""
        record.msg, record.args = SECRET.sub(r"/\1/…", record.getMessage()), ()
        return True

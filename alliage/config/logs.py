"""What the log keeps of a request that failed."""

import logging


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

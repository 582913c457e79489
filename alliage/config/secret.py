"""The secret key of an instance."""

import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """Read the secret kept in a file, after making one there (mode 0600) if there is none.

    An instance that nobody configured thus has a key of its own, out of the code and the logs.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()

"""Pages of the api context."""

from .pages import documentation
from .tokens import revoke, tokens

__all__ = ["documentation", "revoke", "tokens"]

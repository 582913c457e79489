"""What the gallery of components shows: real content of the demonstration, unless said otherwise."""

from typing import Any


def gallery_context() -> dict[str, Any]:
    """Give the gallery its examples."""
    return {}

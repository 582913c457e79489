"""Pages of the harvesting context."""

from .provider import oai

__all__ = ["oai"]

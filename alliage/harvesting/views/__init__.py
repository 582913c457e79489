"""Pages of the harvesting context."""

from .harvests import edit, harvest, new, run, source, sources, stop
from .provider import oai

__all__ = ["edit", "harvest", "new", "oai", "run", "source", "sources", "stop"]

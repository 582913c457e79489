"""Writes of the capitalisation context."""

from .alliances import AllianceWriter
from .centres import import_centres
from .imports import ImportReport, import_file
from .resources import ResourceWriter

__all__ = ["AllianceWriter", "ImportReport", "ResourceWriter", "import_centres", "import_file"]

"""Writes of the capitalisation context."""

from .alliances import AllianceWriter
from .centres import import_centres
from .imports import ImportReport, import_file
from .organisations import OrganisationWriter
from .resources import ResourceWriter

__all__ = [
    "AllianceWriter",
    "ImportReport",
    "OrganisationWriter",
    "ResourceWriter",
    "import_centres",
    "import_file",
]

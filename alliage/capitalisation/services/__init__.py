"""Writes of the capitalisation context."""

from .alliances import AllianceWriter
from .centres import import_centres
from .imports import ImportReport, import_file
from .organisations import OrganisationWriter
from .resources import ResourceWriter
from .sheets import SheetRefusedError, archive_sheet, free_slug, sheet_problems, write_sheet

__all__ = [
    "AllianceWriter",
    "ImportReport",
    "OrganisationWriter",
    "ResourceWriter",
    "SheetRefusedError",
    "archive_sheet",
    "free_slug",
    "import_centres",
    "import_file",
    "sheet_problems",
    "write_sheet",
]

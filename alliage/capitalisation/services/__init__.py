"""Writes of the capitalisation context."""

from alliage.capitalisation.interchange.cleaning import unreadable_reason

from .alliances import AllianceWriter
from .centres import import_centres
from .imports import ImportReport, Reading, Writer, import_file, one_at_a_time
from .organisations import OrganisationWriter
from .resources import ResourceWriter
from .sheets import SheetRefusedError, archive_sheet, mark_checked, sheet_problems, write_sheet

__all__ = [
    "AllianceWriter",
    "ImportReport",
    "OrganisationWriter",
    "Reading",
    "ResourceWriter",
    "SheetRefusedError",
    "Writer",
    "archive_sheet",
    "import_centres",
    "import_file",
    "mark_checked",
    "one_at_a_time",
    "sheet_problems",
    "unreadable_reason",
    "write_sheet",
]

"""Readings of the capitalisation context."""

from .documents import alliance_documents, resource_documents
from .records import alliance_record, resource_record
from .sheets import alliance_sheet, kit_parts

__all__ = [
    "alliance_documents",
    "alliance_record",
    "alliance_sheet",
    "kit_parts",
    "resource_documents",
    "resource_record",
]

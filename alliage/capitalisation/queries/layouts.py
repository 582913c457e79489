"""The columns of the exchange format, for those who bring files in from other contexts."""

from alliage.capitalisation.interchange.layout import (
    ALLIANCE_COLUMNS,
    OPTIONAL_ALLIANCE_COLUMNS,
    OPTIONAL_ORGANISATION_COLUMNS,
    OPTIONAL_RESOURCE_COLUMNS,
    ORGANISATION_COLUMNS,
    RESOURCE_COLUMNS,
    unknown_columns,
)

__all__ = ["LAYOUTS", "unknown_columns"]

LAYOUTS = {
    "alliances": [*ALLIANCE_COLUMNS, *OPTIONAL_ALLIANCE_COLUMNS],
    "resources": [*RESOURCE_COLUMNS, *OPTIONAL_RESOURCE_COLUMNS],
    "organisations": [*ORGANISATION_COLUMNS, *OPTIONAL_ORGANISATION_COLUMNS],
}

"""What the exchange holds about people: the files they brought, the names they gave to columns."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alliage.accounts.models import User
from alliage.accounts.services import delete_rows, register_personal_data


def declare() -> None:
    """Register imports and column names."""
    register_personal_data(
        "exchange.imports",
        import_rows,
        lambda user: delete_rows(user.import_runs.all()),
        label=_("Mes imports"),
        why=_("Pour suivre un import et retrouver son rapport."),
    )
    register_personal_data(
        "exchange.columns",
        mapping_rows,
        lambda user: delete_rows(user.column_mappings.all()),
        label=_("Mes noms de colonnes"),
        why=_("Pour ne pas vous demander deux fois comment lire le même fichier."),
    )


def import_rows(user: User) -> list[dict[str, Any]]:
    """Read the imports of a person."""
    fields = ("kind", "state", "shown_name", "counts", "created_at")
    return list(user.import_runs.values(*fields))


def mapping_rows(user: User) -> list[dict[str, Any]]:
    """Read the names that a person gave to columns."""
    fields = ("kind", "names", "updated_at")
    return list(user.column_mappings.values(*fields))

"""Index words and facets where the database can (PostgreSQL); elsewhere nothing is asked of it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

INDEXES = {
    "search_entry_terms": "search_entry USING gin (terms)",
    "search_entry_grams": "search_entry USING gin (grams)",
    "search_entry_facets": "search_entry USING gin (facets jsonb_path_ops)",
    "search_entry_year": "search_entry (kind, year)",
}


def create_indexes(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the inverted indexes."""
    if editor.connection.vendor == "postgresql":
        for name, target in INDEXES.items():
            editor.execute(f"CREATE INDEX {name} ON {target}")


def drop_indexes(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the inverted indexes."""
    if editor.connection.vendor == "postgresql":
        for name in INDEXES:
            editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create_indexes, drop_indexes)]

"""The database itself keeps the journal: no line is removed, and none changes but to lose its author."""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER journal_no_delete BEFORE DELETE ON accounts_journalentry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
    """
    CREATE TRIGGER journal_no_change BEFORE UPDATE ON accounts_journalentry
    WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.verb IS NOT OLD.verb
      OR NEW.about_kind IS NOT OLD.about_kind OR NEW.about_key IS NOT OLD.about_key
      OR NEW.about_label IS NOT OLD.about_label OR NEW.details IS NOT OLD.details
      OR (NEW.by_id IS NOT OLD.by_id AND NEW.by_id IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
    """,
]
POSTGRESQL = [
    """
    CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.verb = OLD.verb
        AND NEW.about_kind = OLD.about_kind AND NEW.about_key = OLD.about_key
        AND NEW.about_label = OLD.about_label AND NEW.details = OLD.details
        AND (NEW.by_id IS NOT DISTINCT FROM OLD.by_id OR NEW.by_id IS NULL)
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON accounts_journalentry
    FOR EACH ROW EXECUTE FUNCTION journal_is_append_only()
    """,
]
UNDO = {
    "sqlite": ["DROP TRIGGER journal_no_change", "DROP TRIGGER journal_no_delete"],
    "postgresql": [
        "DROP TRIGGER journal_append_only ON accounts_journalentry",
        "DROP FUNCTION journal_is_append_only()",
    ],
}


def lock(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for sql in statements[schema_editor.connection.vendor]:
        schema_editor.execute(sql, params=None)


def unlock(apps, schema_editor):
    for sql in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_consent'),
    ]

    operations = [
        migrations.RunPython(lock, unlock),
    ]

"""The database itself refuses to alter an entry of the record."""

from django.db import migrations

POSTGRES = """
CREATE FUNCTION amendments_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an entry of the record is never altered' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER amendments_entry_stays BEFORE UPDATE ON amendments_entry
    FOR EACH ROW EXECUTE FUNCTION amendments_entry_stays();
"""
SQLITE = """
CREATE TRIGGER amendments_entry_stays BEFORE UPDATE ON amendments_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the record is never altered'); END;
"""


def forbid(apps, schema_editor):
    schema_editor.execute(POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE)


def allow(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute("DROP TRIGGER amendments_entry_stays" + (" ON amendments_entry" if postgres else ""))
    if postgres:
        schema_editor.execute("DROP FUNCTION amendments_entry_stays()")


class Migration(migrations.Migration):
    dependencies = [("amendments", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]

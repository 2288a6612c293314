"""Keep the text of a Document in the last column.

SQLite walks over a long column to whatever stands behind it, and each hit of a search asks for the state of its Document.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor

from archive.immutability import freeze_table


def lay_out_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The table is copied, columns in the order of the model; its triggers go with the old one."""
    if isinstance(schema_editor, DatabaseSchemaEditor):
        document = apps.get_model("archive", "Document")
        schema_editor._remake_table(document)  # type: ignore[attr-defined]
        freeze_table(schema_editor, document._meta.db_table)


class Migration(migrations.Migration):
    dependencies = [("archive", "0008_sounds_of_names")]

    operations = [
        # Of the columns of a table only their order in it changes: in PostgreSQL long values lie elsewhere anyway.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("document", "text"),
                migrations.AddField("document", "text", models.TextField()),
            ]
        ),
        migrations.RunPython(lay_out_anew, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["state", "id", "source"], name="document_by_state"),
        ),
    ]

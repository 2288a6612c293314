from django.db import migrations

from archive.immutability import freeze, thaw


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: freeze(schema_editor), lambda apps, schema_editor: thaw(schema_editor)
        )
    ]

from django.db import migrations

from archive.immutability import freeze_lists, thaw_lists


class Migration(migrations.Migration):
    dependencies = [("archive", "0010_citation_lists")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: freeze_lists(schema_editor),
            lambda apps, schema_editor: thaw_lists(schema_editor),
        )
    ]

from django.db import migrations

from annotations.merged import unwatch, watch


class Migration(migrations.Migration):
    dependencies = [("annotations", "0006_search_indexes")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: watch(schema_editor),
            lambda apps, schema_editor: unwatch(schema_editor),
        )
    ]

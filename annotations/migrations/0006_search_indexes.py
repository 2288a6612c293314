from django.db import migrations

from annotations.searched import annotations, subjects, tags
from sources.searching.engines import create_tables, drop_tables

SHAPES = [annotations.shape, subjects.shape, tags.shape]


class Migration(migrations.Migration):
    dependencies = [("annotations", "0005_creators")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: create_tables(schema_editor, SHAPES),
            lambda apps, schema_editor: drop_tables(schema_editor, SHAPES),
        )
    ]

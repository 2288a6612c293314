from django.db import migrations

from archive.searched import passages, posts
from sources.searching.engines import create_tables, drop_tables

SHAPES = [passages.shape, posts.shape]


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_whole_ranges")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: create_tables(schema_editor, SHAPES),
            lambda apps, schema_editor: drop_tables(schema_editor, SHAPES),
        )
    ]

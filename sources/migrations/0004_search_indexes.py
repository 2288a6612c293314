from django.db import migrations

from sources.searched import accounts, agents, sources, threads
from sources.searching.engines import create_tables, drop_tables

SHAPES = [accounts.shape, agents.shape, sources.shape, threads.shape]


class Migration(migrations.Migration):
    dependencies = [("sources", "0003_handles_of_one_step")]

    operations = [
        migrations.RunPython(
            lambda apps, schema_editor: create_tables(schema_editor, SHAPES),
            lambda apps, schema_editor: drop_tables(schema_editor, SHAPES),
        )
    ]

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from sources.searched import accounts, agents, sources, threads
from sources.searching.editions import create_table, drop_table, keep_edition, make_tables_anew

RECORDS = {"Agent": agents, "Account": accounts, "Source": sources, "Thread": threads}


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    create_table(schema_editor)
    make_tables_anew(schema_editor, agents.shape, accounts.shape, threads.shape)
    for name, index in RECORDS.items():
        if not apps.get_model("sources", name).objects.exists():
            keep_edition(index.shape)


class Migration(migrations.Migration):
    dependencies = [("sources", "0005_made_public")]

    operations = [
        migrations.RunPython(make, lambda apps, schema_editor: drop_table(schema_editor)),
    ]

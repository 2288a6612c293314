from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from annotations.searched import annotations, subjects, tags
from sources.searching.editions import keep_edition

RECORDS = {"Annotation": annotations, "Subject": subjects, "Tag": tags}


def keep(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name, index in RECORDS.items():
        if not apps.get_model("annotations", name).objects.exists():
            keep_edition(index.shape)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0008_made_public"), ("sources", "0006_sounds_of_names")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]

"""Let a kept text go with its Source into another that it is merged into, and back: nowhere else."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from archive.following import hold_texts, let_texts_follow


def forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    let_texts_follow(schema_editor)


def backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    hold_texts(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("archive", "0011_freeze_list_versions"), ("sources", "0008_merges")]

    operations = [migrations.RunPython(forwards, backwards)]

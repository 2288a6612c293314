from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from archive.searched import passages, posts
from sources.searching.editions import keep_edition, make_tables_anew


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    make_tables_anew(schema_editor, posts.shape)
    if not apps.get_model("sources", "Post").objects.exists():
        keep_edition(posts.shape)
    if not apps.get_model("archive", "Passage").objects.exists():
        keep_edition(passages.shape)


class Migration(migrations.Migration):
    dependencies = [("archive", "0007_saved_searches"), ("sources", "0006_sounds_of_names")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]

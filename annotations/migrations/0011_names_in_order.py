import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
        ("annotations", "0010_one_index_each"),
        ("sources", "0006_sounds_of_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="subject",
            name="subject_by_kind_and_name",
        ),
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(
                models.F("kind"),
                django.db.models.functions.text.Lower("name"),
                models.F("id"),
                name="subject_by_kind_name_in_order",
            ),
        ),
    ]

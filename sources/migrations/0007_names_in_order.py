import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
        ("sources", "0006_sounds_of_names"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="agent",
            name="agent_by_name",
        ),
        migrations.AddIndex(
            model_name="agent",
            index=models.Index(
                django.db.models.functions.text.Lower("name"), models.F("id"), name="agent_by_name_in_order"
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="batch",
            name="batch_kind_known",
        ),
        migrations.AlterField(
            model_name="batch",
            name="kind",
            field=models.CharField(
                choices=[
                    ("ingest", "Ingest"),
                    ("form", "Form"),
                    ("demo", "Bundled dossier"),
                    ("import", "Import of references"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["ingest", "form", "demo", "import"])),
                name="batch_kind_known",
            ),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0004_known_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="Creator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not said"),
                            ("Person", "person"),
                            ("Organization", "organisation"),
                            ("Software", "software"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=500)),
                ("iri", models.CharField(blank=True, max_length=2000)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="creators",
                        to="annotations.annotation",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["", "Person", "Organization", "Software"])),
                        name="creator_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("iri", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="creator_is_told",
                    ),
                    models.UniqueConstraint(fields=("annotation", "position"), name="creator_once_in_place"),
                ],
            },
        ),
    ]

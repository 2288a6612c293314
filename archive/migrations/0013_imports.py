import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_imports"),
        ("archive", "0012_texts_follow_merges"),
        ("sources", "0011_uploaded_styles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=accounts.identifiers.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("format", models.CharField(max_length=20)),
                ("encoding", models.CharField(blank=True, max_length=40)),
                ("problems", models.JSONField(default=list)),
                ("columns", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "batch",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imported",
                        to="accounts.batch",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("raw", models.TextField(blank=True)),
                ("item", models.JSONField(null=True)),
                ("key", models.CharField(blank=True, db_index=True, max_length=64)),
                ("problems", models.JSONField(default=list)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("known", "here already"),
                            ("doubtful", "doubtful"),
                            ("unreadable", "cannot be read"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("is_certain", models.BooleanField(default=False)),
                (
                    "choice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("take", "Make a new source"),
                            ("fill", "Fill empty fields"),
                            ("skip", "Leave out"),
                            ("", "Nothing: it cannot be read"),
                        ],
                        max_length=4,
                    ),
                ),
                ("facts", models.JSONField(null=True)),
                ("filled", models.JSONField(default=list)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="archive.import"
                    ),
                ),
                (
                    "match",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="sources.source",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="imported_rows",
                        to="sources.source",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "number"), name="importedrow_once_in_file"),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["new", "known", "doubtful", "unreadable"])),
                        name="importedrow_verdict_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("choice__in", ["take", "fill", "skip", ""])),
                        name="importedrow_choice_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("choice", ""), _negated=True),
                            ("verdict", "unreadable"),
                            _connector="OR",
                        ),
                        name="importedrow_readable_has_choice",
                    ),
                ],
            },
        ),
    ]

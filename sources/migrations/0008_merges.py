"""Keep what was merged, which pairs may be one, and which were found not to be."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import accounts.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0007_names_in_order"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LikelyPair",
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
                        choices=[
                            ("source", "Sources"),
                            ("post", "Posts"),
                            ("agent", "People and organisations"),
                            ("account", "Accounts"),
                        ],
                        max_length=8,
                    ),
                ),
                ("left_id", models.CharField(max_length=16)),
                ("right_id", models.CharField(max_length=16)),
                ("score", models.PositiveSmallIntegerField()),
                ("reasons", models.JSONField(default=list)),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["-score", "-pk"],
                "indexes": [models.Index(fields=["kind", "-score", "-id"], name="likelypair_by_score")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["source", "post", "agent", "account"])),
                        name="likelypair_kind_known",
                    ),
                    models.UniqueConstraint(fields=("left_id", "right_id"), name="likelypair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("left_id__lt", models.F("right_id"))), name="likelypair_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 1), ("score__lte", 100)),
                        name="likelypair_score_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DistinctPair",
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
                        choices=[
                            ("source", "Sources"),
                            ("post", "Posts"),
                            ("agent", "People and organisations"),
                            ("account", "Accounts"),
                        ],
                        max_length=8,
                    ),
                ),
                ("left_id", models.CharField(max_length=16)),
                ("right_id", models.CharField(max_length=16)),
                ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["source", "post", "agent", "account"])),
                        name="distinctpair_kind_known",
                    ),
                    models.UniqueConstraint(fields=("left_id", "right_id"), name="distinctpair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("left_id__lt", models.F("right_id"))),
                        name="distinctpair_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Merge",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("source", "Sources"),
                            ("post", "Posts"),
                            ("agent", "People and organisations"),
                            ("account", "Accounts"),
                        ],
                        max_length=8,
                    ),
                ),
                ("merged_key", models.PositiveBigIntegerField()),
                ("merged_id", models.CharField(db_index=True, max_length=16)),
                ("merged_state", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=1000)),
                ("url_key", models.CharField(blank=True, db_index=True, max_length=2000)),
                ("platform", models.CharField(blank=True, max_length=16)),
                ("handle_key", models.CharField(blank=True, db_index=True, max_length=200)),
                ("rows", models.JSONField(default=list)),
                ("moved", models.JSONField(default=dict)),
                ("values", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "kept_account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merges",
                        to="sources.account",
                    ),
                ),
                (
                    "kept_agent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merges",
                        to="sources.agent",
                    ),
                ),
                (
                    "kept_source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merges",
                        to="sources.source",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["source", "post", "agent", "account"])),
                        name="merge_kind_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("merged_id",),
                        name="merge_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kept_account__isnull", True),
                                ("kept_agent__isnull", True),
                                ("kind__in", ["source", "post"]),
                            ),
                            models.Q(
                                ("kept_account__isnull", True),
                                ("kept_source__isnull", True),
                                ("kind", "agent"),
                            ),
                            models.Q(
                                ("kept_agent__isnull", True),
                                ("kept_source__isnull", True),
                                ("kind", "account"),
                            ),
                            _connector="OR",
                        ),
                        name="merge_into_its_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at__isnull", False),
                            ("kept_source__isnull", False),
                            ("kept_agent__isnull", False),
                            ("kept_account__isnull", False),
                            _connector="OR",
                        ),
                        name="merge_standing_has_kept",
                    ),
                ],
            },
        ),
    ]

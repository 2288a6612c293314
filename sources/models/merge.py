"""Records that are one: likely pairs, pairs that people have looked at and keep apart, and what was merged."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import new_public_id
from sources.models.agent import Account, Agent
from sources.models.record import known_choice
from sources.models.source import Source

SURE = 100  # the score of two that certainly are one


class PairKind(models.TextChoices):
    SOURCE = "source", _("Sources")
    POST = "post", _("Posts")
    AGENT = "agent", _("People and organisations")
    ACCOUNT = "account", _("Accounts")


class Pair(models.Model):
    """Two records of one kind by their public ids, the lesser first, so that each pair is there once.

    Named as the log names records, not by keys: what people decided outlives what it speaks of.
    """

    kind = models.CharField(max_length=8, choices=PairKind)
    left_id = models.CharField(max_length=16)
    right_id = models.CharField(max_length=16)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.left_id} · {self.right_id}"


def in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(left_id__lt=models.F("right_id")), name=name)


class LikelyPair(Pair):
    """Two that may be one. Derived: `manage.py find_duplicates` makes all of them anew (`sources.merging.finding`).

    `score` from 1 to 100; `reasons` are names of `sources.merging.likeness.Reason`, the strongest first.
    """

    score = models.PositiveSmallIntegerField()
    reasons: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-score", "-pk"]
        indexes: ClassVar = [models.Index(fields=["kind", "-score", "-id"], name="likelypair_by_score")]
        constraints: ClassVar = [
            known_choice("kind", PairKind, "likelypair_kind_known"),
            models.UniqueConstraint(fields=["left_id", "right_id"], name="likelypair_once"),
            in_order("likelypair_in_order"),
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=SURE), name="likelypair_score_in_range"
            ),
        ]


class DistinctPair(Pair):
    """Two that somebody has looked at: they are not the same, and are not offered again."""

    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            known_choice("kind", PairKind, "distinctpair_kind_known"),
            models.UniqueConstraint(fields=["left_id", "right_id"], name="distinctpair_once"),
            in_order("distinctpair_in_order"),
        ]


class MergeQuerySet(models.QuerySet["Merge"]):
    def standing(self) -> "MergeQuerySet":
        """Those that were not undone: what they merged is part of what was kept."""
        return self.filter(undone_at__isnull=True)


class Merge(models.Model):
    """One record that went into another of its kind, and all that is needed to part them again.

    The merged record's own rows are gone from their tables and stand whole in `rows`; `moved` says which rows of others
    lead to the kept one since; `values` says what the merge wrote in the kept one, as field → [before, after].
    `sources.merging.merging` writes all of it. `kept_*`: one of them, the record as it is now called: where it is merged
    into a third, its merges follow it. A record with a standing merge cannot go; one whose merges were undone can.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=8, choices=PairKind)
    kept_source = models.ForeignKey(
        Source, on_delete=models.SET_NULL, null=True, blank=True, related_name="merges"
    )
    kept_agent = models.ForeignKey(
        Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="merges"
    )
    kept_account = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="merges"
    )
    # What was merged: its row number, its public id (its address leads to the kept one), its state, and its words.
    merged_key = models.PositiveBigIntegerField()
    merged_id = models.CharField(max_length=16, db_index=True)
    merged_state = models.CharField(max_length=8)
    name = models.CharField(max_length=1000)
    # What else it was known by: later texts that name it so mean the kept one. "" where it has none.
    url_key = models.CharField(max_length=2000, blank=True, db_index=True)
    platform = models.CharField(max_length=16, blank=True)
    handle_key = models.CharField(max_length=200, blank=True, db_index=True)
    rows: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    moved: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    values: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            known_choice("kind", PairKind, "merge_kind_known"),
            models.UniqueConstraint(
                fields=["merged_id"], condition=Q(undone_at__isnull=True), name="merge_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["source", "post"], kept_agent__isnull=True, kept_account__isnull=True)
                | Q(kind="agent", kept_source__isnull=True, kept_account__isnull=True)
                | Q(kind="account", kept_source__isnull=True, kept_agent__isnull=True),
                name="merge_into_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=False)
                | Q(kept_source__isnull=False)
                | Q(kept_agent__isnull=False)
                | Q(kept_account__isnull=False),
                name="merge_standing_has_kept",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.kept}"

    def get_absolute_url(self) -> str:
        return reverse("archive:merge_detail", args=[self.public_id])

    @property
    def kept(self) -> Source | Agent | Account | None:
        """The record that stays; None where the merge was undone and the record is gone since."""
        return self.kept_source or self.kept_agent or self.kept_account

"""What annotations are about, across Documents."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.visibility import State
from sources.models import Agent
from sources.models.record import UNKNOWN_LANGUAGE, Record, RecordQuerySet, known_choice


class SubjectKind(models.TextChoices):
    CLAIM = "claim", _("Claim")
    LEAK = "leak", _("Leak")
    VENDOR = "vendor", _("Vendor")
    TECHNOLOGY = "technology", _("Technology")
    AGENCY = "agency", _("Agency")
    PLACE = "place", _("Place")


# The plural that stands in addresses: /claims/…, /agencies/…
PLURALS = {
    SubjectKind.CLAIM: "claims",
    SubjectKind.LEAK: "leaks",
    SubjectKind.VENDOR: "vendors",
    SubjectKind.TECHNOLOGY: "technologies",
    SubjectKind.AGENCY: "agencies",
    SubjectKind.PLACE: "places",
}


class SubjectQuerySet(RecordQuerySet["Subject"]):
    def current(self) -> "SubjectQuerySet":
        """Those merged into another are only addresses that redirect."""
        return self.filter(merged_into__isnull=True)


class Subject(Record):
    """`name` is the statement of a claim, the title of a leak, the name of anything else; `slug` never changes."""

    kind = models.CharField(_("kind"), max_length=12, choices=SubjectKind)
    slug = models.CharField(max_length=120, editable=False)
    name = models.CharField(_("name"), max_length=500)
    description = models.TextField(_("description"), blank=True)
    agent = models.ForeignKey(
        Agent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subjects",
        verbose_name=_("is this agent"),
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [models.Index("kind", Lower("name"), "id", name="subject_by_kind_name_in_order")]
        constraints: ClassVar = [
            known_choice("kind", SubjectKind, "subject_kind_known"),
            known_choice("state", State, "subject_state_known"),
            models.UniqueConstraint(fields=["kind", "slug"], name="subject_slug_once_in_kind"),
            models.CheckConstraint(condition=~models.Q(name=""), name="subject_has_name"),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="subject_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("annotations:subject_detail", args=[PLURALS[SubjectKind(self.kind)], self.slug])


class SubjectName(models.Model):
    """A name or alias in some script; what suggestions look for. `key` as in `sources.names.name_key`."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=300)
    key = models.CharField(max_length=300, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=35, default=UNKNOWN_LANGUAGE)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "key"], name="subjectname_once"),
            models.CheckConstraint(condition=~models.Q(key=""), name="subjectname_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class SubjectRelationKind(models.TextChoices):
    """Read from left to right: vendor sells technology, leak exposes place …"""

    SELLS = "sells", _("sells")
    USES = "uses", _("uses")
    EXPOSES = "exposes", _("exposes")
    ABOUT = "about", _("is about")
    PART_OF = "part_of", _("is part of")
    LOCATED_IN = "located_in", _("is in")


class SubjectRelation(models.Model):
    left = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="relations_out")
    right = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="relations_in")
    relation = models.CharField(max_length=12, choices=SubjectRelationKind)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["relation", "pk"]
        constraints: ClassVar = [
            known_choice("relation", SubjectRelationKind, "subjectrelation_known"),
            models.UniqueConstraint(fields=["left", "right", "relation"], name="subjectrelation_once"),
            models.CheckConstraint(
                condition=~models.Q(left=models.F("right")), name="subjectrelation_not_self"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left} {self.get_relation_display()} {self.right}"


class SubjectMerge(models.Model):
    """What one merge moved, so that it can be taken back whole: ids of evidence, names and relations by their table."""

    kept = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=500, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(kept=models.F("merged")), name="subjectmerge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"

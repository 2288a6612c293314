"""People, the batches of work they do, and the log of what they changed."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import new_public_id
from accounts.roles import may


class User(AbstractUser):
    """A person with an account here. What they may do follows from their groups (`accounts.roles`)."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class BatchKind(models.TextChoices):
    INGEST = "ingest", _("Ingest")
    FORM = "form", _("Form")
    DEMO = "demo", _("Bundled dossier")
    IMPORT = "import", _("Import of references")


class BatchQuerySet(models.QuerySet["Batch"]):
    def visible_to(self, user: "User | AnonymousUser") -> "BatchQuerySet":
        """Batches are working records: nothing of them is public."""
        return self if may(user, "see_drafts") else self.none()


class Batch(models.Model):
    """One unit of work that made records: an ingest of one or many files, or one form. It can be undone."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=16, choices=BatchKind)
    label = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    # NULL: the operator, from the command line.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="batches"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(undone_by__isnull=True) | models.Q(undone_at__isnull=False),
                name="batch_undone_by_has_when",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=BatchKind.values), name="batch_kind_known"),
        ]

    def __str__(self) -> str:
        return self.label or self.public_id


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def about(self, kind: str, public_id: str) -> "AuditEntryQuerySet":
        """The history of one record, newest first."""
        return self.filter(record_kind=kind, record_id=public_id)


class AuditEntry(models.Model):
    """Who did what to which record, and when. Written in the transaction of the change; never edited.

    The record is named by kind and public id, not by a key: the log outlives what it speaks of.
    `changes` maps a field to `[before, after]`, both as shown to people.
    """

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=40)
    record_kind = models.CharField(max_length=40)
    record_id = models.CharField(max_length=40)
    changes: "models.JSONField[Any, Any]" = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="entries")

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["record_kind", "record_id", "-at"], name="auditentry_by_record"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~models.Q(record_id=""), name="auditentry_names_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.record_kind} {self.record_id}"

"""A claim: what was said to be so, by whom, about when and where, and how it stands."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.subject import Subject
from sources.models import Agent
from sources.models.record import known_choice


class ClaimStatus(models.TextChoices):
    UNREVIEWED = "unreviewed", _("Unreviewed")
    SUPPORTED = "supported", _("Supported")
    DISPUTED = "disputed", _("Disputed")
    REFUTED = "refuted", _("Refuted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Claim(models.Model):
    """The part of a Subject of kind claim. `holds_when` is EDTF; the statement is `subject.name`, in our words."""

    subject = models.OneToOneField(Subject, on_delete=models.CASCADE, primary_key=True, related_name="claim")
    claimed_by = models.ForeignKey(
        Agent,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("claimed by"),
    )
    holds_when = models.CharField(_("holds when"), max_length=60, blank=True)
    holds_where = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("holds where"),
    )
    status = models.CharField(_("status"), max_length=12, choices=ClaimStatus, default=ClaimStatus.UNREVIEWED)

    class Meta:
        constraints: ClassVar = [known_choice("status", ClaimStatus, "claim_status_known")]

    def __str__(self) -> str:
        return self.subject.name


class StatusChange(models.Model):
    """One dated change of a claim's status with its reason: shown in public, never edited."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="status_changes")
    before = models.CharField(max_length=12, choices=ClaimStatus)
    after = models.CharField(max_length=12, choices=ClaimStatus)
    reason = models.CharField(_("reason"), max_length=1000)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            known_choice("before", ClaimStatus, "statuschange_before_known"),
            known_choice("after", ClaimStatus, "statuschange_after_known"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="statuschange_has_reason"),
            models.CheckConstraint(
                condition=~models.Q(before=models.F("after")), name="statuschange_changes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

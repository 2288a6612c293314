"""Where an annotation may stand in a newer Document of the same Source: a proposal until a person decides."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models.annotation import Target
from archive.models import Document
from sources.models.record import known_choice


class MoveState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    NOT_FOUND = "not_found", _("Not found: it stays where it is")


class Move(models.Model):
    """`score` from 0 to 1, 1 for the same words in the same surroundings. Accepted, it adds a target; the old one stays."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="moves")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="moves")
    state = models.CharField(max_length=10, choices=MoveState)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    score = models.FloatField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["document", "start", "pk"]
        constraints: ClassVar = [
            known_choice("state", MoveState, "move_state_known"),
            models.UniqueConstraint(fields=["target", "document"], name="move_once"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="move_score_in_range"),
            models.CheckConstraint(
                condition=Q(state="not_found", start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gt=models.F("start")),
                name="move_has_place_unless_not_found",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "not_found"], decided_at__isnull=True)
                | Q(state__in=["accepted", "refused"], decided_at__isnull=False),
                name="move_decided_has_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id} → {self.document_id}"

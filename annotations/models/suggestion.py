"""Suggestions that a person turned down. Suggestions themselves are computed, never stored."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from annotations.models.subject import Subject
from archive.models import Document


class Dismissal(models.Model):
    """These words of this Document are not that Subject: not offered again, to anybody."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="dismissals")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="dismissals")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "subject", "start", "end"], name="dismissal_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="dismissal_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} at {self.start}–{self.end}"

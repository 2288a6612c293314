"""Citation styles that the editors of a site have added to those that come along."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UploadedStyleQuerySet(models.QuerySet["UploadedStyle"]):
    def in_use(self) -> Self:
        """Those that can be chosen: what was withdrawn stays on record, and is offered to nobody."""
        return self.filter(withdrawn_at__isnull=True)


class UploadedStyle(models.Model):
    """A CSL file as it was uploaded. `name` is its id in addresses and choices; one of a name is in use at a time.

    `csl`: an independent style. Where a dependent one was uploaded it is its parent's file, under the title of the former.
    """

    name = models.SlugField(max_length=100)
    title = models.CharField(_("title"), max_length=300)
    csl = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = UploadedStyleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"], condition=Q(withdrawn_at__isnull=True), name="uploadedstyle_name_in_use_once"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(title=""), name="uploadedstyle_has_name"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="uploadedstyle_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

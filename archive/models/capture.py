"""The bytes as they were received."""

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import new_public_id
from accounts.models import Batch, User
from accounts.roles import may
from accounts.visibility import visible_states
from sources.models.record import known_choice


class CaptureMethod(models.TextChoices):
    FILE = "file", _("file on the server")
    UPLOAD = "upload", _("upload")
    PASTE = "paste", _("pasted by hand")


class CaptureQuerySet(models.QuerySet["Capture"]):
    def visible_to(self, user: User | AnonymousUser) -> "CaptureQuerySet":
        """A file is seen by whoever may see the text read from all of it, and by those who work here.

        The posts that it quotes are texts of the same file: being public, they do not make public what surrounds them.
        """
        if may(user, "see_drafts"):
            return self
        states = visible_states(user)
        return self.filter(
            documents__kept_as="whole", documents__state__in=states, documents__source__state__in=states
        )


class Capture(models.Model):
    """One file as received. The bytes lie in the blob store under `sha256` (`archive.blobs`)."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    encoding = models.CharField(max_length=40)
    # How the encoding is known: "byte order mark", "declared", "valid UTF-8", "detected (0.98)".
    encoding_origin = models.CharField(max_length=100)
    filename = models.CharField(max_length=255, blank=True)
    method = models.CharField(max_length=8, choices=CaptureMethod)
    received_at = models.DateTimeField(default=timezone.now)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CaptureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-received_at", "-pk"]
        constraints: ClassVar = [
            # By length: a regular expression would need a function that SQLite's own tools do not have.
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="capture_sha256_whole"),
            models.CheckConstraint(condition=models.Q(size__gte=1), name="capture_not_empty"),
            known_choice("method", CaptureMethod, "capture_method_known"),
        ]

    def __str__(self) -> str:
        return f"{self.filename or self.media_type} ({self.sha256[:12]})"

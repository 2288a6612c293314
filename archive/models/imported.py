"""Files of references, as other programs export them: on their way in, and afterwards what came of each row."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import new_public_id
from accounts.models import Batch, User
from accounts.roles import may
from sources.models import Source
from sources.models.record import known_choice


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User | AnonymousUser) -> "ImportQuerySet":
        """Whoever may keep articles sees every file: work can be taken over."""
        return self if may(user, "ingest") else self.none()

    def waiting(self) -> "ImportQuerySet":
        return self.filter(batch__isnull=True)


class Import(models.Model):
    """One file as it was given, which lies in the blob store, and how it was read. Its records come with `batch`.

    `columns` are (heading, variable of CSL) of a table, "" for what is not taken; [] for the other formats. `version`
    rises with each change, so that two tabs never overwrite each other.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    name = models.CharField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64)
    format = models.CharField(max_length=20)
    encoding = models.CharField(max_length=40, blank=True)
    problems: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    columns: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    # NULL: the operator, from the command line.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="imports"
    )
    batch = models.OneToOneField(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="imported"
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name or str(_("pasted references"))

    def get_absolute_url(self) -> str:
        return reverse("archive:import_rows", args=[self.public_id])


class Verdict(models.TextChoices):
    """What a row is, as far as can be told without a person."""

    NEW = "new", _("new")
    KNOWN = "known", _("here already")
    DOUBTFUL = "doubtful", _("doubtful")
    UNREADABLE = "unreadable", _("cannot be read")


class Choice(models.TextChoices):
    TAKE = "take", _("Make a new source")
    FILL = "fill", _("Fill empty fields")
    SKIP = "skip", _("Leave out")
    NONE = "", _("Nothing: it cannot be read")


class ImportedRow(models.Model):
    """One row of a file: its text as it stood there, what was read in it, what is to be done with it, what came of it.

    `reason` says why the verdict is what it is, and `match` is the record that it speaks of. Once taken, `source` is
    the record made or filled; `facts`, as in a Statement, is what the row says of it, and `filled` the columns that
    were empty before.
    """

    file = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    raw = models.TextField(blank=True)
    item: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    # What the same item has in any file (`archive.importing.reading.row_key`); "" for what cannot be read.
    key = models.CharField(max_length=64, blank=True, db_index=True)
    problems: "models.JSONField[Any, Any]" = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=500, blank=True)
    match = models.ForeignKey(Source, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # There can be no second record of that id: nothing new can be made of it.
    is_certain = models.BooleanField(default=False)
    choice = models.CharField(max_length=4, choices=Choice, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.SET_NULL, null=True, blank=True, related_name="imported_rows"
    )
    facts: "models.JSONField[Any, Any]" = models.JSONField(null=True)
    filled: "models.JSONField[Any, Any]" = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="importedrow_once_in_file"),
            known_choice("verdict", Verdict, "importedrow_verdict_known"),
            known_choice("choice", Choice, "importedrow_choice_known"),
            models.CheckConstraint(
                condition=~models.Q(choice="") | models.Q(verdict=Verdict.UNREADABLE.value),
                name="importedrow_readable_has_choice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file}, {self.number}"

    @property
    def choices(self) -> list[Choice]:
        """What a person may choose for it."""
        if self.verdict == Verdict.UNREADABLE:
            return []
        makes = [] if self.is_certain else [Choice.TAKE]
        fills = [Choice.FILL] if self.match_id else []
        return [*makes, *fills, Choice.SKIP]

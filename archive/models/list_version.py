"""A citation list as it stood when somebody froze it: what a permanent address shows for good."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from archive.models.citation_list import LONGEST_HEADING, LONGEST_TITLE, CitationList, seen_by
from archive.models.document import Document, with_words
from sources.models import Source


class ListVersion(models.Model):
    """Immutable by a trigger. `number` counts from 1; `sha256` is over the entries, in order (`archive.citation_lists.hashes`)."""

    citation_list = models.ForeignKey(CitationList, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST_TITLE)
    intro = models.TextField(blank=True)
    style = models.CharField(max_length=100)
    locale = models.CharField(max_length=35)
    order = models.CharField(max_length=16)
    remark = models.CharField(_("what it is for"), max_length=300, blank=True)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["citation_list", "number"], name="listversion_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="listversion_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("archive:list_version", args=[self.citation_list.public_id, self.number])


class FrozenEntryQuerySet(models.QuerySet["FrozenEntry"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """What was withdrawn since is not shown by a version either."""
        return self.filter(seen_by(user))

    def with_words(self) -> Self:
        """Adds `words`, as the text has them; see `ListEntryQuerySet.with_words`."""
        return with_words(self).defer("document__text")


class FrozenEntry(models.Model):
    """Immutable by a trigger. `item` is CSL-JSON; the forms are safe HTML as `sources.citing.formatted` gave them.

    The words of a passage are not copied: they are cut from the Document, which never changes, for each reader anew.
    `words_sha256` is theirs.
    """

    version = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    heading = models.CharField(max_length=LONGEST_HEADING, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    locator = models.CharField(max_length=40, blank=True)
    words_sha256 = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    item: "models.JSONField[Any, Any]" = models.JSONField()
    bibliography = models.TextField(blank=True)
    full_note = models.TextField(blank=True)
    in_text = models.TextField(blank=True)
    warning = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)

    objects = FrozenEntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="frozenentry_place_once"),
            models.CheckConstraint(
                condition=Q(document__isnull=True, start__isnull=True, end__isnull=True)
                | Q(document__isnull=False, start__isnull=False, end__isnull=False, end__gt=F("start")),
                name="frozenentry_whole_or_passage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.position}"

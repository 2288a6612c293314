"""The exact text of a Source as kept at one moment, and its numbered passages."""

from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import new_public_id, page_of
from accounts.models import Batch, User
from accounts.visibility import State, sees_every_state, visible_states
from archive.models.capture import Capture
from sources.models import Source
from sources.models.record import UNKNOWN_LANGUAGE, known_choice
from sources.searching.querysets import Searchable


class KeptAs(models.TextChoices):
    WHOLE = "whole", _("read from its own capture")
    QUOTATION = "quotation", _("as quoted in another document")


class TextStatus(models.TextChoices):
    VERBATIM = "verbatim", _("verbatim")
    TRANSLATED = "translated", _("translated")
    PARAPHRASE = "paraphrase", _("paraphrase")


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User | AnonymousUser) -> "DocumentQuerySet":
        """A text is seen by whoever may see both it and the Source that it is a text of."""
        if sees_every_state(user):
            return self.all()
        states = visible_states(user)
        return self.filter(state__in=states, source__state__in=states)

    def knowing_versions(self) -> "DocumentQuerySet":
        """Says of each whether other texts of its Source are kept, so that nobody asks for them in vain."""
        others = Document.objects.filter(source=models.OuterRef("source")).exclude(pk=models.OuterRef("pk"))
        return self.annotate(has_versions=models.Exists(others))

    def whole(self) -> "DocumentQuerySet":
        """Texts read from a capture of their own, without those known only as quoted elsewhere."""
        return self.filter(kept_as=KeptAs.WHOLE)

    def closest_to_the_original(self) -> "DocumentQuerySet":
        """Verbatim before translated before paraphrase (which is also the alphabet backwards), then as kept."""
        return self.order_by("-text_status", "pk")


class Document(models.Model):
    """Immutable: a trigger refuses any change of text, hash, capture or date kept (`archive.immutability`).

    `text` is NFC, blocks joined by "\\n"; every offset into it counts Unicode code points, half-open.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="documents")
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="documents")
    text_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=35, default=UNKNOWN_LANGUAGE)
    kept_as = models.CharField(max_length=12, choices=KeptAs)
    text_status = models.CharField(max_length=12, choices=TextStatus, default=TextStatus.VERBATIM)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    kept_at = models.DateTimeField(default=timezone.now)
    # When it was last made public; NULL where that was when it was kept, or never (`sources.appearing`).
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # The last column: SQLite walks over all of a long value to what stands behind it.
    text = models.TextField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-kept_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["kept_as", "-kept_at", "-id"], name="document_by_date_kept"),
            # Each hit of a search asks whether it is in a text that may be seen: answered without reading the row.
            models.Index(fields=["state", "id", "source"], name="document_by_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "text_sha256", "capture"], name="document_once"),
            models.UniqueConstraint(
                fields=["capture"], condition=models.Q(kept_as="whole"), name="document_one_whole_for_capture"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="document_has_text"),
            known_choice("kept_as", KeptAs, "document_kept_as_known"),
            known_choice("text_status", TextStatus, "document_text_status_known"),
            known_choice("state", State, "document_state_known"),
        ]

    def __str__(self) -> str:
        return str(self.source)

    def get_absolute_url(self) -> str:
        return page_of("archive:document_detail", self.public_id)


class PassageKind(models.TextChoices):
    PARAGRAPH = "paragraph", _("paragraph")
    HEADING = "heading", _("heading")
    QUOTATION = "quotation", _("quotation")
    POST = "post", _("quoted post")
    ATTRIBUTION = "attribution", _("attribution")
    LIST_ITEM = "list_item", _("list item")
    CAPTION = "caption", _("caption")
    TABLE_ROW = "table_row", _("table row")
    PREFORMATTED = "preformatted", _("preformatted text")
    FOOTNOTE = "footnote", _("footnote")


class PassageQuerySet(Searchable["Passage"]):
    def visible_to(self, user: User | AnonymousUser) -> "PassageQuerySet":
        """A passage is seen with its text."""
        if sees_every_state(user):
            return self.all()
        states = visible_states(user)
        return self.filter(document__state__in=states, document__source__state__in=states)


class Passage(models.Model):
    """One block of a Document with its number: the ¶ of a pinpoint citation. Immutable like its Document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=PassageKind)
    # Depth of a heading (1-6), else 0.
    level = models.PositiveSmallIntegerField(default=0)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    # Equal for passages whose words are the same but for case, width and spacing (`sources.names.text_key`).
    text_key = models.CharField(max_length=32, db_index=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["document", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "number"], name="passage_number_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="passage_not_empty"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="passage_numbered_from_one"),
            models.CheckConstraint(condition=models.Q(level__lte=6), name="passage_level_known"),
            known_choice("kind", PassageKind, "passage_kind_known"),
        ]

    def __str__(self) -> str:
        return f"¶ {self.number}"

    @property
    def anchor(self) -> str:
        return f"p{self.number}"


R = TypeVar("R", bound="models.QuerySet[Any]")


def with_words(rows: R) -> R:
    """Adds to rows that name a range of a Document its `words`, and the ¶ that it begins and ends in.

    `first_passage` and `last_passage`, like `words`, are NULL where a row names no Document. No more of the text is read.
    """
    passages = Passage.objects.filter(document=models.OuterRef("document"))
    first = passages.filter(end__gt=models.OuterRef("start")).order_by("number")
    last = passages.filter(start__lt=models.OuterRef("end")).order_by("-number")
    return rows.annotate(
        words=Substr("document__text", models.F("start") + 1, models.F("end") - models.F("start")),
        first_passage=models.Subquery(first.values("number")[:1]),
        last_passage=models.Subquery(last.values("number")[:1]),
    )

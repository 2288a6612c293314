"""Where in a Document a Link is made, and whether the words quoted are the words kept."""

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.visibility import visible_states
from archive.models.document import Document, Passage
from sources.models import Link
from sources.models.record import known_choice


class QuoteCheck(models.TextChoices):
    """How the quoted words stand to the kept text of their source."""

    VERBATIM = "verbatim", _("verbatim")
    ELIDED = "elided", _("elided")
    ALTERED = "altered", _("altered")
    TRANSLATED = "translated", _("translated")
    NOT_CHECKED = "not_checked", _("not checked")


class ReferenceKind(models.TextChoices):
    POST = "post", _("quoted post")
    QUOTATION = "quotation", _("quotation")
    LINK = "link", _("link")
    FOOTNOTE = "footnote", _("footnote")


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def visible_to(self, user: User | AnonymousUser) -> "ReferenceQuerySet":
        """Seen by whoever may see the document it stands in and the source it points to."""
        states = visible_states(user)
        return self.filter(
            document__state__in=states, document__source__state__in=states, link__target__state__in=states
        )

    def with_words(self) -> "ReferenceQuerySet":
        """Adds `words`, the range's own text, and `passage_number`, its ¶; the rest of the text stays behind."""
        passage = Passage.objects.filter(
            document=models.OuterRef("document"),
            start__lte=models.OuterRef("start"),
            end__gt=models.OuterRef("start"),
        )
        return self.annotate(
            words=Substr("document__text", models.F("start") + 1, models.F("end") - models.F("start")),
            passage_number=models.Subquery(passage.values("number")[:1]),
        )


def whole_range(name: str) -> models.Q:
    """Both ends are there, in order. Saying so is needed: a comparison with NULL would let half a range pass."""
    ends = {f"{name}_start__isnull": False, f"{name}_end__isnull": False}
    return models.Q(**ends, **{f"{name}_end__gt": models.F(f"{name}_start")})


class Reference(models.Model):
    """A code-point range of a Document where it quotes, cites or links to another Source.

    For a quoted post, `target_document` is the post's own text and `target_start:target_end` the words in it.
    `mark` is the range of a `[Source]` or a footnote mark, `note` the range of a footnote's own block.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="references")
    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="references")
    kind = models.CharField(max_length=12, choices=ReferenceKind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    mark_start = models.PositiveIntegerField(null=True, blank=True)
    mark_end = models.PositiveIntegerField(null=True, blank=True)
    note_start = models.PositiveIntegerField(null=True, blank=True)
    note_end = models.PositiveIntegerField(null=True, blank=True)
    check_result = models.CharField(max_length=12, choices=QuoteCheck, default=QuoteCheck.NOT_CHECKED)
    target_document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="quoted_by"
    )
    target_start = models.PositiveIntegerField(null=True, blank=True)
    target_end = models.PositiveIntegerField(null=True, blank=True)
    # Equal for quotations of the same words (`sources.names.text_key`).
    text_key = models.CharField(max_length=32, blank=True, db_index=True)
    # How sure the reading was, 0 to 1, and why, in words; 1 and "" where a person decided.
    confidence = models.FloatField(default=1.0)
    reason = models.CharField(max_length=300, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["document", "start", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="reference_not_empty"),
            known_choice("kind", ReferenceKind, "reference_kind_known"),
            known_choice("check_result", QuoteCheck, "reference_check_known"),
            models.CheckConstraint(
                condition=models.Q(mark_start__isnull=True, mark_end__isnull=True) | whole_range("mark"),
                name="reference_mark_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(note_start__isnull=True, note_end__isnull=True) | whole_range("note"),
                name="reference_note_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    target_document__isnull=True, target_start__isnull=True, target_end__isnull=True
                )
                | (models.Q(target_document__isnull=False) & whole_range("target")),
                name="reference_target_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(check_result="verbatim") | models.Q(target_document__isnull=False),
                name="reference_verbatim_has_target",
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="reference_confidence_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.start}–{self.end}"

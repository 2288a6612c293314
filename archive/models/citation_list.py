"""Citation lists: what somebody means to cite, in order, under headings, with notes; and their frozen versions."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import new_public_id
from accounts.models import User
from accounts.roles import may
from accounts.visibility import sees_every_state, visible_states
from archive.models.document import Document, with_words
from sources.models import Source
from sources.models.record import RowCount, known_choice

LONGEST_TITLE, LONGEST_HEADING, LONGEST_NOTE = 200, 300, 10_000


class ListOrder(models.TextChoices):
    """How the entries of each section stand."""

    HAND = "hand", _("by hand")
    AUTHOR = "author", _("by author")
    DATE = "date", _("by date, oldest first")
    FIRST_CITATION = "first_citation", _("by where the texts of the list first cite them")


class ListAccess(models.TextChoices):
    """Who finds the list and works on it. Reading by the link that is shared is apart from that."""

    PRIVATE = "private", _("only me")
    TEAM = "team", _("everybody who makes lists here")


class CitationListQuerySet(models.QuerySet["CitationList"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Their own, and those that everybody who makes lists works on; without those known only by their link."""
        if not user.is_authenticated:
            return self.none()
        own = Q(owner=user.pk)
        return self.filter(own | Q(access=ListAccess.TEAM) if may(user, "make_lists") else own)

    def readable_by(self, user: User | AnonymousUser, key: str = "") -> Self:
        """As `visible_to`, and that one whose link has this key."""
        seen = self.visible_to(user)
        return seen | self.filter(share_key=key) if key else seen

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """Those that this person may change."""
        return self.visible_to(user) if may(user, "make_lists") else self.none()

    def open(self) -> Self:
        """Without those that were put away."""
        return self.filter(archived_at__isnull=True)

    def with_counts(self, user: User | AnonymousUser) -> Self:
        """Adds `entry_count`: the entries that this person may see."""
        seen = ListEntry.objects.visible_to(user).present().filter(citation_list=OuterRef("pk"))
        return self.annotate(entry_count=RowCount(seen.order_by().values("pk")))

    def last_used_first(self, user: User | AnonymousUser) -> Self:
        """The list that this person last added something to, or made, comes first."""
        added = ListEntry.objects.filter(citation_list=OuterRef("pk"), added_by=user.pk)
        last = added.order_by().values("citation_list").annotate(last=Max("added_at")).values("last")
        return self.annotate(used_at=Coalesce(Subquery(last), F("created_at"))).order_by("-used_at", "-pk")


class CitationList(models.Model):
    """`style` is the id of a CSL style, `locale` one that citations are made in (`sources.citing.styles`).

    `share_key`: whoever has the link with it may read the list; NULL where there is no such link. `changed_at` rises
    with each change of the list or of anything in it.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    intro = models.TextField(_("introduction"), blank=True)
    style = models.CharField(_("style"), max_length=100)
    locale = models.CharField(_("language of the citations"), max_length=35)
    order = models.CharField(_("order"), max_length=16, choices=ListOrder, default=ListOrder.HAND)
    access = models.CharField(_("who works on it"), max_length=8, choices=ListAccess, default="private")
    share_key = models.CharField(max_length=43, null=True, blank=True, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="citation_lists"
    )
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = CitationListQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(title=""), name="citationlist_has_title"),
            models.CheckConstraint(condition=~Q(style=""), name="citationlist_has_style"),
            models.CheckConstraint(condition=~Q(locale=""), name="citationlist_has_locale"),
            models.CheckConstraint(
                condition=Q(share_key__isnull=True) | ~Q(share_key=""), name="citationlist_key_is_a_key"
            ),
            known_choice("order", ListOrder, "citationlist_order_known"),
            known_choice("access", ListAccess, "citationlist_access_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("archive:list_detail", args=[self.public_id])

    @property
    def shared_address(self) -> str:
        """The link for readers; "" where there is none."""
        return f"{self.get_absolute_url()}?key={self.share_key}" if self.share_key else ""


class ListSection(models.Model):
    """A heading, and the entries under it. Entries without a section come before the first."""

    citation_list = models.ForeignKey(CitationList, on_delete=models.CASCADE, related_name="sections")
    heading = models.CharField(_("heading"), max_length=LONGEST_HEADING)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(heading=""), name="listsection_has_heading"),
        ]

    def __str__(self) -> str:
        return self.heading


def seen_by(user: User | AnonymousUser) -> Q:
    """True of rows whose Source, and Document where they name one, this person may see."""
    if sees_every_state(user):
        return Q()
    states = visible_states(user)
    text = Q(document__isnull=True) | Q(document__state__in=states, document__source__state__in=states)
    return Q(source__state__in=states) & text


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A whole source is seen with it, a passage with its text. Whose list it is in, is asked of the list."""
        return self.filter(seen_by(user))

    def present(self) -> Self:
        """Without those that were taken out and can be put back."""
        return self.filter(removed_at__isnull=True)

    def in_place(self) -> Self:
        """As ordered by hand: those without a section first, then section by section."""
        return self.order_by(F("section__position").asc(nulls_first=True), "section", "position", "pk")

    def with_words(self) -> Self:
        """Adds `words`, as the text has them, and the first and last ¶ that they stand in; the text stays behind."""
        return with_words(self).defer("document__text")


class ListEntry(models.Model):
    """A Source as a whole, or a range of words in one Document of it: code points, half-open, `text[start:end] == exact`.

    `annotation`: the key of what was said of these words, when they were added from there; the app above knows what it
    is (`archive.citation_lists.origins`). `position` counts within the section, and has gaps.
    """

    citation_list = models.ForeignKey(CitationList, on_delete=models.CASCADE, related_name="entries")
    section = models.ForeignKey(
        ListSection, on_delete=models.SET_NULL, null=True, blank=True, related_name="entries"
    )
    position = models.PositiveIntegerField(default=0)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="list_entries")
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="list_entries"
    )
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    exact = models.TextField(blank=True)
    annotation = models.UUIDField(null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["citation_list", "section", "position"], name="listentry_in_place"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(document__isnull=True, start__isnull=True, end__isnull=True, exact="")
                | (
                    Q(document__isnull=False, start__isnull=False, end__isnull=False, end__gt=F("start"))
                    & ~Q(exact="")
                ),
                name="listentry_whole_or_passage",
            ),
            models.CheckConstraint(
                condition=Q(annotation__isnull=True) | Q(document__isnull=False),
                name="listentry_annotation_has_words",
            ),
            models.UniqueConstraint(
                fields=["citation_list", "source"],
                condition=Q(document__isnull=True, removed_at__isnull=True),
                name="listentry_source_once",
            ),
            models.UniqueConstraint(
                fields=["citation_list", "document", "start", "end"],
                condition=Q(removed_at__isnull=True),
                name="listentry_passage_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def is_passage(self) -> bool:
        return self.document_id is not None

"""Posts, what they carry, and the threads they stand in."""

from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.identifiers import new_public_id, page_of
from accounts.models import Batch, User
from accounts.visibility import visible_states
from sources.models.agent import Account, Platform
from sources.models.record import RowCount, known_choice
from sources.models.source import Source
from sources.searching.querysets import Searchable


class ThreadBasis(models.TextChoices):
    NUMBERED = "numbered", _("numbered by its author")
    CONSECUTIVE = "consecutive", _("in the order in which they were quoted")


class ThreadQuerySet(Searchable["Thread"]):
    def visible_to(self, user: User | AnonymousUser) -> "ThreadQuerySet":
        """A thread exists for a person who may see one of its posts."""
        seen = Post.objects.filter(thread=models.OuterRef("pk"), source__state__in=visible_states(user))
        return self.filter(models.Exists(seen))

    def with_counts(self, user: User | AnonymousUser) -> "ThreadQuerySet":
        """Adds `post_count` and `first_on` over the posts that this person may see."""
        seen = Post.objects.visible_to(user).filter(thread=models.OuterRef("pk"))
        return self.annotate(
            post_count=RowCount(seen.values("pk")),
            first_on=models.Subquery(
                seen.filter(source__issued_on__isnull=False)
                .order_by("source__issued_on")
                .values("source__issued_on")[:1]
            ),
        )


class Thread(models.Model):
    """Posts of one account meant to be read in order. `length` is what the posts themselves state."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="threads")
    basis = models.CharField(_("order"), max_length=16, choices=ThreadBasis, default=ThreadBasis.NUMBERED)
    length = models.PositiveSmallIntegerField(_("length"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            known_choice("basis", ThreadBasis, "thread_basis_known"),
            models.CheckConstraint(
                condition=models.Q(length__isnull=True) | models.Q(length__gte=1),
                name="thread_length_positive",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Thread by %(account)s") % {"account": self.account})

    def get_absolute_url(self) -> str:
        return page_of("archive:thread_detail", self.public_id)


class PostQuerySet(Searchable["Post"]):
    def visible_to(self, user: User | AnonymousUser) -> "PostQuerySet":
        return self.filter(source__state__in=visible_states(user))

    def with_parts(self) -> "PostQuerySet":
        """Everything a slip shows: source, account, agent and attachments, in two queries."""
        return self.select_related("source", "account__agent", "thread").prefetch_related(
            Prefetch("attachments", Attachment.objects.order_by("position"))
        )

    def in_thread_order(self) -> "PostQuerySet":
        return self.order_by("thread_order", "pk")


class Post(models.Model):
    """A Source of CSL type `post`. Its date is `source.issued`; `posted_at` is the UTC time, when known."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, primary_key=True, related_name="post")
    account = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("account"),
    )
    platform = models.CharField(_("platform"), max_length=16, choices=Platform)
    # The platform's own id: a status number, an at:// record key, a Telegram `channel/123`.
    platform_id = models.CharField(_("id on the platform"), max_length=300, blank=True)
    posted_at = models.DateTimeField(_("posted at"), null=True, blank=True)
    # What two copies of the same words share (`sources.names.text_key`): a match without a platform id.
    text_key = models.CharField(max_length=64, blank=True, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.SET_NULL, null=True, blank=True, related_name="posts")
    # The number its author gave it ("3/x"), and where it stands among the posts we have.
    thread_number = models.PositiveSmallIntegerField(_("number in its thread"), null=True, blank=True)
    thread_order = models.PositiveSmallIntegerField(default=0)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-source__issued_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["account", "text_key"], name="post_by_words")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["platform", "platform_id"],
                condition=~models.Q(platform_id=""),
                name="post_once_on_platform",
            ),
            known_choice("platform", Platform, "post_platform_known"),
        ]

    def __str__(self) -> str:
        return str(_("Post by %(account)s") % {"account": self.account or _("an unknown account")})

    def get_absolute_url(self) -> str:
        return page_of("archive:post_detail", self.source.public_id)


class AttachmentKind(models.TextChoices):
    MEDIA = "media", _("Media")
    LINK = "link", _("Link")


class Attachment(models.Model):
    """A medium or a link in a post, by address only: nothing is fetched, nothing is embedded."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=8, choices=AttachmentKind)
    url = models.CharField(max_length=2000)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            known_choice("kind", AttachmentKind, "attachment_kind_known"),
            models.UniqueConstraint(fields=["post", "url"], name="attachment_once_in_post"),
        ]

    def __str__(self) -> str:
        return self.url

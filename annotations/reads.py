"""The annotations that stand in a Document for one reader, in three queries.

Words that are quoted word for word are the same words: what is said of a post shows in every article that quotes it so,
and what is said of the quotation shows with the post and in the other articles. That is worked out here from the ranges
of the References each time; nothing is copied. An annotation is only ever placed on the very words it was made on.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from accounts.models import User
from accounts.visibility import visible_states
from annotations.models import Annotation, Evidence, Stance, TaggedAnnotation, Target
from annotations.models.subject import PLURALS, SubjectKind
from archive.models import Document, QuoteCheck, Reference

Someone = User | AnonymousUser
TAG = "tag"


@dataclass(frozen=True, slots=True)
class Label:
    """A tag or a Subject that an annotation carries. `kind` is "tag" or the Subject's; `stance` is "" for a tag."""

    kind: str
    name: str
    slug: str
    stance: str = ""
    strength: str = ""

    @property
    def stance_words(self) -> str:
        return str(Stance(self.stance).label) if self.stance else ""

    @property
    def address(self) -> str:
        if self.kind == TAG:
            return reverse("annotations:tag_detail", args=[self.slug])
        return reverse("annotations:subject_detail", args=[PLURALS[SubjectKind(self.kind)], self.slug])


@dataclass(frozen=True, slots=True)
class Placed:
    """An annotation at a range of the Document that is read, in code points; with its author loaded.

    `is_projected`: it was made on the same words in another Document, at `target`. `replies`: what answers it, and what
    answers that, the oldest first.
    """

    annotation: Annotation
    target: Target
    start: int
    end: int
    is_projected: bool
    labels: list[Label] = field(default_factory=list)
    replies: list[Annotation] = field(default_factory=list)

    @property
    def tags(self) -> list[Label]:
        return [label for label in self.labels if label.kind == TAG]

    @property
    def subjects(self) -> list[Label]:
        return [label for label in self.labels if label.kind != TAG]


class _Quoted(NamedTuple):
    """`document[start:end]` quotes `post[at:until]` word for word."""

    document: int
    start: int
    end: int
    post: int
    at: int
    until: int


class _Spot(NamedTuple):
    """A place in a text where words begin, with how many code points on each side stand where they come from, too."""

    post: int
    at: int
    left: int
    right: int


def annotations_on(document: Document, user: Someone) -> list[Placed]:
    """Every annotation that stands in the Document for this person, by place; the wider of two comes first.

    Replies are with what they answer; those that were withdrawn are left out.
    """
    quotes = _quotes_around(document, user)
    quotes_of: dict[int, list[_Quoted]] = defaultdict(list)
    for quote in quotes:
        quotes_of[quote.document].append(quote)
    placed: dict[tuple[UUID, int, int], Placed] = {}
    replies: dict[UUID, Annotation] = {}
    for target in _targets(document, quotes, user):
        if target.annotation.reply_to_id:
            replies[target.annotation_id] = target.annotation
            continue
        for start, end in _places(document, target, quotes_of):
            is_projected = target.document_id != document.pk
            here = Placed(target.annotation, target, start, end, is_projected)
            known = placed.get((target.annotation_id, start, end))
            if known is None or known.is_projected:
                placed[target.annotation_id, start, end] = here
    # Five hundred ids in a statement cost more than its answer: where nothing is projected, the Document says it all.
    own = Target.objects.filter(document=document).values("annotation")
    ids = {each.annotation.pk for each in placed.values()}
    labels = labels_of(ids if quotes else own, user) if placed else {}
    threads = _threads(replies)
    for each in placed.values():
        each.labels.extend(labels.get(each.annotation.pk, ()))
        each.replies.extend(threads[each.annotation.pk])
    return sorted(placed.values(), key=lambda each: (each.start, -each.end, each.annotation.created_at))


def _threads(replies: Mapping[UUID, Annotation]) -> dict[UUID, list[Annotation]]:
    """Replies by the annotation at the head of their thread. A reply stands on the words of what it answers."""
    threads: dict[UUID, list[Annotation]] = defaultdict(list)
    for reply in sorted(replies.values(), key=lambda each: each.created_at):
        head = reply.reply_to_id
        while head is not None and head in replies:
            head = replies[head].reply_to_id
        if head is not None:
            threads[head].append(reply)
    return threads


def _quotes_around(document: Document, user: Someone) -> list[_Quoted]:
    """Every quotation, word for word, of this text, of the texts that it quotes, by any Document."""
    verbatim = Reference.objects.filter(check_result=QuoteCheck.VERBATIM)
    quoted_here = verbatim.filter(document=document).values("target_document")
    around = verbatim.visible_to(user).filter(
        Q(target_document=document) | Q(target_document__in=quoted_here),
        target_document__state__in=visible_states(user),
    )
    rows = around.order_by("document", "start").values_list(
        "document", "start", "end", "target_document", "target_start", "target_end"
    )
    # The database holds that a verbatim one has them all.
    return [_Quoted(*row) for row in cast("Iterable[tuple[int, int, int, int, int, int]]", rows)]


def _targets(document: Document, quotes: Sequence[_Quoted], user: Someone) -> "QuerySet[Target]":
    """Those in this text, in the texts that it shares words with, and in the quotations of those elsewhere."""
    posts = {document.pk} | {each.post for each in quotes}
    seen = Annotation.objects.visible_to(user).standing().filter(pk=OuterRef("annotation"))
    in_quotation = Reference.objects.filter(
        document=OuterRef("document"),
        check_result=QuoteCheck.VERBATIM,
        target_document__in=posts,
        start__lte=OuterRef("start"),
        end__gte=OuterRef("end"),
    )
    return (
        Target.objects.filter(Exists(seen))
        .filter(document__in=posts | {each.document for each in quotes})
        .filter(Q(document__in=posts) | Exists(in_quotation))
        .select_related("annotation__created_by")
        # Dates that no note shows: reading them from text took longer than everything else together.
        .defer(
            "annotation__updated_at",
            "annotation__created_by__last_login",
            "annotation__created_by__date_joined",
        )
        .order_by("pk")
    )


def _places(
    document: Document, target: Target, quotes_of: Mapping[int, Sequence[_Quoted]]
) -> Iterator[tuple[int, int]]:
    """Where the target's words stand in the Document that is read."""
    if target.document_id == document.pk:
        yield target.start, target.end
        return
    length = target.end - target.start
    for spot in _in_posts(target, quotes_of.get(target.document_id, ())):
        if spot.post == document.pk:
            yield from _very_words(document.text, spot.at, target, spot, (0, len(document.text)))
        for quote in quotes_of.get(document.pk, ()):
            left, right = spot.at - quote.at, quote.until - spot.at - length
            if quote.post == spot.post and left >= 0 and right >= 0:
                shared = spot._replace(left=min(left, spot.left), right=min(right, spot.right))
                within = (quote.start, quote.end)
                yield from _very_words(document.text, quote.start + left, target, shared, within)


def _in_posts(target: Target, quotes: Sequence[_Quoted]) -> Iterator[_Spot]:
    """Where the target's words begin in its own text and in each that it quotes there."""
    yield _Spot(target.document_id, target.start, len(target.prefix), len(target.suffix))
    for quote in quotes:
        left, right = target.start - quote.start, quote.end - target.end
        if left >= 0 and right >= 0:
            yield _Spot(quote.post, quote.at + left, left, right)


def _very_words(
    text: str, start: int, target: Target, shared: _Spot, within: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """The range, if the target's words stand there with what is shared of the words around them.

    A quotation word for word may differ in case, width and spacing, which moves what stands behind: then the words must
    stand in it exactly once.
    """
    before = target.prefix[max(len(target.prefix) - shared.left, 0) :]
    whole = before + target.exact + target.suffix[: shared.right]
    if not text.startswith(whole, start - len(before)):
        start = text.find(target.exact, *within)
        if start < 0 or text.find(target.exact, start + 1, within[1]) >= 0:
            return
    yield start, start + len(target.exact)


def labels_of(annotations: "Collection[UUID] | QuerySet[Any, Any]", user: Someone) -> dict[UUID, list[Label]]:
    """What each annotation carries, in one query: its tags by name, then the Subjects that this person may see.

    `annotations`: their ids, or a query for them.
    """
    none = Value("", output_field=CharField())
    tags = TaggedAnnotation.objects.filter(content_object__in=annotations).values_list(
        "content_object", Value(TAG, output_field=CharField()), "tag__name", "tag__slug", none, none
    )
    subjects = Evidence.objects.filter(
        annotation__in=annotations, subject__state__in=visible_states(user)
    ).values_list("annotation", "subject__kind", "subject__name", "subject__slug", "stance", "strength")
    found: dict[UUID, list[Label]] = defaultdict(list)
    for annotation, *values in tags.order_by().union(subjects.order_by(), all=True):
        found[annotation].append(Label(*values))
    for labels in found.values():
        labels.sort(key=lambda label: (label.kind != TAG, label.name))
    return found

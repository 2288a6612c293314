"""The lanes of a timeline for what was published and what was posted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy

from archive.citing import Citing
from archive.models import Document, Passage
from archive.search_tabs import source_rows
from archive.searchpage.lanes import Dated, LaneOf
from archive.searchpage.tabs import Row, Someone, said
from sources.models import Post, Source
from sources.pictures.words import broken
from sources.searching.engines.shape import Key
from sources.searching.plans import among

FIRST_WORDS, WIDTH = (
    160,
    60,
)  # of a post: code points that are read, and how wide what is shown of them is, in ems


def _in_passages(keys: Sequence[Key]) -> "QuerySet[Any]":
    """The Sources of the texts that these passages stand in."""
    return Document.objects.filter(pk__in=Passage.objects.filter(among(keys)).values("document")).values(
        "source"
    )


def _published(keys: Sequence[Key], user: Someone) -> Iterable[Dated]:
    return _of_sources(among(keys), user)


def _published_with(keys: Sequence[Key], user: Someone) -> Iterable[Dated]:
    return _of_sources(Q(pk__in=_in_passages(keys)), user)


def _of_sources(which: Q, user: Someone) -> Iterable[Dated]:
    found = Source.objects.visible_to(user).articles().filter(which).order_by()
    return (Dated(key, issued, None) for key, issued in found.values_list("pk", "issued"))


def _posted(keys: Sequence[Key], user: Someone) -> Iterable[Dated]:
    return _of_posts(among(keys), user)


def _posted_with(keys: Sequence[Key], user: Someone) -> Iterable[Dated]:
    return _of_posts(Q(source__in=_in_passages(keys)), user)


def _of_posts(which: Q, user: Someone) -> Iterable[Dated]:
    found = Post.objects.visible_to(user).filter(which).order_by()
    return map(Dated._make, found.values_list("pk", "source__issued", "posted_at"))


def _post_rows(keys: Sequence[Any], user: Someone) -> Mapping[Any, Row]:
    """Who posted it, and its first words. One query."""
    texts = Document.objects.visible_to(user).filter(source=OuterRef("source")).order_by("pk")
    found = (
        Post.objects.visible_to(user)
        .filter(pk__in=keys)
        .select_related("source", "account__agent", "thread__account")
        .annotate(first_words=Subquery(texts.values(words=Left("text", FIRST_WORDS))[:1]))
    )
    citing = Citing(user)
    return {each.pk: _post_row(each, citing) for each in found}


def _post_row(post: Any, citing: Citing) -> Row:  # noqa: ANN401 - with an annotation
    slip = citing.slip(post, ())
    who = slip.handle.words if slip.handle else slip.voice.words
    words = " ".join(broken(post.first_words or "", WIDTH, 1))
    return Row(
        address=slip.post,
        title=f"{who}: {words}" if words else slip.label,
        facts=said(post.get_platform_display()),
        day=slip.issued.words if slip.issued else "",
        state=slip.state,
        language=post.source.language,
    )


Dates = Callable[[Sequence[Key], Someone], Iterable[Dated]]
PUBLISHED: Mapping[str, Dates] = {"passages": _published_with, "sources": _published}
POSTED: Mapping[str, Dates] = {"passages": _posted_with, "posts": _posted}
KEPT = (
    LaneOf(
        "published",
        gettext_lazy("Published"),
        gettext_lazy("Published at a date not known: %(count)s"),
        PUBLISHED,
        source_rows,
    ),
    LaneOf(
        "posted",
        gettext_lazy("Posts"),
        gettext_lazy("Posted at a date not known: %(count)s"),
        POSTED,
        _post_rows,
    ),
)

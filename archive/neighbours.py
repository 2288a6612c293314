"""What stands beside a text: other texts of its Source, and links of that Source both ways."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.safestring import SafeString

from accounts.models import User
from archive.citing import Citing
from archive.fragments import source_line
from archive.models import Document, KeptAs
from sources.models import Link, Source

Someone = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Related:
    """A link of this Source to or from another, and that other in one line."""

    link: Link
    line: SafeString


def versions_of(document: Document, user: Someone) -> list[Document]:
    """Other texts of its Source, the newest first. No query where the Document knows that there are none."""
    if not getattr(document, "has_versions", True):
        return []
    others = Document.objects.visible_to(user).filter(source=document.source_id).exclude(pk=document.pk)
    return list(others.defer("text").order_by("-kept_at", "-pk"))


def newest_after(document: Document, versions: Iterable[Document]) -> Document | None:
    """Of other texts of its Source the whole one that was kept last, when that was after this one, whole too."""
    newer = [
        each
        for each in versions
        if each.kept_as == document.kept_as == KeptAs.WHOLE
        and (each.kept_at, each.pk) > (document.kept_at, document.pk)
    ]
    return max(newer, key=lambda each: (each.kept_at, each.pk), default=None)


def links_around(source: Source, drawn: set[int], citing: Citing) -> tuple[list[Related], list[Related]]:
    """Links from the Source and to it, without those drawn in its text. One query."""
    links = list(
        Link.objects.visible_to(citing.user)
        .filter(Q(source=source) | Q(target=source))
        .exclude(pk__in=drawn)
        .select_related("source__post__account", "target__post__account")
        .order_by("relation", "-source__issued_on", "pk")
    )
    out = [
        Related(each, source_line(citing.cited(each.target))) for each in links if each.source_id == source.pk
    ]
    into = [
        Related(each, source_line(citing.cited(each.source))) for each in links if each.target_id == source.pk
    ]
    return out, into

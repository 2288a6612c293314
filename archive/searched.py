"""What is found of kept texts: their passages, and posts by their words."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.models import Document, Passage
from archive.search_conditions import PASSAGES, POSTS
from sources.models import Account, Agent, Attachment, Contribution, Post, Source
from sources.searched import BODY, NAMES, OF_DRAFTS, names_of_accounts, names_of_agents
from sources.searching.engines.shape import Key, Shape
from sources.searching.indexes import Index
from sources.searching.pieces import Piece, Pieces


def words_of_passages(keys: Sequence[Any]) -> Iterator[tuple[Key, str, str]]:
    """Each passage cut from the text of its Document, which is read once however many of its passages are asked for."""
    rows = Passage.objects.filter(pk__in=keys).order_by().values_list("pk", "document", "start", "end")
    found = list(rows)
    texts = dict(
        Document.objects.filter(pk__in={row[1] for row in found}).order_by().values_list("pk", "text")
    )
    for key, document, start, end in found:
        yield key, "body", texts[document][start:end]


passages = Index(
    # Kept text never changes, so that its index can do without a copy of the words.
    shape=Shape("passages", (BODY,), keeps_words=False),
    label=_("Passages"),
    records=Passage.objects.all(),
    words=words_of_passages,
    date="document__source__issued_on",
    fields=PASSAGES,
)

posts = Index(
    shape=Shape("posts", (NAMES, BODY, OF_DRAFTS)),
    label=_("Posts"),
    records=Post.objects.all(),
    words=Pieces(
        Post.objects.all(),
        (
            *names_of_accounts("posts"),
            *names_of_agents("accounts__posts"),
            Piece("names", Contribution.objects.all(), "source", "credited_as"),
            *names_of_agents("contributions__source"),
            Piece("body", Document.objects.all(), "source", "text", states=("state",)),
            Piece("body", Source.objects.all(), "pk", "url"),
            Piece("body", Source.objects.all(), "pk", "note"),
            Piece("body", Attachment.objects.all(), "post", "url"),
        ),
    ),
    date="source__issued_on",
    follows={
        Account: ("account",),
        Agent: ("account__agent", "source__contributions__agent"),
        Document: ("source__documents",),
        Source: ("source",),
    },
    fields=POSTS,
)

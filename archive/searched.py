"""What is found of kept texts: their passages, and posts by their words."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from archive.models import Document, Passage
from archive.search_conditions import PASSAGES, POSTS
from sources.models import Account, Agent, Attachment, Contribution, Post, Source
from sources.searched import BODY, NAMES, OF_DRAFTS, SOUNDS, names_of_accounts, names_of_agents
from sources.searching.engines import engine
from sources.searching.engines.shape import Key, Shape
from sources.searching.indexes import Index
from sources.searching.pieces import Piece, Pieces, Text

PLACES = 'SELECT id, document_id, start, "end" FROM archive_passage WHERE id IN ({})'
TEXTS = "SELECT id, text FROM archive_document WHERE id IN ({})"


def words_of_passages(keys: Sequence[Key]) -> Iterator[Text]:
    """Each passage cut from the text of its Document, which is read once however many of its passages are asked for.

    Those whose Document goes between the two reads go with it.
    """
    places = _rows(PLACES, keys)
    texts = dict(_rows(TEXTS, sorted({document for _key, document, *_place in places}))) if places else {}
    for key, document, start, end in places:
        if document in texts:
            yield Text(key, "body", texts[document][start:end])


def _rows(statement: str, keys: Sequence[Key]) -> list[Any]:
    """By hand: each page of hits asks, and so does each article that is kept."""
    among, values = engine().among(keys)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(among), values)
        return list(cursor.fetchall())


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
    shape=Shape("posts", (NAMES, BODY, OF_DRAFTS, SOUNDS)),
    label=_("Posts"),
    records=Post.objects.all(),
    words=Pieces(
        Post.objects.all(),
        (
            *names_of_accounts("posts"),
            *names_of_agents("accounts__posts"),
            Piece("names", Contribution.objects.all(), "source", "credited_as", is_name=True),
            *names_of_agents("contributions__source"),
            Piece("body", Document.objects.all(), "source", "text", states=("state",)),
            Piece("body", Source.objects.all(), "pk", "url"),
            Piece("body", Source.objects.all(), "pk", "note"),
            Piece("body", Attachment.objects.all(), "post", "url"),
        ),
    ),
    sounds="sounds",
    date="source__issued_on",
    follows={
        Account: ("account",),
        Agent: ("account__agent", "source__contributions__agent"),
        Document: ("source__documents",),
        Source: ("source",),
    },
    fields=POSTS,
)

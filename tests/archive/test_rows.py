"""Rows that come along with another row, on both engines."""

import json

import pytest
from django.db.models import OuterRef
from pytest_django import DjangoAssertNumQueries

from archive.models import Document, Passage
from archive.rows import Rows, RowsAsText
from sources.models import Attachment, Post
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_values_come_as_they_are_and_nothing_as_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    text = 'One "羽" \\ 👁️.\nTwo.'
    full, empty = make.make_document(text), make.make_document("Three.")
    empty.passages.all().delete()
    rows = Rows(Passage.objects.filter(document=OuterRef("pk")), "number", "kind", "start", "document__text")
    documents = Document.objects.filter(pk__in=(full.pk, empty.pk)).order_by("pk").annotate(found=rows)
    with django_assert_num_queries(1):
        found = list(documents.values_list("found", flat=True))
    assert [sorted(each) for each in found] == [
        [[1, "paragraph", 0, text], [2, "paragraph", text.index("Two"), text]],
        [],
    ]


def test_null_is_none() -> None:
    post = make.make_post("Lamps.")
    make.make_attachment(post, "https://pic.example/x")
    rows = Rows(Attachment.objects.filter(post=OuterRef("pk")), "url", "post__thread")
    assert Post.objects.annotate(found=rows).values_list("found", flat=True).get() == [
        ["https://pic.example/x", None]
    ]


def test_as_text_it_is_json_that_is_not_read_yet() -> None:
    make.make_document("One “羽”.\nTwo.")
    rows = RowsAsText(Passage.objects.filter(document=OuterRef("pk")), "number", "kind")
    (text,) = Document.objects.annotate(found=rows).values_list("found", flat=True)
    assert isinstance(text, str)
    assert sorted(json.loads(text)) == [[1, "paragraph"], [2, "paragraph"]]

"""The sources that annotations, tags and Subjects rest on, beside their own tables."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.visibility import State
from annotations.models import SubjectKind
from tests.annotation_factories import make_annotation, make_evidence, make_subject, make_tag
from tests.annotations.desk import researcher
from tests.factories import make_document, make_source

pytestmark = pytest.mark.django_db

LIT = "The lamps gave light."
ANNOTATIONS = reverse("annotations:annotation_list")


def ids(address: str, client: Client | None = None) -> list[str]:
    answer: Any = (client or Client()).get(f"{address}{'&' if '?' in address else '?'}format=csl")
    assert answer.status_code == 200
    return [item["id"] for item in json.loads(b"".join(answer.streaming_content))]


def test_a_tag_and_a_list_give_the_sources_of_the_words_once_in_their_order() -> None:
    old, new = make_document(LIT, source=make_source("Old")), make_document(LIT, source=make_source("New"))
    hidden = make_document(LIT, source=make_source("Hidden", state=State.DRAFT), state=State.DRAFT)
    tag = make_tag("lamps")
    for document, words in ((old, "light"), (old, "gave"), (hidden, "light"), (new, "light")):
        make_annotation(words, document=document, tags=[tag.name])
    assert ids(tag.get_absolute_url()) == [new.source.public_id, old.source.public_id]
    assert set(ids(ANNOTATIONS)) == {new.source.public_id, old.source.public_id}
    assert hidden.source.public_id in ids(tag.get_absolute_url(), researcher())


def test_a_subject_gives_what_it_rests_on() -> None:
    document = make_document(source=make_source("Quay"))
    subject = make_subject("Lamp Works", kind=SubjectKind.VENDOR)
    make_evidence(make_annotation(document=document), subject)
    assert ids(subject.get_absolute_url()) == [document.source.public_id]
    page = Client().get(subject.get_absolute_url()).content.decode()
    assert "format=ris" in page
    assert page.count("format=jsonld") <= 2  # the table of the page itself, and its alternate


def test_the_tables_of_the_pages_stay_theirs() -> None:
    make_annotation()
    table: Any = Client().get(f"{ANNOTATIONS}?format=csv")
    assert b"".join(table.streaming_content).decode("utf-8-sig").startswith("id,address,quote")

"""Every named invariant of kept text is refused by the database itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from archive.models import Capture, Document, Draft, Passage, Reference, SavedSearch, SearchMark
from tests.archive import broken_lists
from tests.factories import make_capture, make_document, make_reference, make_source, make_user

pytestmark = pytest.mark.django_db


def break_document_once() -> None:
    document = make_document(kept_as="quotation")
    make_document(document.text, source=document.source, capture=document.capture, kept_as="quotation")


def break_one_whole() -> None:
    capture = make_capture()
    make_document("One.", capture=capture)
    make_document("Another.", capture=capture)


def break_passage_once() -> None:
    document = make_document()
    Passage.objects.create(document=document, number=1, kind="paragraph", start=0, end=1, text_key="")


def passage(**fields: object) -> None:
    values = {"number": 99, "kind": "paragraph", "start": 0, "end": 1, "text_key": ""} | fields
    Passage.objects.create(document=make_document(), **values)


def reference(**fields: Any) -> None:
    made = make_reference(make_document(), make_source("Another"))
    Reference.objects.filter(pk=made.pk).update(**fields)


def draft(**fields: object) -> Draft:
    values = {"sha256": "0" * 64, "method": "paste", "proposal": {}, "created_by": make_user()} | fields
    return Draft.objects.create(**values)


def saved(**fields: Any) -> SavedSearch:
    return SavedSearch.objects.create(**{"name": "Lamps", "query": "lamp", "owner": make_user()} | fields)


def break_mark_once() -> None:
    search = saved()
    for _ in range(2):
        SearchMark.objects.create(search=search, person=search.owner, seen_until=search.created_at)


BREAKERS: dict[str, Callable[[], object]] = {
    **broken_lists.BREAKERS,
    "capture_sha256_whole": lambda: Capture.objects.create(sha256="abc", size=1, method="file"),
    "capture_not_empty": lambda: Capture.objects.create(sha256="0" * 64, size=0, method="file"),
    "capture_method_known": lambda: make_capture(method="psychic"),
    "document_once": break_document_once,
    "document_one_whole_for_capture": break_one_whole,
    "document_has_text": lambda: Document.objects.create(
        source=make_document().source, capture=make_capture(), text="", text_sha256="", kept_as="whole"
    ),
    "document_kept_as_known": lambda: make_document(kept_as="rumour"),
    "document_text_status_known": lambda: make_document(text_status="imagined"),
    "document_state_known": lambda: make_document(state="secret"),
    "passage_number_once": break_passage_once,
    "passage_not_empty": lambda: passage(start=3, end=3),
    "passage_numbered_from_one": lambda: passage(number=0),
    "passage_level_known": lambda: passage(level=7),
    "passage_kind_known": lambda: passage(kind="limerick"),
    "reference_not_empty": lambda: reference(start=4, end=4),
    "reference_kind_known": lambda: reference(kind="nod"),
    "reference_check_known": lambda: reference(check_result="guessed"),
    "reference_mark_whole": lambda: reference(mark_start=3, mark_end=None),
    "reference_note_whole": lambda: reference(note_start=3, note_end=2),
    "reference_target_whole": lambda: reference(target_start=0, target_end=2),
    "reference_verbatim_has_target": lambda: reference(check_result="verbatim", target_document=None),
    "reference_confidence_in_range": lambda: reference(confidence=1.5),
    "draft_one_for_bytes_and_person": lambda: draft(created_by=draft().created_by),
    "draft_method_known": lambda: draft(method="psychic"),
    "savedsearch_has_name": lambda: saved(name=""),
    "savedsearch_has_query": lambda: saved(query=""),
    "searchmark_once": break_mark_once,
}


def named() -> dict[str, models.BaseConstraint]:
    found = [
        each for model in apps.get_app_config("archive").get_models() for each in model._meta.constraints
    ]
    return {each.name: each for each in found}


def test_every_constraint_is_tried_here() -> None:
    assert set(BREAKERS) == named().keys()


@pytest.mark.parametrize("name", sorted(BREAKERS))
def test_constraint_fires(name: str) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        BREAKERS[name]()
    # SQLite names a unique constraint by its columns.
    unique = isinstance(named()[name], models.UniqueConstraint)
    assert name in str(error.value) or (unique and "UNIQUE" in str(error.value))

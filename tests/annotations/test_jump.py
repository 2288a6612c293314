"""The quick jump: what it offers for what has been typed."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.models import SubjectKind
from archive import jump
from archive.models import Document
from sources.searching.engines.shape import TooSlow
from sources.searching.indexes import all_indexes
from tests import factories as make
from tests.annotation_factories import make_annotation, make_claim, make_subject
from tests.archive.pages import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def dossier(db: None) -> None:
    quill = make.make_agent("Ada Quill")
    make.make_account("quillmoon", agent=quill)
    document = make.make_document("The lamps were out.", source=make.make_source("Quills of the quay"))
    make_subject("Quillfeather Works", kind=SubjectKind.VENDOR)
    make_subject("Quilldraft Works", kind=SubjectKind.VENDOR, state=State.DRAFT)
    make_subject("张三公司", kind=SubjectKind.VENDOR)
    make_claim("Nobody lit the lamps of the quill makers.")
    make_annotation("lamps", document=document, tags=["quilting"])
    for index in all_indexes():
        index.rebuild()


def offered(typed: str, client: Client | None = None) -> list[str]:
    answer = (client or Client()).get("/jump/", {"q": typed})
    assert answer.status_code == 200
    options = re.findall(r'<li role="option".*?</li>', answer.content.decode(), re.DOTALL)
    return [" ".join(words_of(each).split()) for each in options]


def test_names_that_begin_so_come_first() -> None:
    found = offered("quil")
    assert [each for each in found if each.startswith("Quill")] == found[
        : len([e for e in found if e.startswith("Quill")])
    ]
    kinds = " | ".join(found)
    for words in (
        "Quills of the quay Sources",
        "Quillfeather Works Vendors",
        "Ada Quill People",
        "quilting Tags",
    ):
        assert words in kinds
    assert "quillmoon" in kinds
    assert "Nobody lit the lamps of the quill makers. Claims" in kinds
    assert found[-1] == "Search everything for “quil”"


def test_the_words_of_texts_are_no_names() -> None:
    assert not any("were out" in each for each in offered("lamps were"))


@pytest.mark.parametrize("typed", ["张三", "張三", "三公"])
def test_names_in_any_script(typed: str) -> None:
    assert offered(typed)[0].startswith("张三公司")


def test_drafts_are_offered_to_those_who_see_them() -> None:
    client = Client()
    client.force_login(make.make_user())
    assert not any("Quilldraft" in each for each in offered("quilldr"))
    assert any("Quilldraft Works Vendors, Draft" in each for each in offered("quilldr", client))


@pytest.mark.parametrize("typed", ["", "   ", "\0", '"', "((((", "x" * 5_000, "-quill", "<script>"])
def test_anything_may_be_typed(typed: str) -> None:
    assert len(offered(typed)) <= 13


def test_where_it_takes_too_long_the_search_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_given: Any, **_named: Any) -> None:
        raise TooSlow

    monkeypatch.setattr(jump, "match", slow)
    assert offered("quil") == ["Search everything for “quil”"]


def test_queries_are_few(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    assert Document.objects.count() == 1
    # PostgreSQL is told each time limit, and a place to go back to, in statements of their own.
    with django_assert_max_num_queries(34 if connection.vendor == "sqlite" else 90):
        offered("quil")

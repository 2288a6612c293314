"""Who is named with whom, on the page: around a Subject, an Agent and a Document."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.models import Subject, SubjectRelation, WorkState
from annotations.network import drawing
from annotations.network.wording import network_address
from archive.models import Document
from sources.models import Agent
from tests.annotation_factories import (
    make_annotation,
    make_claim,
    make_evidence,
    make_subject,
    make_target,
    mark,
)
from tests.annotations.desk import researcher
from tests.archive.pages import seen, words_of
from tests.factories import make_account, make_agent, make_document, make_post, make_reference, make_source

pytestmark = pytest.mark.django_db
QUOTED = "Works sold lamps to the Police, says Ada."
TEXT = f"Seen from the quay.\n{QUOTED}\nThe Police denies it.\nA ledger lay open."
QUERIES = {1: 13, 2: 26}


@pytest.fixture
def works() -> Subject:
    return make_subject("Works 灯厂")


@pytest.fixture
def police() -> Subject:
    return make_subject("Police", kind="agency")


@pytest.fixture
def quill() -> Agent:
    return make_agent("Ada Quill")


@pytest.fixture
def document(works: Subject, police: Subject, quill: Agent) -> Document:
    """Quill, quoted, speaks of both; the text itself once more of the Police, and of a ledger."""
    source = make_source("Lamps on the quay", authors=[make_agent("Ben Anchor")])
    document = make_document(TEXT, source=source)
    post = make_post(QUOTED, account=make_account(agent=quill))
    make_reference(document, post.source, QUOTED, kind="post")
    mark("Works", works, document)
    mark("Police", police, document)
    mark("Police", police, document, skip=1)
    mark("ledger", make_subject("The ledger", kind="leak"), document)
    return document


def drawn(record: drawing.Record, query: str = "", client: Client | None = None) -> str:
    return seen(client or Client(), network_address(record) + query)


def names(html: str) -> set[str]:
    """Who stands around the middle."""
    return set(re.findall(r'aria-label="([^"]*), (?:Doc|Peo|Cla|Lea|Ven|Tec|Age|Pla)\w+', html))


def rows(html: str) -> list[str]:
    return [words_of(row) for row in re.findall(r'<tr id="tie-\d+">(.*?)</tr>', html, re.DOTALL)]


@pytest.mark.usefixtures("document")
def test_around_a_subject(works: Subject) -> None:
    html = drawn(works)
    assert names(html) == {"Police", "Ada Quill", "Lamps on the quay"}
    assert rows(html) == [
        "Works 灯厂 is spoken of by Ada Quill 1 ¶ 2 Lamps on the quay",
        "Works 灯厂 is mentioned in Lamps on the quay 1 ¶ 2 Lamps on the quay",
        "Works 灯厂 in the same passage as Police 1 ¶ 2 Lamps on the quay",
        "Ada Quill speaks of Police 1 ¶ 2 Lamps on the quay",
    ]


def test_around_a_document(document: Document) -> None:
    html = drawn(document)
    assert names(html) == {"Works 灯厂", "Police", "Ada Quill", "Ben Anchor", "The ledger"}
    assert "Lamps on the quay mentions Police 2 ¶ 2 , ¶ 3 Lamps on the quay" in rows(html)
    assert "Lamps on the quay was written by Ben Anchor 1 the whole text Lamps on the quay" in rows(html)
    assert "Lamps on the quay quotes Ada Quill 1 ¶ 2 Lamps on the quay" in rows(html)


def test_around_an_agent(document: Document, quill: Agent) -> None:
    assert names(drawn(quill)) == {"Works 灯厂", "Police", "Lamps on the quay"}
    author = document.source.contributions.get().agent
    assert names(drawn(author)) == {"Lamps on the quay"}
    assert names(drawn(author, "?depth=2")) == {
        "Lamps on the quay", "Works 灯厂", "Police", "Ada Quill", "The ledger"
    }  # fmt: skip


def test_each_line_leads_to_its_row_and_each_row_to_the_very_words(
    works: Subject, document: Document
) -> None:
    html = drawn(works)
    lines = re.findall(r'<a href="#(tie-\d+)" aria-label', html)
    assert sorted(lines) == sorted(re.findall(r'<tr id="(tie-\d+)">', html))
    annotation = works.evidence.get().annotation_id
    assert f'href="{document.get_absolute_url()}#a-{annotation}"' in html
    assert f'href="{document.get_absolute_url()}#p2"' in html
    assert f'href="{network_address(document)}"' in html


def test_words_marked_on_a_post_tie_it_to_whoever_posted_them(works: Subject, quill: Agent) -> None:
    post = make_post("Works again.", account=make_account("quay", agent=quill))
    mark("Works", works, post.source.documents.get())
    assert names(drawn(works)) == {"Ada Quill", "Post by @quay"}
    assert "is spoken of by Ada Quill" in rows(drawn(works))[0]
    assert names(drawn(quill)) == {"Works 灯厂", "Post by @quay"}


def test_what_people_said_on_its_page_is_a_tie_too(works: Subject, quill: Agent) -> None:
    claim = make_claim("The lamps listened", claimed_by=quill)
    SubjectRelation.objects.create(left=claim.subject, right=works, relation="about")
    assert rows(drawn(claim.subject)) == [
        "The lamps listened is claimed by Ada Quill 1 said on its page",
        "The lamps listened is about Works 灯厂 1 said on its page",
    ]
    assert "Works 灯厂 is the subject of The lamps listened" in rows(drawn(works))[0]


@pytest.mark.usefixtures("document")
@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?kind=agent", {"Ada Quill"}),
        ("?kind=agency&kind=document", {"Police", "Lamps on the quay"}),
        ("?least=2", set()),
        ("?since=2020-01-01", set()),
        ("?until=2019-12-31&kind=agent", {"Ada Quill"}),
        ("?kind=nothing&least=-1&depth=9&since=soon", {"Police", "Ada Quill", "Lamps on the quay"}),
    ],
)
def test_it_can_be_narrowed(works: Subject, query: str, left: set[str]) -> None:
    html = drawn(works, query)
    assert names(html) == left
    assert ("Nothing as narrow as that" in html) == (not left)


@pytest.mark.usefixtures("document")
def test_what_was_asked_for_goes_along(works: Subject, police: Subject) -> None:
    html = drawn(works, "?depth=2&kind=agency&least=nonsense")
    assert f'href="{network_address(police)}?kind=agency&amp;depth=2"' in html
    assert 'href="?kind=agency&amp;depth=1"' in html


def test_where_nothing_is_tied_to_it_the_page_says_so(works: Subject) -> None:
    assert "Not named with anybody yet" in drawn(works)


@pytest.mark.usefixtures("document")
def test_the_strongest_are_kept_and_the_rest_is_counted(
    works: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "MOST_NODES", 2)
    monkeypatch.setattr(drawing, "MOST_TIES", 1)
    html = drawn(works)
    assert len(names(html)) == 2
    assert "1 more name is left out" in html
    assert len(rows(html)) == 1
    assert "weaker tie" in html


@pytest.mark.parametrize(
    "state", [WorkState.DRAFT, WorkState.SUBMITTED, WorkState.RETURNED, WorkState.WITHDRAWN]
)
def test_a_tie_that_rests_on_what_one_may_not_see_is_not_there(
    works: Subject, document: Document, state: WorkState
) -> None:
    secret = make_subject("Secret", kind="place")
    reason = "Why." if state in (WorkState.RETURNED, WorkState.WITHDRAWN) else ""
    annotation = make_annotation("sold lamps", document=document)
    make_evidence(annotation, secret)
    type(annotation).objects.filter(pk=annotation.pk).update(state=state, reason=reason)
    for record in (works, document):
        html = drawn(record, "?depth=2")
        assert "Secret" not in html
        assert str(annotation.pk) not in html
    assert names(drawn(secret)) == set()
    seen_at_work = names(drawn(works, client=researcher()))
    assert ("Secret" in seen_at_work) == (state != WorkState.WITHDRAWN)


def test_neither_are_drafts_of_records(works: Subject, document: Document, quill: Agent) -> None:
    """On one public annotation a public Subject and one that is a draft; a draft who is quoted; a text that is one."""
    make_evidence(make_annotation("Works sold", document=document), works)
    annotation = works.evidence.last().annotation  # type: ignore[union-attr]
    make_evidence(annotation, make_subject("Secret subject", state=State.DRAFT))
    hidden = make_agent("Secret agent", state=State.DRAFT)
    post = make_post("denies it.", account=make_account(agent=hidden))
    make_reference(document, post.source, "denies it.", kind="post")
    unseen = make_source("Secret text", state=State.DRAFT, authors=[quill])
    draft = make_document(TEXT, source=unseen, state=State.DRAFT)
    mark("Works", works, draft)
    for record in (works, document, quill):
        html = drawn(record, "?depth=2")
        assert "Secret" not in html
        assert "2 texts" not in html
    at_work = drawn(works, "?depth=2", researcher())
    assert {"Secret subject", "Secret agent", "Secret text"} <= names(at_work)
    assert Client().get(network_address(hidden)).status_code == 404
    assert Client().get(network_address(draft)).status_code == 404


def test_dates_keep_to_their_own_texts(works: Subject, police: Subject) -> None:
    """One annotation on a text of 2018 and another of 2019: each counts for its own."""
    early = make_document(TEXT, source=make_source("Early", issued="2018-05-01"))
    late = make_document(TEXT, source=make_source("Late", issued="2019-05-01"))
    annotation = make_annotation("Works", document=early)
    make_target(annotation, late, "Works")
    make_evidence(annotation, works)
    mark("Police", police, late)
    assert names(drawn(works)) == {"Early", "Late", "Police"}
    assert names(drawn(works, "?until=2018-12-31")) == {"Early"}
    assert names(drawn(works, "?since=2019-01-01")) == {"Late", "Police"}


@pytest.mark.parametrize("depth", [1, 2])
def test_the_number_of_queries_is_constant(
    works: Subject,
    document: Document,
    quill: Agent,
    depth: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        other = make_document(
            TEXT, source=make_source(f"Report {number}", authors=[make_agent(f"Author {number}")])
        )
        mark("Works", works, other)
        mark("lamps", make_subject(f"Lamp {number}", kind="technology"), other)
    for record in (works, document, quill):
        with django_assert_max_num_queries(QUERIES[depth]):
            drawn(record, f"?depth={depth}")


@pytest.mark.usefixtures("document")
def test_pages_lead_there(works: Subject, document: Document, quill: Agent) -> None:
    visitor = Client()
    pages: dict[str, drawing.Record] = {
        works.get_absolute_url(): works,
        quill.get_absolute_url(): quill,
        document.get_absolute_url(): document,
        reverse("annotations:document_subjects", args=[document.public_id]): document,
        document.source.get_absolute_url(): document,
    }
    for address, record in pages.items():
        assert f'href="{network_address(record)}"' in seen(visitor, address), address

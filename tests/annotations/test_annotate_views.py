"""Making and revising annotations over HTTP: the plain form, the selection, and who may."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import READER, RESEARCHER
from accounts.visibility import State
from annotations.models import Annotation, Kind, Subject, WorkState
from archive.models import Document
from tests import annotation_factories as annotated
from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db
TEXT = "A lamp, and a lamp 👁️.\nTwo winters in 羽安 𠮷野家, said Ada."


@pytest.fixture
def document() -> Document:
    return make.make_document(TEXT)


@pytest.fixture
def researcher(client: Client) -> Client:
    client.force_login(make.make_user(RESEARCHER, username="bo"))
    return client


def address(document: Document, query: str = "") -> str:
    return f"{document.get_absolute_url()}annotate/{query}"


def sent(words: str, **fields: str) -> dict[str, str]:
    start = TEXT.index(words)
    return {"start": str(start), "end": str(start + len(words)), "exact": words, "kind": "claim", **fields}


def test_only_those_who_annotate_may(client: Client, document: Document) -> None:
    assert client.get(address(document, "?passage=1")).status_code == 302
    client.force_login(make.make_user(READER))
    assert client.get(address(document, "?passage=1")).status_code == 403
    assert client.post(address(document), sent("Two")).status_code == 403
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?passage=",
        "?passage=9",
        "?passage=x",
        "?start=5",
        "?start=5&end=5",
        "?start=0&end=999",
        "?start=٣&end=9",
    ],
)
def test_an_address_that_names_no_words_is_not_there(
    researcher: Client, document: Document, query: str
) -> None:
    assert researcher.get(address(document, query)).status_code == 404


def test_the_plain_form_shows_the_passage_to_cut_down(researcher: Client, document: Document) -> None:
    html = researcher.get(address(document, "?passage=2")).content.decode()
    assert faults(html) == []
    assert "Two winters in 羽安 𠮷野家, said Ada.</textarea>" in html


def test_cut_down_words_are_found_in_their_passage(researcher: Client, document: Document) -> None:
    answer = researcher.post(address(document, "?passage=2"), {"quote": " 𠮷野家 ", "kind": "note"})
    annotation = Annotation.objects.get()
    assert answer.headers["Location"] == f"{document.get_absolute_url()}#a-{annotation.pk}"
    target = annotation.targets.get()
    assert TEXT[target.start : target.end] == target.exact == "𠮷野家"
    assert annotation.state == WorkState.SUBMITTED


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("a lamp lit", "do not stand in ¶ 1"),
        ("amp", "stand 2 times in ¶ 1"),
        ("winters", "do not stand in ¶ 1"),
    ],
)
def test_words_that_are_not_there_once_are_refused_and_kept(
    researcher: Client, document: Document, quote: str, words: str
) -> None:
    typed = {"quote": quote, "kind": "claim", "note": "Half a thought", "tags": "eyes"}
    html = researcher.post(address(document, "?passage=1"), typed).content.decode()
    assert words in html
    for kept in (quote, "Half a thought", "eyes"):
        assert kept in html
    assert not Annotation.objects.exists()


def test_a_selection_is_kept_with_all_that_was_said(researcher: Client, document: Document) -> None:
    claim = annotated.make_claim("The lamps listened.").subject
    fields = {
        "note": "N",
        "tags": "eyes, 移动，ｅｙｅｓ",
        "subject": "the LAMPS listened.",
        "stance": "disputes",
        "state": "draft",
    }
    assert researcher.post(address(document), sent("👁️.\nTwo", **fields)).status_code == 302
    annotation = Annotation.objects.get()
    assert (annotation.kind, annotation.state, annotation.note) == ("claim", "draft", "N")
    assert sorted(tag.key for tag in annotation.tags.all()) == ["eyes", "移动"]
    evidence = annotation.evidence.get()
    assert (evidence.subject, evidence.stance) == (claim, "disputes")


def test_words_that_a_browser_saw_otherwise_are_refused(researcher: Client, document: Document) -> None:
    html = researcher.post(address(document), sent("Two") | {"start": "0", "end": "3"}).content.decode()
    assert "The words on your page are not the words kept" in html
    assert not Annotation.objects.exists()


def test_line_ends_of_a_form_are_those_of_the_text(researcher: Client, document: Document) -> None:
    researcher.post(address(document), sent(".\nTwo") | {"exact": ".\r\nTwo"})
    assert Annotation.objects.get().targets.get().exact == ".\nTwo"


def test_a_new_subject_is_made_as_a_draft_and_only_when_asked(researcher: Client, document: Document) -> None:
    named = sent("Ada", kind="vendor", subject="Sorrel Lamp Works")
    html = researcher.post(address(document), named).content.decode()
    assert "tick the box to make it" in html
    assert not Subject.objects.exists()
    researcher.post(address(document), named | {"make_subject": "on"})
    subject = Subject.objects.get()
    assert (subject.kind, subject.state) == ("vendor", State.DRAFT)
    assert Annotation.objects.get().evidence.get().stance == "mentions"


def test_a_note_makes_no_subject_and_nothing_is_left_of_the_attempt(
    researcher: Client, document: Document
) -> None:
    html = researcher.post(
        address(document), sent("Ada", kind="note", subject="X", make_subject="on")
    ).content.decode()
    assert "A note makes no new subject" in html
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "x"},
        {"tags": "a" * 200},
        {"note": "\0"},
        {"stance": "supports"},
        {"start": "-1"},
        {"end": "99999999999999999999"},
    ],
)
def test_what_cannot_be_is_refused_in_words(
    researcher: Client, document: Document, wrong: dict[str, str]
) -> None:
    answer = researcher.post(address(document), sent("Ada") | wrong)
    assert answer.status_code == 200
    assert 'class="errorlist' in answer.content.decode()
    assert not Annotation.objects.exists()


def test_revising_makes_a_version(researcher: Client, document: Document) -> None:
    annotation = annotated.make_annotation("Ada", document=document, state=WorkState.DRAFT, tags=["eyes"])
    edit = f"{annotation.get_absolute_url()}edit/"
    assert 'value="eyes"' in researcher.get(edit).content.decode()
    researcher.post(edit, {"version": "1", "kind": "vendor", "note": "New", "tags": "eyes, quay"})
    annotation.refresh_from_db()
    assert (annotation.kind, annotation.note, annotation.version) == (Kind.VENDOR, "New", 2)


def test_nobody_overwrites_what_they_have_not_seen(researcher: Client, document: Document) -> None:
    annotation = annotated.make_annotation("Ada", document=document, state=WorkState.DRAFT, note="First")
    edit = f"{annotation.get_absolute_url()}edit/"
    researcher.post(edit, {"version": "1", "kind": "note", "note": "Theirs", "tags": ""})
    html = researcher.post(
        edit, {"version": "1", "kind": "note", "note": "Mine", "tags": ""}
    ).content.decode()
    for words in ("Somebody else has changed this record", "First", "Theirs", "Mine"):
        assert words in html
    annotation.refresh_from_db()
    assert annotation.note == "Theirs"
    assert 'name="version" value="2"' in html
    researcher.post(edit, {"version": "2", "kind": "note", "note": "Mine", "tags": ""})
    annotation.refresh_from_db()
    assert annotation.note == "Mine"


def test_a_draft_document_is_not_there_for_readers(client: Client) -> None:
    document = make.make_document(TEXT, state=State.DRAFT)
    client.force_login(make.make_user(READER))
    assert client.get(address(document, "?passage=1")).status_code == 403


def test_saving_asks_of_the_database_what_it_must(researcher: Client, document: Document) -> None:
    """Each statement here is paid for at every annotation: a new one needs a reason."""
    annotated.make_subject("Sorrel Lamp Works")
    annotated.make_tag("harbour")
    values = sent("Two winters", kind="vendor", tags="Harbour", note="Cold.", subject="sorrel lamp works")
    with CaptureQueriesContext(connection) as queries:
        assert researcher.post(address(document), values).status_code == 302
    assert [about(each["sql"]) for each in queries] == [
        "SELECT django_session",
        "SELECT accounts_user",
        "SELECT auth_group",
        "SELECT archive_document",
        "SELECT annotations_subject",
        "SAVEPOINT",  # the one transaction, inside that of the test
        "SELECT annotations_tag",
        "INSERT annotations_annotation",
        "INSERT annotations_target",
        "INSERT annotations_taggedannotation",
        "INSERT annotations_annotationversion",
        "INSERT annotations_evidence",
        "SELECT annotations_annotation",  # all the words of its entry in the index
        *["INDEX"] * (2 if connection.vendor == "sqlite" else 1),
        "INSERT accounts_auditentry",
        "RELEASE",
    ]


def about(statement: str) -> str:
    """The verb and the first table; INDEX for what the search engine writes."""
    verb = statement.lstrip("(").split(maxsplit=1)[0]
    table = re.search(r'(?:FROM|INTO) "(\w+)"', statement)
    if verb != "SELECT" and "search_" in statement:
        return "INDEX"
    return " ".join([verb, *(table.groups() if table else ())])

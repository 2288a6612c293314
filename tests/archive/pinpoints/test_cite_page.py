"""Cite this passage: the reference, the very words, where and when they were kept, in every form."""

import html
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.models import SubjectKind
from archive.models import Document
from sources.citing import engine
from sources.models import Source
from tests import factories as make
from tests.annotation_factories import make_subject

pytestmark = pytest.mark.django_db
QUERIES_OF_A_THREAD = (
    8  # the thread; its posts, who made them, their names, their words; three times the styles
)
TEXT = "The lamps of the quay.\nThey count *heads*, <b>not</b> names & more.\n张三 said so."


def kept(text: str = TEXT, **fields: object) -> Document:
    source = make.make_source(
        "Lamps that count", csl_type="article-newspaper", container_title="The Lantern", issued="2021-03-03",
        issued_on="2021-03-03", authors=[make.make_agent("Ada Quill")],
    )  # fmt: skip
    return make.make_document(text, source=source, **fields)


def page(client: Client, document: Document, **asked: str) -> str:
    response = client.get(reverse("archive:document_cite", args=[document.public_id]), asked)
    assert response.status_code == 200
    return response.content.decode()


def form(body: str, name: str) -> str:
    found = re.search(rf'<pre id="cite-{name}"[^>]*>(.*?)</pre>', body, re.DOTALL)
    assert found
    return html.unescape(found[1])


def words(body: str) -> str:
    found = re.search(r"<div data-copy-rich>(.*?)</div>", body, re.DOTALL)
    assert found
    return html.unescape(re.sub(r"<[^>]*>", "", found[1]))


def test_a_passage_is_cited_down_to_its_words(client: Client) -> None:
    document = kept()
    body = page(client, document, p="2")
    said = words(body)
    assert "Ada Quill, “Lamps That Count,” The Lantern, March 3, 2021, para. 2." in said
    assert "They count *heads*, <b>not</b> names & more." in said
    assert f"{document.get_absolute_url()}#p2" in said
    assert document.text_sha256 in said
    assert f"Kept {document.kept_at.day} {document.kept_at:%B %Y, %H:%M} UTC, ¶\N{NO-BREAK SPACE}2" in said


def test_every_form_says_the_same(client: Client) -> None:
    document = kept()
    body = page(client, document, p="2")
    plain, markdown, rich, bibtex = (form(body, each) for each in ("plain", "markdown", "html", "bibtex"))
    for each in (plain, rich, markdown):
        assert document.text_sha256 in each
        assert f"{document.get_absolute_url()}#p2" in each
    assert "“They count *heads*, <b>not</b> names & more.”" in plain
    assert "> They count \\*heads\\*, \\<b\\>not\\</b\\> names \\& more." in markdown
    assert "<p>They count *heads*, &lt;b&gt;not&lt;/b&gt; names &amp; more.</p>" in rich
    assert "Quill" in bibtex
    assert "@" in bibtex


def test_html_that_is_taken_along_is_whole(client: Client) -> None:
    class Nesting(HTMLParser):
        open: list[str]

        def handle_starttag(self, tag: str, attrs: object) -> None:
            self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    nesting = Nesting()
    nesting.open = []
    nesting.feed(form(page(client, kept(), p="1-3"), "html"))
    assert nesting.open == []


@pytest.mark.parametrize(
    ("asked", "quote"),
    [
        ({"p": "3"}, "“张三 said so.”"),
        ({"p": "1-2"}, "“The lamps of the quay.\nThey count"),
        ({"start": "4", "end": "9"}, "“lamps”"),
    ],
)
def test_the_words_are_those_that_are_asked_for(client: Client, asked: dict[str, str], quote: str) -> None:
    assert quote in form(page(client, kept(), **asked), "plain")


def test_a_text_of_one_passage_needs_no_number(client: Client) -> None:
    body = page(client, make.make_document("Only this."), p="1")
    assert "para" not in words(body)
    assert "“Only this.”" in form(body, "plain")


def test_a_whole_text_and_a_source_have_no_quotation(client: Client) -> None:
    document = kept()
    assert "<blockquote" not in page(client, document)
    response = client.get(reverse("archive:source_cite", args=[document.source.public_id]))
    assert "“Lamps That Count,”" in words(response.content.decode())


@pytest.mark.parametrize("asked", [{"p": "99"}, {"p": "x\0"}, {"start": "5"}, {"start": "9", "end": "2"}])
def test_a_place_that_is_none_is_named(client: Client, asked: dict[str, str]) -> None:
    document = kept()
    response = client.get(reverse("archive:document_cite", args=[document.public_id]), asked)
    assert response.status_code == 404
    assert 'role="alert"' in response.content.decode()
    assert "Lamps That Count" in response.content.decode()


def test_a_style_is_remembered(client: Client) -> None:
    document = kept()
    assert "Quill, A. (2021" in words(page(client, document, p="2", style="apa", locale="en-GB"))
    body = page(client, document, p="3")
    assert "Quill, A. (2021" in words(body)
    assert re.search(r'<option value="en-GB" selected', body)
    client.cookies["citation_look"] = "nothing~xx"
    assert "“Lamps That Count,”" in words(page(client, document, p="3", style="there is none"))


def test_what_may_not_be_seen_cannot_be_cited(client: Client) -> None:
    draft = kept(state=State.DRAFT)
    assert client.get(reverse("archive:document_cite", args=[draft.public_id])).status_code == 404
    Source.objects.filter(pk=draft.source_id).update(state=State.DRAFT)
    assert client.get(reverse("archive:source_cite", args=[draft.source.public_id])).status_code == 404
    hidden = make_subject("The lamps look", kind=SubjectKind.CLAIM, state=State.DRAFT)
    assert client.get(f"{hidden.get_absolute_url()}cite/").status_code == 404


def test_who_is_not_public_is_not_named(client: Client) -> None:
    document = kept()
    agent = document.source.contributions.get().agent
    type(agent).objects.filter(pk=agent.pk).update(state=State.DRAFT)
    document.source.contributions.update(credited_as="")
    assert "Quill" not in page(client, document, p="1")


def test_a_claim_is_cited_with_its_status(client: Client) -> None:
    claim = make_subject("The lamps count heads", kind=SubjectKind.CLAIM)
    said = words(client.get(f"{claim.get_absolute_url()}cite/").content.decode())
    assert "The Lamps Count Heads" in said
    assert "Status here:" in said
    assert claim.get_absolute_url() in said


def test_without_the_engine_the_words_are_there_all_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object, **_options: object) -> None:
        raise engine.EngineFailed("it is not there")

    monkeypatch.setattr("archive.pinpoints.written.formatted", fail)
    body = page(client, kept(), p="2")
    assert "it is not there" in body
    assert "They count" in form(body, "plain")


def test_a_citation_costs_the_same_however_long_the_text(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    short, long = kept(), kept("\n".join(f"Line {number}." for number in range(60)))
    page(client, short, p="2")
    for document in (short, long):
        with django_assert_num_queries(9):
            page(client, document, p="2")


def test_a_thread_is_cited_by_its_posts_that_the_reader_may_see(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    account = make.make_account("quill", agent=make.make_agent("Ada Quill"))
    thread = make.make_thread([], account=account)
    for order, issued in enumerate(("2019-12-17", "2019-12-18", "2019-12-20")):
        state = State.PUBLIC if order else State.DRAFT
        make.make_post(
            f"Lamp {order} is out.",
            account=account,
            issued=issued,
            thread=thread,
            thread_order=order,
            state=state,
        )
    address = reverse("archive:thread_cite", args=[thread.public_id])
    client.get(address)  # what is asked once stays known
    with django_assert_num_queries(QUERIES_OF_A_THREAD):
        body = client.get(address).content.decode()
    said = words(body)
    assert "Ada Quill (@quill), “Lamp 1 is out.” Twitter thread, Twitter, December 18–20, 2019" in said
    assert thread.get_absolute_url() in said
    assert "Lamp 0" not in body
    assert f'href="{address}"' in client.get(thread.get_absolute_url()).content.decode()
    assert client.get(reverse("archive:thread_cite", args=["nothread"])).status_code == 404

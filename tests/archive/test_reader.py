"""The reader page: what it shows, to whom, at what cost; and its downloads."""

import gzip
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.visibility import State
from archive.models import Document, Passage, PassageKind, ReferenceKind
from archive.reader import read_page
from sources.models import Relation, SourceType
from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db


def page_of(client: Client, document: Document) -> str:
    response = client.get(document.get_absolute_url())
    assert response.status_code == 200
    html = response.content.decode()
    assert faults(html) == []
    return html


def add_passage(document: Document, number: int, start: int, end: int, kind: str, level: int = 0) -> None:
    Passage.objects.create(document=document, number=number, start=start, end=end, kind=kind, level=level)


def article_with_posts(count: int = 25, paragraphs: int = 75) -> Document:
    words = [f"Lamp {number} on the quay is out 羽." for number in range(count)]
    account = make.make_account("ada", agent=make.make_agent())
    thread = make.make_thread(numbers=(), account=account, length=count)
    posts = [
        make.make_post(each, account=account, thread=thread, thread_number=number, thread_order=number)
        for number, each in enumerate(words, start=1)
    ]
    for post in posts:
        make.make_attachment(post)
    text = "\n".join([*(f"Paragraph {number} of the article." for number in range(paragraphs)), *words])
    document = make.make_document(text, source=make.make_source(authors=[make.make_agent("Bo Fen")]))
    for post, each in zip(posts, words, strict=True):
        make.make_reference(document, post.source, each, kind=ReferenceKind.POST)
    return document


@pytest.mark.parametrize("role", ["", READER, RESEARCHER])
def test_queries_stay_constant(
    client: Client, django_assert_max_num_queries: Callable[..., Any], role: str
) -> None:
    document = article_with_posts()
    make.make_link(make.make_source("A later report"), document.source, relation=Relation.CITES)
    if role:
        client.force_login(make.make_user(role))
    # Three of them for what programs read (archive.metadata): the work as an item, with all names of its people.
    with django_assert_max_num_queries(13 if role else 9):
        html = client.get(document.get_absolute_url()).content.decode()
    assert html.count('class="slip"') == 25
    assert html.count('class="pilcrow"') == 100


def test_passages_are_numbered_and_linked(client: Client) -> None:
    html = page_of(client, make.make_document("One.\nTwo."))
    assert '<p class="passage passage--paragraph" id="p2"><a class="pilcrow" href="#p2"' in html


def test_the_head_says_what_is_kept(client: Client) -> None:
    source = make.make_source(authors=[make.make_agent("Ada Quill 羽安")], url="https://sorrel.example/lamps")
    document = make.make_document("Lamps.", source=source)
    html = page_of(client, document)
    assert 'by <a href="/agents/' in html
    for words in (
        "The Sorrel Lantern",
        "18 December 2019",
        "English",
        document.text_sha256,
        document.capture.sha256,
    ):
        assert words in html
    assert 'href="https://sorrel.example/lamps" rel="noreferrer noopener external"' in html


def test_nothing_known_is_said_to_be_missing(client: Client) -> None:
    source = make.make_source("", container_title="", issued="", issued_on=None)
    html = page_of(client, make.make_document("Lamps.", source=source))
    assert "Untitled — needs details" in html
    assert "needs details: title, author, date" in html


def test_a_post_is_a_slip_with_its_attribution_as_published(client: Client) -> None:
    account = make.make_account("ada", agent=make.make_agent("Ada Quill"))
    thread = make.make_thread(numbers=(), account=account, length=11)
    words = "The lamps are out.\nAll of them. pic.example/x1"
    post = make.make_post(words, account=account, thread=thread, thread_number=3)
    make.make_attachment(post, "https://pic.example/x1")
    signature = "— Ada Quill (@ada) December 18, 2019"
    document = make.make_document(f"She wrote:\n{words}\n{signature}\nAnd went home.")
    place = document.text.index(signature)
    make.make_reference(
        document,
        post.source,
        words,
        kind=ReferenceKind.POST,
        mark_start=place,
        mark_end=place + len(signature),
    )
    slip = page_of(client, document).split('<article class="slip"')[1].split("</article>")[0]
    for each in (
        "The lamps are out.", "All of them. pic.example/x1", signature, "Ada Quill</a>", ">@ada</a>",
        ">18 December 2019</time>", ">3 of 11</a>", "verbatim", post.get_absolute_url(), thread.get_absolute_url(),
        account.get_absolute_url(), 'href="https://pic.example/x1"', 'id="p2"', 'id="p3"', 'id="p4"',
    ):  # fmt: skip
        assert each in slip
    assert "And went home." not in slip
    words_of_slip = slip.split('<div class="slip__words">')[1].split("</div>")[0]
    assert "The lamps are out." in words_of_slip
    assert signature in words_of_slip


def test_a_post_without_the_length_of_its_thread_gives_its_own_number(client: Client) -> None:
    thread = make.make_thread(numbers=(2,))
    post = thread.posts.get()
    words = post.source.documents.get().text
    document = make.make_document(f"She wrote:\n{words}")
    make.make_reference(document, post.source, words, kind=ReferenceKind.POST)
    assert ">2/</a>" in page_of(client, document)


def test_a_block_quotation_is_tied_to_its_source(client: Client) -> None:
    known = make.make_source("Light and who pays for it")
    unknown = make.make_source("", container_title="", issued="", issued_on=None)
    document = make.make_document("Light [sic] is dear.[Source]\nBetween.\nDark […] is cheap.")
    mark = document.text.index("[Source]")
    make.make_reference(document, known, "Light [sic] is dear.", mark_start=mark, mark_end=mark + 8)
    document.passages.filter(number=1).delete()
    add_passage(document, 1, 0, mark + 8, PassageKind.QUOTATION)
    make.make_reference(document, unknown, "Dark […] is cheap.")
    html = page_of(client, document)
    assert "<cite>Light and who pays for it</cite>" in html
    assert "source not yet identified" in html
    assert '<span class="insertion">[sic]</span>' in html
    assert '<span class="elision">[…]</span>' in html
    assert '<a class="mark" href="#n1">[Source]</a>' in html


def test_a_link_leads_to_our_record_and_the_footnote_to_the_address(client: Client) -> None:
    target = make.make_source("The tender", url="https://sorrel.example/tender")
    document = make.make_document("See the tender for it, and the tender again.")
    make.make_reference(document, target, "the tender", kind=ReferenceKind.LINK, relation=Relation.LINKS_TO)
    make.make_reference(document, target, "again", kind=ReferenceKind.LINK, relation=Relation.LINKS_TO)
    html = page_of(client, document)
    assert f'<a class="link" href="{target.get_absolute_url()}">the tender</a>' in html
    assert html.count('class="footnote"') == 1
    assert 'href="https://sorrel.example/tender"' in html
    assert 'href="#r1"' in html
    assert 'href="#r2"' in html


def test_an_address_that_is_no_web_address_is_no_link(client: Client) -> None:
    document = make.make_document("See it.")
    make.make_reference(
        document, make.make_source("It", url="javascript:alert(1)"), "it", kind=ReferenceKind.LINK
    )
    html = page_of(client, document)
    assert "javascript:alert(1)" in html
    assert 'href="javascript' not in html


def test_hostile_words_stay_words(client: Client) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    post = make.make_post(
        evil, account=make.make_account("x", agent=make.make_agent(evil), display_name=evil)
    )
    document = make.make_document(f"{evil}\nend", source=make.make_source(evil, container_title=evil))
    make.make_reference(document, post.source, evil, kind=ReferenceKind.POST)
    html = page_of(client, document)
    assert "<script>alert" not in html
    assert "<img" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 5


def test_han_in_another_language_says_so_and_chinese_needs_not(client: Client) -> None:
    assert '<span class="han" lang="und-Hani">羽安</span>' in page_of(
        client, make.make_document("Ada 羽安 wrote.")
    )
    html = page_of(client, make.make_document("羽安写道。", language="zh-Hans"))
    assert '<article class="text" lang="zh-Hans"' in html
    assert "und-Hani" not in html


def test_headings_make_an_outline_and_never_skip_a_level(client: Client) -> None:
    document = make.make_document("Top\nDeep\nWords.")
    document.passages.all().delete()
    add_passage(document, 1, 0, 3, PassageKind.HEADING, level=1)
    add_passage(document, 2, 4, 8, PassageKind.HEADING, level=5)
    html = page_of(client, document)
    assert '<h2 class="passage passage--heading" id="p1">' in html
    assert '<h3 class="passage passage--heading" id="p2">' in html
    assert '<li class="outline"><a href="#p2">Deep</a>' in html


def test_list_items_that_follow_each_other_are_one_list(client: Client) -> None:
    document = make.make_document("One\nTwo\nThen")
    document.passages.all().delete()
    add_passage(document, 1, 0, 3, PassageKind.LIST_ITEM)
    add_passage(document, 2, 4, 7, PassageKind.LIST_ITEM)
    add_passage(document, 3, 8, 12, PassageKind.PARAGRAPH)
    html = page_of(client, document)
    assert html.count('<ul class="listed">') == 1
    assert '<li class="passage passage--list_item" id="p2">' in html


def test_links_both_ways_and_other_versions(client: Client) -> None:
    document = make.make_document("Lamps.")
    make.make_document("Lamps, changed.", source=document.source)
    make.make_link(document.source, make.make_source("The first report"), relation=Relation.REPORTS_ON)
    make.make_link(make.make_source("The critic"), document.source, relation=Relation.QUOTES)
    html = page_of(client, document)
    for words in ("The first report", "Where it is quoted or cited", "The critic", "Other kept versions"):
        assert words in html


def test_what_a_draft_adds_to_a_public_page_is_hidden(client: Client) -> None:
    document = make.make_document("She wrote:\nThe lamps are out.\nSee the plan.")
    post = make.make_post("The lamps are out.", state=State.DRAFT, account=make.make_account("hidden_handle"))
    make.make_reference(document, post.source, "The lamps are out.", kind=ReferenceKind.POST)
    plan = make.make_source("The secret plan", state=State.DRAFT)
    make.make_reference(document, plan, "the plan", kind=ReferenceKind.LINK)
    make.make_link(make.make_source("The secret critic", state=State.DRAFT), document.source)
    make.make_document("Lamps.", source=document.source, state=State.DRAFT)
    html = page_of(client, document)
    for words in ("secret", "slip__head", "Other kept versions", "hidden_handle"):
        assert words not in html
    assert "The lamps are out." in html


def test_who_is_not_public_keeps_only_the_name_that_is_printed(client: Client) -> None:
    agent = make.make_agent("Ada Quill", state=State.DRAFT)
    post, reference = make.make_quoted_post(
        "Out.", account=make.make_account("ada", agent=agent, display_name="A. Q.", state=State.DRAFT)
    )
    make.make_contribution(reference.document.source, agent, credited_as="Quill of the quay")
    html = page_of(client, reference.document)
    assert "A. Q." in html
    assert "by Quill of the quay" in " ".join(html.split())
    assert "Ada Quill" not in html
    assert agent.public_id not in html
    assert "/accounts/x/ada/" not in html
    assert post.source.public_id in html


def test_a_link_to_edit_is_only_for_those_who_may(client: Client) -> None:
    document = make.make_document("Lamps.")
    assert "Edit its details" not in page_of(client, document)
    client.force_login(make.make_user(RESEARCHER))
    assert "Edit its details" in page_of(client, document)


def test_an_editor_can_publish_from_the_page(client: Client) -> None:
    document = make.make_document("Lamps.", state=State.DRAFT)
    client.force_login(make.make_user(RESEARCHER))
    assert "publish/" not in page_of(client, document)
    client.force_login(make.make_user(EDITOR))
    assert f'action="{document.get_absolute_url()}publish/"' in page_of(client, document)


def test_a_post_has_a_reader_page_of_its_own(client: Client) -> None:
    post = make.make_post("The lamps are out.", account=make.make_account("ada"))
    html = page_of(client, post.source.documents.get())
    assert "<h1>Post by @ada</h1>" in html


def test_numbers_follow_first_appearance() -> None:
    document = make.make_document("Beta, alpha, beta.")
    alpha, beta = make.make_source("Alpha"), make.make_source("Beta", csl_type=SourceType.REPORT)
    for target, words in ((alpha, "alpha"), (beta, "Beta"), (beta, "beta")):
        make.make_reference(document, target, words, kind=ReferenceKind.LINK)
    notes = read_page(document, make.make_user("")).footnotes
    assert [(each.number, each.cited.name.words, len(each.places)) for each in notes] == [
        (1, "Beta", 2),
        (2, "Alpha", 1),
    ]


def test_the_page_and_all_that_it_loads_weigh_little(client: Client) -> None:
    """Of 25 posts and 100 passages; as sent, compressed."""
    html = client.get(article_with_posts().get_absolute_url()).content
    loaded = re.findall(rb'(?:href|src)="(/static/[^"]+\.(?:css|js))"', html)
    assert len(loaded) >= 9
    sent = [html, *(b"".join(client.get(each.decode()).streaming_content) for each in loaded)]  # type: ignore[attr-defined]
    assert sum(len(gzip.compress(each)) for each in sent) <= 60 * 1024

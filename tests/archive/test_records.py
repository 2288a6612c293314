"""The pages of single records: who sees them, what they say, and what they cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import READER
from accounts.services import record_change
from accounts.visibility import State
from archive.models import Document
from sources.models import Source, Thread
from tests.archive.pages import LISTS, Record, everything, seen, signed_in, words_of
from tests.factories import (
    make_account,
    make_agent,
    make_attachment,
    make_batch,
    make_document,
    make_link,
    make_post,
    make_quoted_post,
    make_reference,
    make_source,
    make_thread,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_drafts_are_shown_to_those_who_work_here_alone() -> None:
    drafts, public = everything(State.DRAFT), everything(State.PUBLIC)
    for record in drafts.values():
        assert Client().get(record.get_absolute_url()).status_code == 404
        assert signed_in(READER).get(record.get_absolute_url()).status_code == 404
        assert "Draft" in seen(signed_in(), record.get_absolute_url()) or isinstance(record, Thread)
    for record in public.values():
        page = seen(Client(), record.get_absolute_url())
        assert "Edit details" not in page
        assert "History" not in page


def test_a_draft_behind_a_public_record_stays_hidden() -> None:
    hidden = make_agent("Hidden Agent", state=State.DRAFT)
    account = make_account("quill", agent=hidden)
    draft_article = make_document("Seen.\nLamp.", source=make_source("Hidden article", state=State.DRAFT))
    source = make_source("Public article", authors=[hidden])
    post = make_post("Lamp.", account=account)
    make_reference(draft_article, post.source, "Lamp.", kind="post")
    make_reference(draft_article, source, "Seen.")
    make_link(draft_article.source, source, relation="translates")
    make_document("Draft text", source=source, state=State.DRAFT)
    addresses = [
        *(record.get_absolute_url() for record in (source, post, account)),
        *(reverse(f"archive:{name}") for name in LISTS),
    ]
    for address in addresses:
        page = seen(Client(), address)
        assert "Hidden" not in page, address
        assert "Draft text" not in page
    assert "Hidden article" in seen(signed_in(), source.get_absolute_url())


def test_a_source_page_says_everything_that_is_known() -> None:
    ada, ben = make_agent("Ada Quill"), make_agent("Ben Anchor")
    source = make_source(
        "Lamps & <eyes>",
        authors=[ada, ben],
        publisher="Lantern Press", publisher_place="Port Sorrel", volume="12", issue="4", number="7",
        page="3–5", genre="essay", isbn="0-00-000000-X", doi="10.1234/a<b", note="Two\nlines",
        issued="2019-12-18~", accessed="2020-01", url="https://www.example.org/a?b=1&c=2", language="zh-Hans",
    )  # fmt: skip
    document = make_document(source=source)
    page = seen(Client(), source.get_absolute_url())
    for words in (
        "Lamps &amp; &lt;eyes&gt;", "Ada Quill", "Ben Anchor", "The Sorrel Lantern", "Lantern Press", "Port Sorrel",
        "12", "4", "7", "3–5", "essay", "0-00-000000-X", "10.1234/a&lt;b", "about 18 December 2019", "2019-12-18~",
        "January 2020", "<b>example.org</b>", "zh-Hans", document.text_sha256, source.public_id,
    ):  # fmt: skip
        assert words in page, words
    assert 'href="https://www.example.org/a?b=1&amp;c=2" rel="noreferrer noopener external"' in page


def test_an_address_that_is_no_web_address_is_never_a_link() -> None:
    source = make_source(url="javascript:alert(1)")
    page = seen(Client(), source.get_absolute_url())
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_a_source_page_shows_where_it_is_quoted_and_what_it_cites() -> None:
    report = make_source("Lighting report", csl_type="report", issued="2018")
    article = make_document("One.\nTwo words here.\nThree.", source=make_source("An article"))
    make_reference(article, report, "words here")
    make_reference(article, report, "Three.", kind="footnote", relation="cites")
    page = seen(Client(), report.get_absolute_url())
    assert f'<a href="{article.get_absolute_url()}#p2">¶ 2</a>' in page
    assert f"{article.get_absolute_url()}#p3" in page
    assert "words here</blockquote>" in page
    assert "not checked" in page
    assert page.count("An article") == 1
    page = seen(Client(), article.source.get_absolute_url())
    assert "Lighting report" in page
    assert f"{article.get_absolute_url()}#p2" in page


def test_what_nobody_knows_is_said_and_leads_to_the_form() -> None:
    source = make_source("", issued="", container_title="")
    page = seen(Client(), source.get_absolute_url())
    assert "Nobody has found these yet: title, author, date, published in." in words_of(page)
    assert "Fill them in" not in page
    assert f'href="/sources/{source.public_id}/edit/"' in seen(signed_in(), source.get_absolute_url())


def test_history_names_who_when_what_and_why() -> None:
    editor = make_user(username="corrector")
    source = make_source(batch=make_batch(label="harbour.html"))
    changes: dict[str, list[object]] = {
        "csl_type": ["report", "book"],
        "contributors": [
            [],
            [{"agent": "x", "name": "Ada <Quill>", "role": "editor", "credited_as": "A. Q."}],
        ],
        "note": ["", "seen"],
    }
    record_change(
        actor=editor, verb="edited", record=("source", source.public_id), changes=changes, reason="as printed"
    )
    page = words_of(seen(signed_in(), source.get_absolute_url()))
    for words in (
        "corrector",
        "edited",
        "“as printed”",
        "Report",
        "Book",
        "Ada &lt;Quill&gt; (editor, credited as A. Q.)",
    ):
        assert words in page
    assert "harbour.html" in page
    assert "corrector" not in seen(Client(), source.get_absolute_url())


def test_the_source_of_a_post_leads_to_the_post() -> None:
    post = make_post()
    answer = Client().get(reverse("archive:source_detail", args=[post.source.public_id]))
    assert (answer.status_code, answer["Location"]) == (302, post.get_absolute_url())


def test_a_post_page_shows_its_words_its_voice_and_who_quotes_it() -> None:
    post, reference = make_quoted_post(
        "灯下有眼睛。\nSecond line.",
        issued="2019-12-16T09:30Z",
        platform_id="1206",
        account=make_account("quill", agent=make_agent("Ada Quill"), display_name="Ada 💡"),
    )
    make_attachment(post, "https://pic.example.org/a")
    page = seen(Client(), post.get_absolute_url())
    for words in (
        "Second line.",
        "@quill",
        "Ada 💡",
        "16 December 2019, 09:30 UTC",
        "2019-12-16T09:30Z",
        "1206",
    ):
        assert words in page
    assert "https://pic.example.org/a" in page
    assert "verbatim" in page
    assert f"{reference.document.get_absolute_url()}#p2" in page
    assert '<span lang="und-Hani">灯下有眼睛</span>。' in page


def test_a_paraphrase_is_never_shown_without_saying_so() -> None:
    post = make_post()
    make_document("In our own words", source=post.source, kept_as="quotation", text_status="paraphrase")
    Document.objects.filter(source=post.source, text_status="verbatim").delete()
    for address in (post.get_absolute_url(), reverse("archive:post_list"), reverse("archive:account_list")):
        page = seen(Client(), address)
        assert ("In our own words" in page) == ("paraphrase" in page)
    assert "paraphrase" in seen(Client(), post.get_absolute_url())


def test_a_post_knows_its_neighbours_in_the_thread() -> None:
    thread = make_thread((2, 3, 5), length=5)
    first, middle, last = thread.posts.in_thread_order()
    page = seen(Client(), middle.get_absolute_url())
    assert f'rel="prev" href="{first.get_absolute_url()}"' in page
    assert f'rel="next" href="{last.get_absolute_url()}"' in page
    assert "3 of 5" in page
    assert "The first post kept" in seen(Client(), first.get_absolute_url())
    assert "The last post kept" in seen(Client(), last.get_absolute_url())


@pytest.mark.parametrize(
    ("numbers", "length", "basis", "words"),
    [
        (
            (2, 3, 5),
            11,
            "numbered",
            ["8 posts missing: 1, 4 and 6–11 of 11", "Not in this archive: 4", "stated length 11"],
        ),
        ((1, 3), None, "numbered", ["1 post missing: 2 is not in this archive", "its length is not stated"]),
        ((1, 2), 2, "numbered", ["2 posts here", "numbered by its author"]),
        ((1, 2), None, "consecutive", ["in the order in which they were quoted"]),
    ],
)
def test_a_thread_shows_its_posts_in_order_and_what_is_missing(
    numbers: tuple[int, ...], length: int | None, basis: str, words: list[str]
) -> None:
    thread = make_thread(numbers, length=length, basis=basis)
    page = words_of(seen(Client(), thread.get_absolute_url()))
    for each in words:
        assert each in page
    assert ("missing" in page) == (len(numbers) < max(length or 0, *numbers))


def test_a_hidden_post_of_a_thread_is_missing_for_those_who_may_not_see_it() -> None:
    thread = make_thread((1, 2, 3), length=3)
    middle = thread.posts.get(thread_number=2).source
    Source.objects.filter(pk=middle.pk).update(state=State.DRAFT)
    words = Document.objects.get(source=middle).text
    assert "1 post missing: 2 of 3" in words_of(seen(Client(), thread.get_absolute_url()))
    assert words not in seen(Client(), thread.get_absolute_url())
    assert words in seen(signed_in(), thread.get_absolute_url())


def test_an_account_is_found_whatever_the_case_of_its_handle() -> None:
    account = make_account("AdaQuill", agent=make_agent())
    make_thread((1, 2), account=account)
    page = seen(Client(), "/accounts/x/adaquill/")
    assert "2 records" in page
    assert "Ada Quill" in page
    assert Client().get("/accounts/mastodon/adaquill/").status_code == 404


def test_an_agent_page_shows_every_name_and_part() -> None:
    ada = make_agent("Ada Quill 羽安")
    ada.names.filter(name="羽安").update(is_citation_form=True)
    make_source("An article", authors=[ada])
    post, reference = make_quoted_post("Lamp.", account=make_account("quill", agent=ada))
    page = seen(Client(), ada.get_absolute_url())
    for words in ("羽安", "und-Hani", "Chinese characters", "citation form", "An article", "@quill", "Lamp."):
        assert words in page
    assert reference.document.source.title in page
    assert post.get_absolute_url() in page


@pytest.mark.parametrize("kind", ["source", "post", "thread", "account", "agent"])
def test_a_page_asks_the_database_a_constant_number_of_times(kind: str) -> None:
    from_few, from_many = (queries_of(kind, many) for many in (2, 12))
    assert from_many <= from_few  # a short list asks for what has no date, too


def queries_of(kind: str, many: int) -> int:
    agent = make_agent(f"Agent {many}")
    account = make_account(f"quill{many}", agent=agent)
    thread = make_thread(range(1, many + 1), account=account)
    source = make_source(authors=[agent, *(make_agent(f"Author {number}") for number in range(many))])
    post = thread.posts.in_thread_order()[1]
    for number in range(many):
        article = make_document(f"Article {number}\nLamp {number}", source=make_source(f"Article {number}"))
        make_reference(article, source, "Lamp")
        make_reference(article, post.source, "Lamp")
        make_reference(make_document(f"Text {number}", source=source), article.source, "Text")
        make_attachment(post, f"https://example.org/{number}")
        record_change(actor=None, verb="edited", record=(kind, source.public_id), changes={"note": ["", "x"]})
    records: dict[str, Record] = {
        "source": source, "post": post, "thread": thread, "account": account, "agent": agent
    }  # fmt: skip
    client = signed_in()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(records[kind].get_absolute_url()).status_code == 200
    return len(queries)

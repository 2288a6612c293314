"""The real digest through the real command: what the archive promises about it. Skipped, visibly, without it."""

import json
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from archive import blobs
from archive.models import Document, QuoteCheck, Reference
from archive.reading import read
from sources.models import Account, Agent, Attachment, Post, Source, Thread
from tests.archive.reading.pages import article_page, status_id
from tests.archive.reading.test_html_seed import pieces

SEEDS = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SEEDS, reason="../shared/seeds is absent: the real digest was NOT ingested"),
]
URL = "https://example.org/2019/12/digest/"


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path


@pytest.fixture
def page(store: Path) -> Path:
    """The same article as an HTML page with X embeds, its status ids made up."""
    plain = read(SEEDS[0].read_bytes())
    path = store / "digest.html"
    found = list(pieces(plain))  # type: ignore[arg-type]
    path.write_text(
        article_page(found, title="A made-up title", author="Ann Example", issued="2019-12-19", url=URL)
    )
    return path


def run(path: Path) -> dict[str, Any]:
    out = StringIO()
    call_command("ingest", str(path), "--json", stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def test_the_digest_becomes_one_article_and_twenty_two_posts() -> None:
    report = run(SEEDS[0])
    assert (report["created"]["documents"], report["created"]["posts"], report["created"]["accounts"]) == (
        1,
        22,
        4,
    )
    by_account = Counter((post["account"], post["posted"]) for post in report["posts"])
    assert by_account == {
        ("paulmozur", "2019-12-18"): 8,
        ("S_Rabinovitch", "2019-12-16"): 11,
        ("YuanfenYang", "2019-12-11"): 2,
        ("ipvideo", "2019-12-16"): 1,
    }
    assert len(report["quotations"]) == 2 and {each["source_mark"] for each in report["quotations"]} == {
        "[Source]"
    }


def test_every_quoted_range_is_verbatim_against_its_post() -> None:
    run(SEEDS[0])
    references = Reference.objects.filter(kind="post").select_related("document", "target_document")
    assert references.count() == 22
    for each in references:
        assert each.target_document is not None
        assert each.check_result == QuoteCheck.VERBATIM
        quoted = each.document.text[each.start : each.end]
        assert quoted == each.target_document.text[each.target_start : each.target_end]


def test_threads_are_in_order_with_their_numbers() -> None:
    run(SEEDS[0])
    threads = {each.account.handle: each for each in Thread.objects.select_related("account")}
    numbers = {
        handle: list(thread.posts.in_thread_order().values_list("thread_number", flat=True))
        for handle, thread in threads.items()
    }
    assert numbers == {
        "S_Rabinovitch": list(range(1, 12)),
        "YuanfenYang": [2, 3],
        "ipvideo": [2],
        "paulmozur": [None] * 8,
    }
    assert {handle: thread.length for handle, thread in threads.items()} == {
        "S_Rabinovitch": 11,
        "YuanfenYang": None,
        "ipvideo": 2,
        "paulmozur": None,
    }


def test_five_posts_have_two_paragraphs_and_media_are_kept() -> None:
    run(SEEDS[0])
    whole = [document.passages.count() for document in Document.objects.filter(kept_as="quotation")]
    assert Counter(whole) == {1: 17, 2: 5}
    assert Counter(Attachment.objects.values_list("kind", flat=True)) == {"media": 12, "link": 1}


def test_two_names_of_one_agent() -> None:
    run(SEEDS[0])
    agent = Agent.objects.get(names__name="孟建国")
    assert [each.name for each in agent.names.all()] == ["Paul Mozur", "孟建国"]
    assert Account.objects.get(handle="paulmozur").agent == agent


def test_the_capture_comes_back_and_a_second_run_makes_nothing() -> None:
    report = run(SEEDS[0])
    data = SEEDS[0].read_bytes()
    assert blobs.read(report["sha256"]) == data
    assert Document.objects.get(kept_as="whole").text == data.decode()
    assert sum(run(SEEDS[0])["created"].values()) == 0


@pytest.mark.parametrize("page_first", [False, True])
def test_text_and_page_are_two_documents_of_the_same_posts(page: Path, page_first: bool) -> None:
    first, second = (page, SEEDS[0]) if page_first else (SEEDS[0], page)
    run(first)
    report = run(second)
    assert (report["created"]["posts"], report["matched"]["posts"]) == (0, 22)
    assert Post.objects.count() == 22
    whole = Document.objects.filter(kept_as="whole")
    assert whole.count() == 2 and whole.values("source").distinct().count() == 1
    assert set(Reference.objects.filter(kind="post").values_list("check_result", flat=True)) == {"verbatim"}


@pytest.mark.parametrize("page_first", [False, True])
def test_ids_and_addresses_come_from_the_page(page: Path, page_first: bool) -> None:
    for path in (page, SEEDS[0]) if page_first else (SEEDS[0], page):
        run(path)
    posts = read(SEEDS[0].read_bytes()).posts
    expected = {status_id(post.posted, number) for number, post in enumerate(posts)}
    assert set(Post.objects.values_list("platform_id", flat=True)) == expected
    assert all(
        "/status/" in url for url in Source.objects.filter(csl_type="post").values_list("url", flat=True)
    )
    article = Document.objects.filter(kept_as="whole").first()
    assert article is not None
    assert (article.source.title, article.source.issued, article.source.url) == (
        "A made-up title",
        "2019-12-19",
        URL,
    )
    assert Source.objects.exclude(csl_type="post").count() == 3


def test_the_digest_joins_the_posts_of_the_bundled_dossier() -> None:
    """The dossier tells the same posts in its own words: each is one post, now with its own words too."""
    call_command("demo", stdout=StringIO())
    report = run(SEEDS[0])
    assert (report["created"]["posts"], report["matched"]["posts"]) == (0, 22)
    assert (Post.objects.count(), Thread.objects.count(), Account.objects.count()) == (22, 4, 4)
    kept = Counter(Document.objects.filter(kept_as="quotation").values_list("text_status", flat=True))
    assert kept == {"paraphrase": 22, "verbatim": 22}
    assert sum(run(SEEDS[0])["created"].values()) == 0

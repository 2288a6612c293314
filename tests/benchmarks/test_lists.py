"""Page 1 beside page 1,000 of lists of 100,000 rows, and what they ask the database."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TypeVar
from urllib.parse import urljoin

import pytest
from django.db.models import Model
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from accounts.visibility import State
from archive.models import Document, KeptAs, Passage
from sources.models import Account, Agent, Contribution, Post, Source, Thread
from tests.benchmarks.conftest import median_seconds
from tests.factories import make_capture

ROWS, FAR = 100_000, 1_000
FIRST = dt.date(1900, 1, 1)
PUBLIC = {"state": State.PUBLIC}
M = TypeVar("M", bound=Model)
LISTS = ["/sources/", "/posts/", "/documents/", "/threads/", "/accounts/", "/agents/"]


def fill() -> None:
    """As many of each as the lists are to have; every twentieth without a date."""
    agents = made(Agent, (Agent(name=f"Agent {n:06}", **PUBLIC) for n in range(ROWS)))
    accounts = made(
        Account,
        (
            Account(platform="x", handle=f"a{n:06}", handle_key=f"a{n:06}", agent=agent, **PUBLIC)
            for n, agent in enumerate(agents)
        ),
    )
    articles = made(Source, sources("article-newspaper"))
    made(Contribution, (Contribution(source=source, agent=agents[n]) for n, source in enumerate(articles)))
    keep(articles, KeptAs.WHOLE)
    threads = made(Thread, (Thread(account=account, length=1) for account in accounts))
    posted = made(Source, sources("post"))
    made(
        Post,
        (
            Post(source=source, account=accounts[n], platform="x", thread=threads[n], thread_number=1)
            for n, source in enumerate(posted)
        ),
    )
    keep(posted, KeptAs.QUOTATION)


def made(model: type[M], rows: Iterable[M]) -> list[M]:
    return model._default_manager.bulk_create(rows, 5_000)


def sources(csl_type: str) -> Iterator[Source]:
    for n in range(ROWS):
        day = FIRST + dt.timedelta(days=n % 40_000) if n % 20 else None
        title = "" if csl_type == "post" else f"Article {n:06}"
        issued = day.isoformat() if day else ""
        yield Source(title=title, csl_type=csl_type, issued=issued, issued_on=day, **PUBLIC)


def keep(sources: list[Source], kept_as: str) -> None:
    """A text of one passage for each; whole ones need a capture each."""
    shared = make_capture()
    captures = [shared] * len(sources)
    if kept_as == KeptAs.WHOLE:
        captures = type(shared).objects.bulk_create(
            [
                type(shared)(
                    sha256=f"{n:064x}", size=1, media_type="text/plain", encoding="utf-8",
                    encoding_origin="valid UTF-8", method="file",
                )
                for n in range(len(sources))
            ],
            5_000,
        )  # fmt: skip
    documents = Document.objects.bulk_create(
        [
            Document(
                source=source, capture=capture, text=f"Words {source.pk}", text_sha256=f"{source.pk:064x}",
                kept_as=kept_as, state=State.PUBLIC,
            )
            for source, capture in zip(sources, captures, strict=True)
        ],
        5_000,
    )  # fmt: skip
    Passage.objects.bulk_create(
        [
            Passage(document=each, number=1, kind="paragraph", start=0, end=len(each.text))
            for each in documents
        ],
        5_000,
    )


def page_number(client: Client, address: str, number: int) -> str:
    """The address of a page, by following the link to the next one."""
    for _ in range(number - 1):
        page = LexborHTMLParser(client.get(address).content.decode())
        link = page.css_first("a[rel~=next]")
        assert link is not None, address
        address = urljoin(address, link.attributes["href"])
    return address


@pytest.fixture
def _filled() -> None:
    fill()


@pytest.mark.usefixtures("_filled")
def test_page_one_thousand_costs_what_page_one_costs(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    slow = []
    for address in LISTS:
        far = page_number(client, address, FAR)
        for each in (address, far):
            with django_assert_max_num_queries(6):
                assert client.get(each).status_code == 200
        near_time = median_seconds(lambda: client.get(address))  # noqa: B023
        far_time = median_seconds(lambda: client.get(far))  # noqa: B023
        ratio = far_time / near_time
        print(
            f"\n{address} page 1: {near_time * 1e3:.1f} ms; page {FAR}: {far_time * 1e3:.1f} ms; ratio {ratio:.2f}"
        )
        if ratio > 2:
            slow.append(address)
    assert slow == []

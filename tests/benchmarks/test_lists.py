"""Page 1 beside page 1,000 of lists of 100,000 rows, and what they ask the database."""

import datetime as dt
from urllib.parse import urljoin

import pytest
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
LISTS = ["/sources/", "/posts/", "/documents/", "/threads/", "/accounts/", "/agents/"]


def fill() -> None:
    """As many of each as the lists are to have; every twentieth without a date."""
    public = {"state": State.PUBLIC}
    agents = Agent.objects.bulk_create([Agent(name=f"Agent {n:06}", **public) for n in range(ROWS)], 5_000)
    accounts = Account.objects.bulk_create(
        [
            Account(platform="x", handle=f"a{n:06}", handle_key=f"a{n:06}", agent=agents[n], **public)
            for n in range(ROWS)
        ],
        5_000,
    )
    threads = Thread.objects.bulk_create([Thread(account=accounts[n], length=1) for n in range(ROWS)], 5_000)
    for csl_type in ("article-newspaper", "post"):
        days = [FIRST + dt.timedelta(days=n % 40_000) if n % 20 else None for n in range(ROWS)]
        sources = Source.objects.bulk_create(
            [
                Source(
                    title=f"Article {n:06}" if csl_type != "post" else "",
                    csl_type=csl_type,
                    issued=day.isoformat() if day else "",
                    issued_on=day,
                    **public,
                )
                for n, day in enumerate(days)
            ],
            5_000,
        )
        if csl_type == "post":
            Post.objects.bulk_create(
                [
                    Post(source=source, account=account, platform="x", thread=thread, thread_number=1)
                    for source, account, thread in zip(sources, accounts, threads, strict=True)
                ],
                5_000,
            )
        else:
            Contribution.objects.bulk_create(
                [
                    Contribution(source=source, agent=agent)
                    for source, agent in zip(sources, agents, strict=True)
                ],
                5_000,
            )
        kept_as = KeptAs.QUOTATION if csl_type == "post" else KeptAs.WHOLE
        keep(sources, kept_as)


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

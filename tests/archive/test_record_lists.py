"""The lists of records: who sees what in them, their filters and pages, and what they cost."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.roles import READER
from accounts.visibility import State
from archive.models import KeptAs, TextStatus
from tests.archive.pages import LISTS, everything, listed, signed_in, words_of
from tests.factories import (
    make_account,
    make_agent,
    make_attachment,
    make_document,
    make_post,
    make_source,
    make_thread,
)

pytestmark = pytest.mark.django_db

LIST_QUERIES = 6
# Lists of works give each as an item for programs, too (archive.metadata): works, people, their names, words of posts.
WORK_QUERIES = {"source_list": 3, "post_list": 4}


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_will_fill_it(name: str) -> None:
    assert 'class="empty"' in listed(name)
    assert 'class="empty"' in listed(name, client=signed_in())
    assert "Nothing matches" in listed(name, "?account=nobody&name=nobody&outlet=nowhere&platform=bluesky")


@pytest.mark.parametrize("name", LISTS)
def test_drafts_are_listed_for_those_who_work_here_alone(name: str) -> None:
    everything(State.DRAFT)
    everything(State.PUBLIC)
    for client in (Client(), signed_in(READER)):
        page = listed(name, client=client)
        assert "public" in page.lower()
        assert not re.search("(Agent|account_|Source|Post)[ _]?draft", page)
    assert re.search("(Agent|account_|Source|Post)[ _]?draft", listed(name, client=signed_in()))


FILLERS: dict[str, Callable[[int], object]] = {
    "source_list": lambda number: make_source(
        f"Source {number}", authors=[make_agent(f"Author {number}")], issued="2019" if number % 2 else ""
    ),
    "post_list": lambda number: make_attachment(make_post(issued="2019" if number % 2 else "")),
    "thread_list": lambda _number: make_thread((1, 2)),
    "account_list": lambda number: make_account(f"quill{number}x", agent=make_agent()),
    "agent_list": lambda number: make_account(f"quill{number}y", agent=make_agent(f"Agent {number} 羽")),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_database_as_often_whatever_its_length(
    name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in()
    for number in range(30):
        FILLERS[name](number)
    for query in ("", "?state=public&sort=added", "?platform=x&type=report&kind=unknown"):
        with django_assert_max_num_queries(LIST_QUERIES + WORK_QUERIES.get(name, 0)):
            client.get(reverse(f"archive:{name}") + query)


@pytest.mark.parametrize("name", LISTS)
def test_a_long_list_is_paged_and_keeps_its_filters(name: str) -> None:
    for number in range(60):
        FILLERS[name](number)
    first = listed(name, "?sort=added")
    assert "60 records" in first
    following = re.search(r'rel="next" href="([^"]*)"', first)
    assert following
    assert "sort=added" in following[1]
    second = listed(name, following[1].replace("&amp;", "&"))
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("query", ["?after=nonsense", "?before=%00", "?after=WzEsMiwzXQ"])
@pytest.mark.parametrize("name", LISTS)
def test_a_place_that_cannot_be_read_is_the_first_page_and_says_so(name: str, query: str) -> None:
    FILLERS[name](1)
    page = listed(name, query)
    assert "cannot be read" in page
    assert "1 record" in page


@pytest.mark.parametrize("name", LISTS)
def test_a_filter_that_makes_no_sense_is_named_and_narrows_nothing(name: str) -> None:
    FILLERS[name](1)
    page = listed(name, "?sort=colour&year=0&language=what?&since=yesterday&type=x&platform=x%00&kind=x")
    assert "errorlist" in page
    assert "1 record" in page


def titles(query: str, client: Client | None = None) -> list[str]:
    page = listed("source_list", query, client)
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', page)


def test_sources_are_filtered_and_sorted() -> None:
    ada, ben = make_agent("Ada Quill 羽安"), make_agent("Ben Anchor")
    make_source("Alpha", authors=[ada], issued="2018-05", csl_type="report", language="zh-Hans")
    make_source("beta", authors=[ben], issued="2019-12-18", container_title="Mole Quarterly")
    make_source("Gamma", issued="", container_title="Mole Weekly", state=State.DRAFT)
    make_post(account=make_account(agent=ada))
    assert titles("") == ["beta", "Alpha"]
    assert titles("", signed_in()) == ["beta", "Alpha", "Gamma"]
    assert titles("?sort=oldest") == ["Alpha", "beta"]
    assert titles("?type=report") == ["Alpha"]
    assert titles("?outlet=mole") == ["beta"]
    assert titles("?contributor=QUILL") == titles("?contributor=羽安") == ["Alpha"]
    assert titles("?language=zh") == titles("?year=2018") == ["Alpha"]
    assert titles("?needs_details=on") == []
    assert titles("?needs_details=on", signed_in()) == titles("?state=draft", signed_in()) == ["Gamma"]
    assert titles("?state=draft") == ["beta", "Alpha"]  # nobody outside may even ask
    assert titles("?type=report&year=2019") == []


def test_filters_that_are_set_can_be_taken_away_one_by_one() -> None:
    make_source("Alpha", csl_type="report")
    page = listed("source_list", "?type=report&year=2019&sort=title")
    assert 'href="?year=2019&amp;sort=title"' in page
    assert 'href="?type=report&amp;sort=title"' in page
    assert "Type: Report" in words_of(page)


def test_posts_are_filtered() -> None:
    mole = make_account("mole", platform="mastodon")
    make_post("From the mole", account=mole, issued="2019-12-11")
    make_attachment(make_post("With a picture", issued="2019-12-16T09:30Z"))
    make_thread((1,), account=make_account("quill"))
    make_post("Nobody knows when", issued="")

    def found(query: str) -> set[str]:
        page = listed("post_list", query)
        return {words for words in ("mole<", "picture", "out again", "knows when") if words in page}

    assert found("") == {"mole<", "picture", "out again", "knows when"}
    assert found("?account=@MOLE") == found("?platform=mastodon") == {"mole<"}
    assert found("?since=2019-12-12&until=2019-12-16") == found("?with_media=on") == {"picture"}
    assert found("?in_thread=on") == {"out again"}
    assert found("?account=mole&platform=x") == set()


def test_accounts_threads_and_agents_are_filtered() -> None:
    ada = make_agent("Ada Quill 羽安", kind="person")
    make_thread((1,), account=make_account("quill", agent=ada))
    make_account("mole", platform="mastodon")
    make_agent("Port Authority", kind="organisation")
    assert "@mole" not in listed("account_list", "?agent=known")
    assert "@quill" not in listed("account_list", "?agent=unknown")
    assert "@quill" not in listed("account_list", "?platform=mastodon")
    assert "1 record" in listed("thread_list", "?account=quill")
    assert "0 records" in listed("thread_list", "?account=mole")
    for query in ("?script=Hani", "?kind=person", "?name=quill"):
        page = listed("agent_list", query)
        assert "Ada Quill" in page
        assert "Port Authority" not in page


def test_the_original_words_stand_before_a_paraphrase_kept_earlier() -> None:
    post = make_post()
    post.source.documents.all().delete()
    for words, status in (("Told again.", TextStatus.PARAPHRASE), ("As she wrote it.", TextStatus.VERBATIM)):
        make_document(words, source=post.source, kept_as=KeptAs.QUOTATION, text_status=status)
    page = listed("post_list")
    assert "As she wrote it." in page and "Told again." not in page

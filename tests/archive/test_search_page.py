"""The page of results: what whom it shows, and in how many queries."""

import csv
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.roles import RESEARCHER
from accounts.visibility import State
from annotations.models import WorkState
from archive.models import Document
from archive.searchpage import nothing, page
from sources.searching import facets
from sources.searching.engines.shape import TooSlow
from tests.annotation_factories import make_annotation, make_claim, make_tag
from tests.archive.results import answer, facet_links, keep_one_of_each, links, tabs, text_of, titles
from tests.factories import (
    make_account,
    make_agent,
    make_document,
    make_post,
    make_quoted_post,
    make_source,
    make_user,
)
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
MOST_QUERIES = 19  # four of them for what programs save (archive.metadata): which works, and each as an item


@pytest.fixture
def harbour() -> None:
    keep_one_of_each()


def test_an_empty_box_teaches(client: Client) -> None:
    html = answer(client, "")
    assert "/help/search/" in html
    assert 'href="/search/?q=police"' in html


def test_every_kind_has_its_tab_and_count(client: Client, harbour: None) -> None:
    html = answer(client, "lamp")
    found = tabs(html)
    assert [*found] == [
        "Passages", "Posts", "Sources", "Claims", "Leaks", "Vendors", "Annotations", "People", "Tags",
    ]  # fmt: skip
    assert found["Claims"] == found["Leaks"] == found["Vendors"] == found["Sources"] == found["Tags"] == "1"
    for kind in ("claims", "leaks", "vendors", "sources", "annotations", "people", "tags", "posts"):
        assert links(answer(client, "lamp", kind=kind)), kind


def test_a_passage_leads_to_its_very_place(client: Client) -> None:
    document = make_document(
        "Nothing here.\nThe lamps <b>went</b> out at nine.", source=make_source("Harbour & quay")
    )
    index_everything()
    html = answer(client, "lamps")
    assert links(html) == [f"/documents/{document.public_id}/#p2"]
    assert "The <mark>lamps</mark> &lt;b&gt;went&lt;/b&gt; out at nine." in html
    assert "¶ 2" in html
    assert "Harbour &amp; quay" in html


def test_an_annotation_leads_to_its_words_in_the_text(client: Client) -> None:
    said = make_annotation(note="A canary is meant.")
    index_everything()
    place = said.targets.get().document
    assert links(answer(client, "canary", kind="annotations")) == [f"{place.get_absolute_url()}#a-{said.pk}"]


def test_who_speaks_in_a_quoted_post_is_said(client: Client) -> None:
    make_quoted_post("The canary sang at nine.")
    index_everything()
    html = answer(client, "canary")
    assert "@quill" in html


def test_without_a_kind_the_first_that_has_something_is_open(client: Client) -> None:
    make_tag("canary")
    index_everything()
    html = answer(client, "canary")
    assert links(html) == ["/tags/canary/"]
    assert "Nothing found in passages" in text_of(answer(client, "canary", kind="passages"))


@pytest.mark.parametrize(
    "kind", ["passages", "posts", "sources", "vendors", "claims", "annotations", "people", "tags"]
)
def test_a_page_takes_so_many_queries_and_no_more(
    client: Client, harbour: None, kind: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for each in range(25):
        make_document(
            f"The lamp {each}.", source=make_source(f"Lamp {each}", authors=[make_agent(f"Lamp {each}")])
        )
        make_post(f"A lamp {each}")
        make_tag(f"lamp {each}")
        make_claim(f"lamp {each} listened")
    index_everything()
    with django_assert_max_num_queries(MOST_QUERIES):
        html = answer(client, "lamp", kind=kind)
    assert links(html)


def test_order_by_date(client: Client) -> None:
    for year in ("2018", "2020", "2019"):
        make_document("A lamp.", source=make_source(year, issued=year))
    index_everything()
    assert titles(answer(client, "lamp", sort="newest")) == ["2020", "2019", "2018"]
    assert titles(answer(client, "lamp", sort="oldest")) == ["2018", "2019", "2020"]


def test_more_than_is_counted_is_said_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_document("\n".join(f"Lamp number {each}." for each in range(5)))
    index_everything()
    monkeypatch.setattr("sources.searching.matching.COUNT_CAP", 3)
    assert tabs(answer(client, "lamp"))["Passages"] == "more than 3"


def test_of_many_hits_the_last_are_counted_and_it_is_said(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in range(5):
        make_document("A lamp.", language=("en", "zh")[each % 2])
    index_everything()
    assert "Counted among" not in answer(client, "lamp")
    for module in (facets, page):
        monkeypatch.setattr(module, "FACET_CAP", 2)
    html = answer(client, "lamp")
    assert "Counted among the last 2." in html
    assert set(re.findall(r'facet__count">([^<]*)<', html)) == {"1"}


def test_what_a_visitor_may_not_see_is_nowhere(client: Client) -> None:
    """In no hit, no count, no suggestion; and a researcher sees it, marked."""
    make_document("The canary sang.", state=State.DRAFT)
    make_agent("Canary Quill", state=State.DRAFT)
    make_annotation("quay", document=make_document("On the quay."), note="canary", state=WorkState.DRAFT)
    index_everything()
    assert tabs(answer(client, "canary")) == {}
    assert "canary" not in text_of(answer(client, "canaryy")).replace("canaryy", "")
    client.force_login(make_user(RESEARCHER))
    html = answer(client, "canary")
    assert tabs(html) == {"Passages": "1", "Annotations": "1", "People": "1"}
    assert "Draft" in text_of(html)
    assert 'q=canary">canary</a>' in answer(client, "canaryy")


def test_what_was_stopped_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_given: Any, **_named: Any) -> None:
        raise TooSlow

    make_document("A lamp.")
    index_everything()
    monkeypatch.setattr(page, "facets_of", stopped)
    assert "took too long to count" in answer(client, "lamp")
    monkeypatch.setattr(page, "counts", stopped)
    assert links(answer(client, "lamp"))  # the others could not be counted: the open tab is there
    monkeypatch.setattr(nothing, "counts", stopped)
    assert "Nothing found" in answer(client, "nowhere")
    monkeypatch.setattr(page, "match", stopped)
    assert "took too long" in answer(client, "lamp")


def test_how_it_was_read_is_said(client: Client) -> None:
    make_document("A lamp.")
    index_everything()
    html = answer(client, '"lamp colour:red after:2018')
    assert "A quotation mark was not closed" in text_of(html)
    html = answer(client, "lamp after:2018 -rain")
    assert "Read as lamp; not: rain; after 2018" in text_of(html)
    chips = re.findall(r'class="chip" href="([^"]*)"', html)
    assert "/search/?q=lamp+-rain" in chips


@pytest.mark.parametrize(
    "q", ["\0", "a\0b", "-", '"', "((((", "x" * 10_000, "\u202e lamp", "OR OR", "tag:" * 300, "*"]
)
def test_any_query_is_answered(client: Client, q: str) -> None:
    answer(client, q)
    answer(client, q, kind="nonsense", sort="nonsense", saved=q, new=q)


def test_the_box_is_on_every_page_once(client: Client) -> None:
    for address in ("/", "/documents/", "/search/", "/help/search/"):
        html = client.get(address).content.decode()
        assert html.count('name="q"') == 1, address
        assert html.count("data-search-box") == 1


def test_a_facet_is_a_link_to_the_query_with_that_field_and_back(client: Client) -> None:
    for language in ("en", "en", "zh"):
        make_document("A lamp.", source=make_source(language=language), language=language)
    index_everything()
    html = answer(client, "lamp")
    assert "/search/?q=lamp+lang%3Azh" in facet_links(html)
    narrowed = answer(client, "lamp lang:zh")
    assert len(links(narrowed)) == 1
    assert "/search/?q=lamp" in facet_links(narrowed)
    assert "2" in re.findall(r'facet__count">([^<]*)<', html)


def test_a_name_that_was_found_is_said_beside_the_words(client: Client) -> None:
    make_annotation(note="Seen at night.", tags=["canary"])
    index_everything()
    html = answer(client, "canary", kind="annotations")
    assert "Seen at night." in text_of(html)
    assert "named: <mark>canary</mark>" in html


def test_no_whole_text_is_read_for_a_page_of_passages(client: Client) -> None:
    make_document("\n".join(f"Lamp number {each}." for each in range(45)))
    index_everything()
    with CaptureQueriesContext(connection) as queries:
        answer(client, "lamp", kind="passages")
    assert any("SUBSTR" in each["sql"].upper() for each in queries)
    assert not [
        each["sql"]
        for each in queries
        if re.search(r"SELECT[^()]*\btext\b[^()]*FROM archive_document", each["sql"].replace('"', ""))
    ]


def test_all_of_it_comes_as_a_table(client: Client) -> None:
    make_document("\n".join(f"=Lamp number {each}." for each in range(45)))
    index_everything()
    html = answer(client, "lamp")
    address = re.search(r'<a href="([^"]*)" download', html)
    assert address
    response = client.get(unescape(address[1]))
    assert response.headers["Content-Disposition"].endswith('.csv"')
    lines = list(csv.reader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))  # type: ignore[attr-defined]
    assert lines[0] == ["address", "title", "words", "quote", "where", "date", "state"]
    assert len(lines) == 47
    assert lines[-1][0].startswith("# 45 rows; ")
    assert all(line[0].startswith("http") and line[2].startswith("'=Lamp") for line in lines[1:-1])
    assert [line[0].partition("/documents/")[2] for line in lines[1:21]] == [
        each.partition("/documents/")[2] for each in links(html)
    ]


def test_the_words_of_a_draft_text_are_in_no_snippet(client: Client) -> None:
    """The post is public and found by its account; its text is not public yet."""
    post = make_post("The canary sang.", account=make_account("quayside"))
    Document.objects.update(state=State.DRAFT)
    index_everything()
    html = answer(client, "quayside", kind="posts")
    assert links(html) == [post.get_absolute_url()]
    assert "canary" not in html
    client.force_login(make_user(RESEARCHER))
    assert "The canary sang." in text_of(answer(client, "quayside", kind="posts"))

"""“Export what I see”: the sources of a page, in its order, in every format, for those who may see them."""

import json
import re
from typing import Any
from urllib.parse import quote, unquote

import pytest
import rispy
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from archive.source_exports import formats_at, of_sources
from archive.source_exports import items as source_items
from sources.exchange.formats import FORMATS, read_formats
from sources.models import Post, Source
from tests.archive.pages import signed_in
from tests.factories import (
    make_account,
    make_agent,
    make_document,
    make_post,
    make_quoted_post,
    make_reference,
    make_source,
    make_thread,
)
from tests.indexing import index_everything
from tests.sources.merging.world import merged

pytestmark = pytest.mark.django_db


def asked(address: str, name: str = "csl", client: Client | None = None) -> Any:
    answer = (client or Client()).get(f"{address}{'&' if '?' in address else '?'}format={name}")
    assert answer.status_code == 200, answer.status_code
    return answer


def items(address: str, client: Client | None = None) -> list[dict[str, Any]]:
    answer = asked(address, client=client)
    found: list[dict[str, Any]] = json.loads(b"".join(answer.streaming_content))
    assert answer["X-Item-Count"] == str(len(found))
    return found


def ids(address: str, client: Client | None = None) -> list[str]:
    return [item["id"] for item in items(address, client)]


def of(*sources: Source | Post) -> list[str]:
    return [each.source.public_id if isinstance(each, Post) else each.public_id for each in sources]


SOURCES = reverse("archive:source_list")


def test_a_list_gives_what_its_page_shows_in_the_same_order() -> None:
    old, new = make_source("Old", issued="2018"), make_source("New", issued="2019")
    book = make_source("Book", issued="2017", csl_type="book")
    make_post()
    assert ids(SOURCES) == of(new, old, book)
    assert ids(f"{SOURCES}?sort=oldest&after=nonsense") == of(book, old, new)
    assert ids(f"{SOURCES}?type=book") == of(book)


def test_drafts_are_for_those_who_work_here() -> None:
    public, draft = make_source("A", issued="2019"), make_source("B", issued="2018", state=State.DRAFT)
    assert ids(SOURCES) == of(public)
    assert ids(SOURCES, signed_in()) == of(public, draft)
    assert Client().get(f"{draft.get_absolute_url()}?format=ris").status_code == 404


def test_one_source_is_exported_under_its_title() -> None:
    source = make_source("Lamps, or “the” lamps", authors=[make_agent("Ada Quill")])
    answer = asked(source.get_absolute_url(), "ris")
    (record,) = rispy.loads(b"".join(answer.streaming_content).decode().replace("\r\n", "\n"))
    assert record["authors"] == ["Quill, Ada"]
    assert answer["Content-Disposition"] == 'attachment; filename="lamps-or-the-lamps.ris"'
    assert answer["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert answer["Link"] == f'<{settings.BASE_URL}{source.get_absolute_url()}?format=ris>; rel="self"'


def test_the_number_of_items_stands_in_the_name_and_in_the_file() -> None:
    make_source("A"), make_source("B")
    answer = asked(f"{SOURCES}?sort=oldest", "bib")
    assert unquote(answer["Content-Disposition"]).endswith('"sources-2.bib"')
    last = b"".join(answer.streaming_content).decode().splitlines()[-1]
    assert last == f"% 2 entries; {settings.BASE_URL}{SOURCES}?sort=oldest&format=bib"


def test_posts_threads_accounts_and_agents_give_their_sources() -> None:
    agent = make_agent("Ada Quill")
    account = make_account("quill", agent=agent)
    thread = make_thread((1, 2), account=account)
    posts = [*thread.posts.order_by("thread_order")]
    other = make_post(account=account, issued="2017")
    book = make_source("Book", authors=[agent], issued="2021")
    assert set(ids(reverse("archive:post_list"))) == set(of(*posts, other))
    assert ids(thread.get_absolute_url()) == of(*posts)
    assert ids(reverse("archive:thread_list")) == of(*posts)
    assert set(ids(account.get_absolute_url())) == set(of(*posts, other))
    assert ids(agent.get_absolute_url())[0] == book.public_id
    assert set(ids(agent.get_absolute_url())) == set(of(*posts, other, book))
    assert ids(other.get_absolute_url()) == of(other)


def test_a_text_gives_itself_and_what_it_quotes_once() -> None:
    post, reference = make_quoted_post("The lamps")
    document = reference.document
    make_reference(document, make_source("Hidden", state=State.DRAFT))
    assert ids(document.get_absolute_url()) == of(document.source, post)
    assert ids(reverse("archive:document_list")) == of(document.source)


def test_a_search_gives_the_sources_of_what_it_finds_once() -> None:
    source = make_source("Quarterly lamps")
    make_document("lamps here\nlamps there", source=source)
    index_everything()
    for kind in ("passages", "sources"):
        assert ids(f"{reverse('archive:search')}?q=lamps&kind={kind}") == of(source)
    assert Client().get(f"{reverse('archive:search')}?q=lamps&kind=people&format=ris").status_code == 404
    table = asked(f"{reverse('archive:search')}?q=lamps&kind=sources", "csv")
    assert b"".join(table.streaming_content).decode("utf-8-sig").startswith("address,title")


@pytest.mark.parametrize("form", read_formats(), ids=lambda each: str(each.name))
def test_every_format_comes_back_with_the_same_fields(form: Any) -> None:
    make_source(
        "Über “Lampen” {1} 100%\\",
        authors=[make_agent("孟建国")],
        issued="2019-12-18~",
        url="https://a.example/x_y",
    )
    expected = items(SOURCES)
    data = b"".join(
        part if isinstance(part, bytes) else part.encode()
        for part in asked(SOURCES, form.name).streaming_content
    )
    (row,) = form.read(data).rows
    assert row.item
    assert row.problems == ()
    for variable in ("title", "author", "URL"):
        assert row.item[variable] == expected[0][variable]


def test_a_format_that_nobody_knows_is_said_to_be_none() -> None:
    answer = Client().get(f"{SOURCES}?format=wordperfect")
    assert answer.status_code == 404
    assert Client().post(f"{SOURCES}?format=ris").status_code == 405


def test_ten_times_as_many_sources_ask_the_database_as_often(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(3):
        make_source(f"A {number}", authors=[make_agent(f"Author {number}")])
    with django_assert_num_queries(4):
        items(SOURCES)
    for number in range(27):
        make_source(f"B {number}", authors=[make_agent(f"Writer {number}")])
    with django_assert_num_queries(4):
        items(SOURCES)


@pytest.mark.parametrize("name", ["source_list", "post_list", "thread_list", "document_list"])
def test_the_menu_offers_every_format_with_the_filters_of_the_page(name: str) -> None:
    make_thread((1,))
    make_document()
    page = Client().get(f"{reverse(f'archive:{name}')}?sort=&x={quote('ü&')}&after=").content.decode()
    formats = re.findall(r'href="([^"]*)format=([\w-]+)" download', page)
    data = [each.name for each in FORMATS if each.write]
    assert [form for _base, form in formats if form in data] == data
    assert {base.replace("&amp;", "&") for base, _form in formats} == {
        f"{reverse(f'archive:{name}')}?sort=&x=%C3%BC%26&"
    }


def test_pages_without_sources_offer_nothing() -> None:
    make_agent()
    assert "format=ris" not in Client().get(reverse("archive:agent_list")).content.decode()
    assert formats_at("archive:agent_list") == []


def test_keys_are_asked_twice_who_may_see_them() -> None:
    public, draft = make_source("A"), make_source("B", state=State.DRAFT)
    nobody, keys = AnonymousUser(), [draft.pk, public.pk, public.pk, None]
    assert of_sources("x", keys, nobody).keys == [public.pk]
    assert [item["id"] for item in source_items([draft.pk, public.pk], nobody)] == of(public)


def test_the_old_address_of_a_merged_source_leads_to_the_new_one_and_keeps_the_format() -> None:
    kept, other = make_source("Kept"), make_source("Kept, too")
    old = other.get_absolute_url()
    merged(kept, other)
    answer = Client().get(f"{old}?format=ris")
    assert (answer.status_code, answer["Location"]) == (301, f"{kept.get_absolute_url()}?format=ris")

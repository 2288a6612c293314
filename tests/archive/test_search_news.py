"""What is new in a saved search, to whom, until when, and how long it may take to say so."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import READER, RESEARCHER
from archive.models import Document, SearchMark
from archive.publishing import publish
from archive.saving import mark_seen
from archive.searchpage import news
from sources.searching.engines.shape import TooSlow
from tests.annotation_factories import make_claim, make_tag
from tests.archive.results import links, text_of, titles
from tests.archive.saved import LONG_AGO, keep, keep_harbour, page, signed_in
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour() -> Document:
    return keep_harbour()


def test_what_is_published_is_new_to_those_who_could_not_see_it(harbour: Document) -> None:
    """A draft is in no count before; then one is new, for a reader and not for a researcher, until it is marked as seen."""
    (reader, one), (researcher, other) = signed_in(READER), signed_in(RESEARCHER)
    search = keep(one, kind="passages")
    keep(other, kind="passages")
    assert "nothing new" in text_of(page(reader, "/searches/"))
    assert "1 found" in text_of(page(reader, "/searches/"))
    assert "2 found" in text_of(page(researcher, "/searches/"))
    publish(document=harbour, actor=None)
    assert "1 new" in text_of(page(reader, "/searches/"))
    assert "nothing new" in text_of(page(researcher, "/searches/"))
    html = page(reader, search.get_absolute_url())
    assert "1 new since" in text_of(html)
    assert re.findall(r'<li class="hit">.*?</h3>', html, re.DOTALL)
    marked = [each for each in re.findall(r'class="hit__title">(.*?)</h3>', html) if "badge--new" in each]
    assert len(marked) == 1
    assert "Hidden" in marked[0]
    until = re.search(r'name="until" value="([^"]*)"', html)
    assert until
    answer = reader.post(f"{search.get_absolute_url()}seen/", {"until": unescape(until[1])}, follow=True)
    assert "Nothing new since" in text_of(answer.content.decode())
    assert "badge--new" not in answer.content.decode()


def test_looking_moves_no_mark(harbour: Document) -> None:
    client, user = signed_in(READER)
    search = keep(user)
    before = SearchMark.objects.get().seen_until
    with CaptureQueriesContext(connection) as queries:
        page(client, search.get_absolute_url())
        page(client, "/searches/")
    assert not [each["sql"] for each in queries if re.match("INSERT|UPDATE|DELETE", each["sql"])]
    assert SearchMark.objects.get().seen_until == before
    assert client.get(f"{search.get_absolute_url()}seen/").status_code == 405


def test_only_what_is_new_is_shown_when_asked(harbour: Document) -> None:
    client, user = signed_in(READER)
    search = keep(user)
    publish(document=harbour, actor=None)
    html = page(client, search.get_absolute_url())
    assert sorted(titles(html)) == ["Hidden", "Known"]
    news_only = re.search(r'<a href="([^"]*new=1[^"]*)"', html)
    assert news_only
    narrowed = page(client, unescape(news_only[1]))
    assert titles(narrowed) == ["Hidden"]
    assert "Show everything" in narrowed
    mark_seen(search=search, person=user, until=timezone.now())
    assert "Nothing new" in text_of(page(client, unescape(news_only[1])))
    assert titles(page(client, "/search/?q=lamp&kind=passages&new=1")) == titles(html)  # new in what?


def test_what_came_while_one_looked_stays_new(harbour: Document) -> None:
    client, user = signed_in(READER)
    search = keep(user)
    looked = timezone.now()
    publish(document=harbour, actor=None)
    client.post(f"{search.get_absolute_url()}seen/", {"until": looked.isoformat(), "from": "list"})
    assert "1 new" in text_of(page(client, "/searches/"))


@pytest.mark.parametrize(
    "until", ["", "nonsense", "2999-01-01T00:00:00+00:00", "2019-01-01T00:00:00", "2019-99-99T00:00:00Z"]
)
def test_a_mark_never_lies_ahead(until: str) -> None:
    client, user = signed_in(READER)
    search = keep(user)
    SearchMark.objects.update(seen_until=LONG_AGO)
    client.post(f"{search.get_absolute_url()}seen/", {"until": until})
    mark = SearchMark.objects.get().seen_until
    assert timezone.now() - timedelta(minutes=1) < mark <= timezone.now()
    mark_seen(search=search, person=user, until=LONG_AGO)
    assert SearchMark.objects.get().seen_until == mark


@pytest.mark.parametrize("until", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_first_mark_at_no_time_of_the_calendar_is_now(until: str) -> None:
    search = keep(signed_in(RESEARCHER)[1], is_shared=True)
    client, user = signed_in(READER)
    client.post(f"{search.get_absolute_url()}seen/", {"until": until})
    mark = SearchMark.objects.get(person=user).seen_until
    assert timezone.now() - timedelta(minutes=1) < mark <= timezone.now()


def test_each_person_has_a_mark_of_their_own_in_a_shared_search(harbour: Document) -> None:
    _owner, one = signed_in(RESEARCHER)
    search = keep(one, is_shared=True)
    reader, _other = signed_in(READER)
    html = page(reader, search.get_absolute_url())
    assert "Mark what comes from now on" in html
    assert "badge--new" not in html
    reader.post(f"{search.get_absolute_url()}seen/", {"from": "list"})
    publish(document=harbour, actor=None)
    listed = text_of(page(reader, "/searches/?whose=others"))
    assert "1 new" in listed
    assert "by " + one.username in listed


def test_a_search_of_all_kinds_counts_them_all_and_says_where(harbour: Document) -> None:
    client, user = signed_in(READER)
    search = keep(user)
    make_claim("A lamp listened.")
    make_tag("lamp")
    publish(document=harbour, actor=None)
    index_everything()
    html = page(client, "/searches/")
    assert "2 new" in text_of(html)
    assert "1 in passages" in text_of(html)
    assert "1 in claims" in text_of(html)  # a tag is a name, and no news
    assert links(page(client, f"/search/?q=lamp&kind=tags&new=1&saved={search.public_id}")) == []


def test_what_is_looked_for_now_can_be_kept_in_place_of_what_was_saved(harbour: Document) -> None:
    client, user = signed_in(READER)
    search = keep(user)
    publish(document=harbour, actor=None)
    assert "Mark as seen" in page(client, search.get_absolute_url())
    html = page(client, f"/search/?q=lamp+OR+known&saved={search.public_id}")
    assert "changed since it was saved" in html
    assert "Mark as seen" not in html  # what was saved has not been seen
    change = re.search(r'<a href="([^"]*)">Save the change', html)
    assert change
    form = page(client, unescape(change[1]))
    assert 'value="lamp OR known"' in form
    assert 'value="About lamp"' in form
    client.post(f"{search.get_absolute_url()}edit/", {"name": "Known lamps", "q": "lamp OR known"})
    assert "changed since" not in page(client, search.get_absolute_url())


def test_the_list_takes_as_many_queries_however_long_it_is(harbour: Document) -> None:
    client, user = signed_in(READER)
    taken = []
    for _round in range(2):
        for each in range(8):
            keep(user, f"lamp OR quay{each}")
        with CaptureQueriesContext(connection) as queries:
            page(client, "/searches/")
        taken.append(len(queries))
    assert taken[0] == taken[1]
    assert taken[0] <= (
        8 if connection.vendor == "sqlite" else 13
    )  # PostgreSQL is told of the time limit in five


def test_what_cannot_be_counted_in_time_says_so(harbour: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_given: Any, **_named: Any) -> None:
        raise TooSlow

    client, user = signed_in(READER)
    search = keep(user)
    monkeypatch.setattr(news, "counts", stopped)
    listed = text_of(page(client, "/searches/"))
    assert "Counting was stopped" in listed
    assert "About lamp" in listed
    assert "could not be counted in time" in text_of(page(client, search.get_absolute_url()))


def test_what_takes_too_long_to_be_asked_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.searching.counting.WRITING", -1)
    client, user = signed_in(READER)
    keep(user)
    assert "Counting was stopped" in page(client, "/searches/")


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/search/feed.atom?q=lamp", 503, ""),
        ("/search/timeline/?q=lamp", 200, "took too long"),
    ],
)
def test_no_page_is_put_together_without_end(
    monkeypatch: pytest.MonkeyPatch, address: str, status: int, words: str
) -> None:
    monkeypatch.setattr("sources.searching.counting.WRITING", -1)
    answer = Client().get(address)
    assert answer.status_code == status
    assert words in answer.content.decode()

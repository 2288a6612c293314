"""Saved searches: whose they are, what in them is new, and that nobody learns more by them than they may see."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.visibility import State
from archive.models import Document, SavedSearch, SearchMark
from archive.publishing import publish
from archive.saving import SearchValues, delete_search, edit_search, mark_seen, save_search
from archive.searchpage import news
from sources.searching.engines.shape import TooSlow
from tests.annotation_factories import make_claim, make_tag
from tests.archive.results import links, text_of, titles
from tests.factories import make_document, make_source, make_user
from tests.html import faults
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 2, tzinfo=UTC)


def keep(owner: User, query: str = "lamp", **values: Any) -> SavedSearch:
    usual = SearchValues(name=f"About {query}", query=query, kind="", sort="", is_shared=False)
    wanted: Any = {**usual, **values}
    return save_search(owner=owner, values=wanted)


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    html: str = response.content.decode()
    assert not faults(html)
    return html


def signed_in(role: str) -> tuple[Client, User]:
    user, client = make_user(role), Client()
    client.force_login(user)
    return client, user


def old(title: str, *, state: str = State.PUBLIC, text: str = "A lamp.") -> Document:
    """Made long ago: news to nobody."""
    source = make_source(title, state=state, created_at=LONG_AGO)
    return make_document(text, source=source, state=state, kept_at=LONG_AGO)


@pytest.fixture
def harbour() -> Document:
    """A public text about a lamp, and a draft of another, which is given."""
    old("Known")
    draft = old("Hidden", state=State.DRAFT)
    index_everything()
    return draft


# Saving


def test_what_is_shown_is_saved_under_a_name(harbour: Document) -> None:
    client, user = signed_in(READER)
    shown = page(client, "/search/?q=lamp+-rain&kind=passages&sort=newest")
    keeping = re.search(r'<a href="([^"]*)">Save this search', shown)
    assert keeping
    form = page(client, unescape(keeping[1]))
    assert 'value="lamp; not: rain"' in form
    given = {"name": "Lamps", "q": "lamp -rain", "kind": "passages", "sort": "newest"}
    answer = client.post("/searches/new/", given, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/search/?q=lamp+-rain&kind=passages&sort=newest&saved=")
    assert "Nothing new since" in text_of(answer.content.decode())
    search = SavedSearch.objects.get()
    assert (search.owner, search.name, search.is_shared) == (user, "Lamps", False)
    listed = text_of(page(client, "/searches/"))
    assert "Lamps lamp; not: rain in passages newest first 1 found" in listed


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " "}, "This field is required"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"q": "-lamp"}, "says nothing to look for"),
        ({"q": "l" * 4001}, "at most 4000 characters"),
        ({"q": "a\0b"}, "Null characters are not allowed"),
        ({"kind": "nonsense"}, "Select a valid choice"),
        ({"sort": "nonsense"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_typed_is_lost(wrong: dict[str, str], said: str) -> None:
    client, _user = signed_in(READER)
    answer = client.post("/searches/new/", {"name": "Lamps at the quay", "q": "lamp tag:quay", **wrong})
    html = answer.content.decode()
    assert not faults(html.replace("\0", ""))
    assert said in text_of(html)
    assert "Lamps at the quay" in html or "lamp tag:quay" in html
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("q", ["", "%00", "-", "x" * 5000, "%22lamp"])
def test_a_form_begins_with_any_address(q: str) -> None:
    client, _user = signed_in(READER)
    page(client, f"/searches/new/?q={q}&kind=nonsense&sort=nonsense")


def test_there_is_an_end_to_what_one_person_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    client, user = signed_in(READER)
    keep(user)
    monkeypatch.setattr("archive.saving.MOST", 1)
    assert "Delete one first" in client.post("/searches/new/", {"name": "x", "q": "lamp"}).content.decode()


def test_whoever_is_nobody_signs_in_first(client: Client) -> None:
    for address in ("/searches/", "/searches/new/?q=lamp"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/login/?next=")
    assert "Save this search" not in page(client, "/search/?q=lamp")


# Whose they are

ACTS = ("edit", "seen", "delete", "restore")


def test_a_private_search_is_not_there_for_anybody_else(harbour: Document) -> None:
    _owner, user = signed_in(RESEARCHER)
    search = keep(user, "canary")
    at = search.get_absolute_url()
    for client in (Client(), signed_in(READER)[0], signed_in(EDITOR)[0]):
        assert client.get(at).status_code == 404
        assert client.get(f"{at}feed.atom").status_code == 404
        assert "About canary" not in page(client, f"/search/?q=lamp&saved={search.public_id}")
        assert "saved=" not in page(client, f"/search/?q=lamp&saved={search.public_id}").replace(
            "/searches", ""
        )
    for client in (signed_in(READER)[0], signed_in(EDITOR)[0]):
        assert client.get(f"{at}edit/").status_code == 404
        assert [client.post(f"{at}{act}/").status_code for act in ACTS] == [404] * 4
        assert "About canary" not in page(client, "/searches/") + page(client, "/searches/?whose=others")


def test_a_shared_search_can_be_read_by_everybody_and_changed_by_its_owner(harbour: Document) -> None:
    owner, user = signed_in(RESEARCHER)
    search = keep(user, is_shared=True)
    at = search.get_absolute_url()
    assert "About lamp" in page(Client(), at)
    assert user.username not in page(Client(), at)
    reader, _user = signed_in(READER)
    assert "About lamp" in page(reader, "/searches/?whose=others")
    assert "About lamp" not in page(reader, "/searches/")
    assert [reader.post(f"{at}{act}/").status_code for act in ("edit", "delete", "restore")] == [404] * 3
    owner.post(f"{at}edit/", {"name": "Mine again", "q": "lamp"})
    assert reader.get(at).status_code == 404
    assert "Mine again" in page(owner, "/searches/")


def test_only_researchers_and_above_share() -> None:
    client, user = signed_in(READER)
    assert "is_shared" not in page(client, "/searches/new/?q=lamp")
    client.post("/searches/new/", {"name": "x", "q": "lamp", "is_shared": "on"})
    search = SavedSearch.objects.get()
    assert not search.is_shared
    values = SearchValues(name="x", query="lamp", kind="", sort="", is_shared=True)
    with pytest.raises(PermissionDenied):
        save_search(owner=user, values=values)
    with pytest.raises(PermissionDenied):
        edit_search(search=search, values=values, actor=user)
    with pytest.raises(PermissionDenied):
        delete_search(search=search, actor=make_user(EDITOR))


def test_deleted_is_restored_as_it_was_for_a_while() -> None:
    client, user = signed_in(RESEARCHER)
    search = keep(user, is_shared=True)
    at = search.get_absolute_url()
    assert "For 30 days it can be restored" in text_of(
        client.post(f"{at}delete/", follow=True).content.decode()
    )
    assert client.get(at).status_code == 404
    assert Client().get(f"{at}feed.json").status_code == 404
    client.post(f"{at}restore/")
    assert "About lamp" in page(Client(), at)
    client.post(f"{at}delete/")
    SavedSearch.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    other = keep(user, "quay")
    assert list(SavedSearch.objects.all()) == [other]


# What is new


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


# How long it may take


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

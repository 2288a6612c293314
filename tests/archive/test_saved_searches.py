"""Saved searches: whose they are, what in them is new, and that nobody learns more by them than they may see."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.roles import EDITOR, READER, RESEARCHER
from archive.models import Document, SavedSearch
from archive.saving import SearchValues, delete_search, edit_search, save_search
from tests.archive.results import text_of
from tests.archive.saved import keep, keep_harbour, page, signed_in
from tests.factories import make_user
from tests.html import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def harbour() -> Document:
    return keep_harbour()


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
    more = {"name": "x", "q": "lamp"}
    assert "Delete one first" in client.post("/searches/new/", more).content.decode()
    delete_search(search=SavedSearch.objects.get(), actor=user)
    assert client.post("/searches/new/", more).status_code == 302


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

"""Feeds of a search: what everybody can newly see of what it finds, whoever asks."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from accounts.roles import EDITOR
from accounts.visibility import State
from annotations.models import Annotation, Target, WorkState
from archive.models import SavedSearch
from archive.publishing import publish
from archive.searchpage import feed
from sources.searching.engines.shape import TooSlow
from tests.annotation_factories import make_annotation, make_claim, make_target
from tests.factories import make_document, make_source, make_user
from tests.indexing import index_everything

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
LONG_AGO = datetime(2020, 1, 2, tzinfo=UTC)


def items(client: Client, address: str = "/search/feed.json?q=lamp") -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    found: list[dict[str, Any]] = json.loads(answer.content)["items"]
    return found


def test_hits_of_every_kind_come_by_when_they_came_to_be_seen(client: Client) -> None:
    """Not by when they were made, nor by their own dates."""
    old = make_document("A lamp.", source=make_source("Old", issued="2021"), kept_at=LONG_AGO)
    claim = make_claim("A lamp listened.", created_at=LONG_AGO + timedelta(days=1)).subject
    draft = make_document(
        "A late lamp.", source=make_source("Late", issued="1999"), kept_at=LONG_AGO, state=State.DRAFT
    )
    old.source.__class__.objects.update(created_at=LONG_AGO)
    index_everything()
    assert [each["title"] for each in items(client)] == ["Claims: A lamp listened.", "Passages: Old"]
    publish(document=draft, actor=None)
    found = items(client)
    assert [each["title"] for each in found] == [
        "Passages: Late",
        "Claims: A lamp listened.",
        "Passages: Old",
    ]
    assert found[0]["id"] == found[0]["url"] == f"http://testserver/documents/{draft.public_id}/#p1"
    assert found[0]["content_text"].startswith("A late lamp.\n\n¶ 1 · ")
    assert datetime.fromisoformat(found[0]["date_published"]) > timezone.now() - timedelta(minutes=1)
    assert found[1]["date_published"] == "2020-01-03T00:00:00+00:00"
    assert found[1]["url"].endswith(claim.get_absolute_url())
    assert [each["title"] for each in items(client, "/search/feed.json?q=lamp&kind=claims")] == [
        "Claims: A lamp listened."
    ]


def test_atom_says_the_same(client: Client) -> None:
    make_document("A <lamp> & a quay.\nA lamp again.")
    index_everything()
    answer = client.get("/search/feed.atom?q=lamp&kind=passages")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    assert root.findtext(f"{ATOM}title") == "Search: lamp"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Undersight"
    entries = list(root.iter(f"{ATOM}entry"))
    assert [each.findtext(f"{ATOM}id") for each in entries] == [
        each["id"] for each in items(client, "/search/feed.json?q=lamp&kind=passages")
    ]
    assert "A <lamp> & a quay." in "".join(each.findtext(f"{ATOM}summary") or "" for each in entries)
    again = client.get(
        "/search/feed.atom?q=lamp&kind=passages", headers={"if-none-match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_an_empty_feed_says_no_new_time_each_time(client: Client) -> None:
    root = ElementTree.fromstring(client.get("/search/feed.atom?q=lamp").content)  # noqa: S314 - our own
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_whoever_asks_gets_what_everybody_may_see(client: Client) -> None:
    document = make_document("A quay.", source=make_source("Public"))
    make_document("A lamp of a draft.", state=State.DRAFT)
    make_annotation("quay", document=document, note="The lamp.", state=WorkState.SUBMITTED)
    make_annotation("lamp", document=make_document("lamp", state=State.DRAFT), note="lamp")
    index_everything()
    client.force_login(make_user(EDITOR))
    assert items(client) == []
    Annotation.objects.update(state=WorkState.ACCEPTED)
    assert [each["content_text"].splitlines()[0] for each in items(client)] == ["The lamp."]


def test_an_entry_stays_the_same_when_its_place_changes(client: Client) -> None:
    said = make_annotation("lamp", document=make_document("A lamp."), note="canary")
    index_everything()
    (before,) = items(client, "/search/feed.json?q=canary")
    Target.objects.all().delete()
    make_target(said, make_document("Another lamp."), "lamp")
    (after,) = items(client, "/search/feed.json?q=canary")
    assert before["url"] != after["url"]
    assert before["id"] == after["id"] == f"http://testserver{said.get_absolute_url()}"


def test_no_more_than_the_last_are_listed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last that came to be seen: not those that were made last."""
    monkeypatch.setattr(feed, "LENGTH", 2)
    for day in (3, 0, 2, 1):
        kept_at = LONG_AGO + timedelta(days=day)
        make_document(f"Lamp {day}.", source=make_source(created_at=LONG_AGO), kept_at=kept_at)
    index_everything()
    found = items(client, "/search/feed.json?q=lamp&kind=passages")
    assert [each["content_text"].splitlines()[0] for each in found] == ["Lamp 3.", "Lamp 2."]


@pytest.mark.parametrize("q", ["", "-lamp", "%00", "()", "*", "-a+-b"])
def test_a_feed_of_nothing_is_refused_in_words(client: Client, q: str) -> None:
    for form in ("atom", "json"):
        answer = client.get(f"/search/feed.{form}?q={q}")
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert "needs words" in answer.content.decode()


@pytest.mark.parametrize(
    "q", ["%22lamp", "((((lamp", "nowhere", "tag:" * 50, "a%00b", "x" * 9000, "kind:claim", "%F0%9Flamp"]
)
def test_any_query_has_a_feed(client: Client, q: str) -> None:
    for form in ("atom", "json"):
        assert client.get(f"/search/feed.{form}?q={q}&kind=nonsense").status_code == 200


def test_a_feed_that_takes_too_long_says_when_to_ask_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_given: Any) -> None:
        raise TooSlow

    monkeypatch.setattr(feed, "newest_hits", stopped)
    answer = client.get("/search/feed.atom?q=lamp")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "3600"
    assert "took too long" in answer.content.decode()


def test_the_feed_of_a_shared_search_is_for_everybody_and_of_a_private_one_for_nobody(client: Client) -> None:
    make_document("A lamp.", source=make_source("Known"))
    make_document("A lamp.", source=make_source("Hidden"), state=State.DRAFT)
    index_everything()
    owner = make_user(EDITOR)
    search = SavedSearch.objects.create(owner=owner, name="Lamps", query="lamp", is_shared=True)
    at = f"{search.get_absolute_url()}feed.json"
    signed_in = Client()
    signed_in.force_login(owner)
    for each in (client, signed_in):
        assert [item["title"] for item in items(each, at)] == ["Passages: Known"]
        assert json.loads(each.get(at).content)["title"] == "Lamps"
    SavedSearch.objects.update(is_shared=False)
    assert [each.get(at).status_code for each in (client, signed_in)] == [404, 404]
    SavedSearch.objects.update(is_shared=True, deleted_at=timezone.now())
    assert [each.get(at).status_code for each in (client, signed_in)] == [404, 404]


def test_the_page_of_results_names_its_feeds(client: Client) -> None:
    make_document("A lamp.")
    index_everything()
    for q in ("lamp", "nowhere"):
        html = client.get(f"/search/?q={q}&kind=passages&sort=oldest").content.decode()
        head = html.partition("</head>")[0]
        for form in ("atom+xml", "feed+json"):
            assert f'<link rel="alternate" type="application/{form}" href="/search/feed.' in head
        assert html.count(f'/search/feed.atom?q={q}&amp;kind=passages"') == 2
    assert "feed.atom" not in client.get("/search/").content.decode()


def test_new_documents_come_by_when_they_came_to_be_seen(client: Client) -> None:
    late = make_document("Late.", source=make_source("Late"), kept_at=LONG_AGO, state=State.DRAFT)
    make_document("Known.", source=make_source("Known"), kept_at=LONG_AGO + timedelta(days=9))
    publish(document=late, actor=None)
    found = items(client, "/feeds/documents.json")
    assert [each["title"] for each in found] == ["Late", "Known"]


@pytest.mark.parametrize(
    "address", ["/search/feed.json?", "/search/timeline/?", "/search/?kind=annotations&", "/search/?"]
)
def test_a_search_by_who_speaks_is_not_too_deep_for_any_engine(client: Client, address: str) -> None:
    """What all kinds of records ask of a name is one statement, and SQLite cannot read what is nested deep."""
    answer = client.get(f"{address}q=lamp+from:zhang")
    assert answer.status_code == 200
    assert "took too long" not in answer.content.decode()

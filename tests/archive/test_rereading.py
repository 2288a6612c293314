"""A draft that another version wrote: read again from its bytes, with the corrections that still apply."""

import copy
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from archive import blobs
from archive.corrections import carried_over
from archive.models import Draft, OutdatedDraft
from archive.reading import read
from tests.archive.articles import ARTICLE
from tests.archive.desk import draft_for, form_of, upload, words_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher(client: Client) -> User:
    person = make_user()
    client.force_login(person)
    return person


def outdate(draft: Draft, **changes: Any) -> Draft:
    """As a version might have written it whose blocks were pairs and whose posts had one more field."""
    stored = copy.deepcopy(draft.proposal) | changes
    stored["blocks"] = [[each["start"], each["end"]] for each in stored["blocks"]]
    stored["posts"] = [{**each, "sentiment": "calm"} for each in stored["posts"]]
    draft.proposal = stored
    draft.save()
    with pytest.raises(OutdatedDraft):
        draft.read()
    return draft


def corrected(client: Client) -> Draft:
    """A title and an author typed, a date changed, a post rejected, a source named, a quotation added."""
    draft = draft_for(client)
    changes: dict[str, Any] = {
        "metadata__title": "Counting lamps",
        "metadata__authors": "Bo Wick",
        "p1__posted": "2021-03-02",
        "p2__accepted": None,
        "q1__title": "Bulletin 7",
        "add__kind": "quotation",
        "add__first": "3",
        "add__begins": "the first figures",
        "match__account:x:adaquill": "new",
    }
    client.post(draft.get_absolute_url(), form_of(draft, **changes))
    draft.refresh_from_db()
    client.post(draft.get_absolute_url(), form_of(draft, added1__title="The Lantern, 1 March"))
    draft.refresh_from_db()
    return draft


def reread(client: Client, draft: Draft) -> str:
    address = reverse("archive:draft_reread", args=[draft.public_id])
    page = words_of(client.post(address, {"version": draft.version}, follow=True))
    draft.refresh_from_db()
    return page


def test_the_desk_says_in_words_that_the_proposal_is_of_another_version(
    client: Client, researcher: User
) -> None:
    draft = outdate(corrected(client))
    page = words_of(client.get(draft.get_absolute_url()))
    assert "Counting lamps" in page and "Read the file again" in page
    assert words_of(client.post(draft.get_absolute_url(), {"version": draft.version})).count("Read the file")
    confirm = client.get(f"{draft.get_absolute_url()}confirm/", follow=True)
    assert "Read the file again" in words_of(confirm)
    assert "Counting lamps" in words_of(client.get("/ingest/"))


def test_what_was_corrected_is_carried_over(client: Client, researcher: User) -> None:
    before = corrected(client)
    was = before.read()
    draft = outdate(before)
    page = reread(client, draft)
    assert "Read again from the kept file." in page and "no place any more" not in page
    now = draft.read()
    assert now.metadata == was.metadata
    assert now.posts == was.posts and now.threads == was.threads
    assert now.quotations == was.quotations
    assert now.links == was.links
    assert draft.version == 4


def test_what_has_no_place_any_more_is_named(client: Client, researcher: User) -> None:
    draft = corrected(client)
    stored = draft.proposal
    stored["posts"][0]["posted"] = "in spring"
    stored["quotations"][0]["span"] = "¶ 3"
    page = reread(client, outdate(draft, metadata={"title": "a bare string"}))
    assert page.count("A correction has no place any more") == 2
    assert "the finding “Opened a harbour lamp today." in page
    assert draft.read().metadata.title.value == ""
    assert [post.accepted for post in draft.read().posts] == [True, False]


def test_words_that_moved_are_found_again() -> None:
    """The older version read the text with a line before it that this one leaves out."""
    fresh = read(ARTICLE.encode())
    old = json.loads(json.dumps(fresh.to_json()))
    shift = len("Menu\n")
    old["text"] = "Menu\n" + old["text"]
    for post in old["posts"]:
        post["span"] = {name: at + shift for name, at in post["span"].items()}
    old["posts"][0] |= {"display_name": "A. Quill", "confidence": 1.0, "reason": ""}
    carried = carried_over(old, fresh)
    assert carried.lost == ()
    assert [post.display_name for post in carried.proposal.posts] == ["A. Quill", "Ada Quill 羽安"]
    assert [post.span for post in carried.proposal.posts] == [post.span for post in fresh.posts]


@pytest.mark.parametrize("stored", [{}, {"posts": "none", "metadata": 7, "text": None}, {"posts": [3, {}]}])
def test_stored_data_of_any_shape_is_read_again(
    client: Client, researcher: User, stored: dict[str, Any]
) -> None:
    draft = draft_for(client)
    fresh = draft.read()
    Draft.objects.filter(pk=draft.pk).update(proposal=stored)
    draft.refresh_from_db()
    assert words_of(client.get(draft.get_absolute_url())).count("Read the file again")
    reread(client, draft)
    assert draft.read().posts == fresh.posts


def test_a_paste_is_read_again_as_what_it_was(client: Client, researcher: User) -> None:
    html = "<p>Not a page: <b>a piece</b> of one, pasted as HTML.</p>"
    upload(client, pasted=html, pasted_as="text/html", url="https://lantern.example/lamps")
    draft = Draft.objects.get()
    was = draft.read()
    outdate(draft)
    reread(client, draft)
    assert draft.read() == was


def test_lost_bytes_and_older_tabs_change_nothing(client: Client, researcher: User) -> None:
    draft = outdate(draft_for(client))
    address = reverse("archive:draft_reread", args=[draft.public_id])
    older = client.post(address, {"version": draft.version + 1}, follow=True)
    assert "saved elsewhere in the meantime" in words_of(older)
    blobs.path_of(draft.sha256).unlink()
    assert "missing or damaged on disk" in reread(client, draft)
    with pytest.raises(OutdatedDraft):
        draft.read()
    assert client.get(address).status_code == 405
    assert Client().post(address).status_code == 302

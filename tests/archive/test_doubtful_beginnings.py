"""Posts whose beginning is not sure, on the ingest desk: one click moves it."""

import re

import pytest
from django.test import Client

from accounts.models import User
from tests.archive.desk import draft_for, form_of, words_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher(client: Client) -> User:
    person = make_user()
    client.force_login(person)
    return person


DOUBTFUL = """Opened a lamp. pic.twitter.com/aaaa1111
— Ada Quill (@adaquill) March 3, 2021
The council has not answered our letters since.
It talks to a box in the customs house.
— Ada Quill (@adaquill) March 3, 2021
""".encode()


def test_a_doubtful_beginning_is_cut_off_with_one_click(client: Client, researcher: User) -> None:
    """The article's own paragraph stands between two posts of one account, and nothing says where the second begins."""
    draft = draft_for(client, DOUBTFUL)
    page = words_of(client.get(draft.get_absolute_url()))
    assert "Where it begins is not sure." in page and "not sure, 70" in page
    assert "Cut off what stands above ¶&nbsp;4: It talks to a box in the customs house." in page
    assert "Cut off what stands above ¶&nbsp;3" not in page
    # What the Enter key presses is the first button: it must not be one of those.
    first = re.search(
        r"<button[^>]*>", client.get(draft.get_absolute_url()).content.decode().split('id="desk"')[1]
    )
    assert first and 'value="save"' in first[0]
    clicked = form_of(draft, metadata__title="Typed meanwhile", begin="p2:4")
    answer = client.post(draft.get_absolute_url(), clicked)
    assert answer["Location"] == f"{draft.get_absolute_url()}#card-p2"
    draft.refresh_from_db()
    proposal = draft.read()
    assert proposal.words(proposal.posts[1].span) == "It talks to a box in the customs house."
    assert proposal.posts[1].signature is not None and proposal.posts[1].confidence == 1.0
    assert draft.title == "Typed meanwhile"
    page = words_of(client.get(draft.get_absolute_url()))
    assert "the post begins there now" in page and "Cut off" not in page


def test_a_beginning_is_moved_up_as_far_as_nothing_else_stands(client: Client, researcher: User) -> None:
    text = "One.\nTwo.\nThree.\n— Ada Quill (@adaquill) March 3, 2021\nFour.\nFive.\n— Bo Wick (@bo) March 3, 2021"
    draft = draft_for(client, text.encode())
    page = words_of(client.get(draft.get_absolute_url()))
    assert page.count("Begin further up, with") == 3
    assert "with ¶&nbsp;1: One." in page and "with ¶&nbsp;5: Four." in page and "with ¶&nbsp;4" not in page
    client.post(draft.get_absolute_url(), form_of(draft, begin="p1:1"))
    draft.refresh_from_db()
    assert draft.read().words(draft.read().posts[0].span) == "One.\nTwo.\nThree."


@pytest.mark.parametrize("begin", ["p2:", ":4", "p2:99", "p9:1", "p2:x", "p2:0"])
def test_a_click_that_no_page_offers_changes_no_beginning(
    client: Client, researcher: User, begin: str
) -> None:
    draft = draft_for(client, DOUBTFUL)
    before = draft.read().posts
    assert client.post(draft.get_absolute_url(), form_of(draft, begin=begin)).status_code in (200, 302)
    draft.refresh_from_db()
    assert draft.read().posts == before

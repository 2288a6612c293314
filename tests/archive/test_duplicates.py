"""The page of likely duplicates: who sees it, what it says, what can be done, and what it costs."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.roles import EDITOR, READER
from sources.merging.finding import find_duplicates
from sources.models import DistinctPair, LikelyPair, PairKind
from tests import factories as make
from tests.archive.pages import seen, signed_in, words_of

pytestmark = pytest.mark.django_db
ADDRESS = "/duplicates/"


def twins(number: int) -> None:
    """A pair of each kind."""
    lamps = make.make_account(f"lamps{number}")
    for mark in ("", "!"):
        author = make.make_agent(f"Ada Quill{number}")
        make.make_source(f"The lamps of harbour {number}{mark and chr(32) + mark}", authors=[author])
        make.make_account(f"ada{'_' if mark else ''}{number}x", agent=author, display_name=f"Ada {number}")
        make.make_post(f"Lamp {number} is out.", account=lamps)


def test_what_may_be_one_stands_side_by_side_with_the_reason() -> None:
    make.make_source("The lamps that watched", doi="10.1/abc", publisher="Quay Press")
    make.make_source("Lamps", doi="10.1/ABC", publisher="Harbour Press")
    find_duplicates()
    page = seen(signed_in(), ADDRESS)
    words = words_of(page)
    assert "the same DOI" in words
    assert 'class="differs"><th scope="row">Publisher</th><td>Quay Press</td><td>Harbour Press</td>' in page


def test_an_empty_page_says_what_is_compared() -> None:
    assert "No likely duplicates" in seen(signed_in(), ADDRESS)


def test_the_list_is_narrowed_by_kind() -> None:
    twins(1)
    find_duplicates()
    page = seen(signed_in(), f"{ADDRESS}?kind=agent")
    assert LikelyPair.objects.filter(kind="agent").count() == page.count('<li class="pair">') == 1


def test_not_the_same_is_remembered_and_can_be_taken_back() -> None:
    one, other = make.make_agent("Ada Quill"), make.make_agent("Ada Quill")
    find_duplicates()
    client = signed_in()
    client.post(f"{ADDRESS}apart/add/", {"left": other.public_id, "right": one.public_id})
    find_duplicates()
    assert "No likely duplicates" in seen(client, ADDRESS)
    apart = seen(client, f"{ADDRESS}apart/")
    assert apart.count('<li class="pair">') == 1
    client.post(f"{ADDRESS}apart/{DistinctPair.objects.get().pk}/back/")
    assert seen(client, ADDRESS).count('<li class="pair">') == 1
    assert "Nothing is kept apart" in seen(client, f"{ADDRESS}apart/")


def test_two_kinds_cannot_be_kept_apart() -> None:
    one, other = make.make_agent("Ada Quill"), make.make_source("A")
    answer = signed_in().post(
        f"{ADDRESS}apart/add/", {"left": one.public_id, "right": other.public_id}, follow=True
    )
    assert "Only two records of one kind" in answer.content.decode()
    answer = signed_in().post(f"{ADDRESS}apart/add/", {"left": "\0", "right": ""}, follow=True)
    assert "no longer in the archive" in answer.content.decode()


def test_a_button_looks_through_everything() -> None:
    twins(1)
    answer = signed_in().post(f"{ADDRESS}look/", follow=True)
    assert "Looked through everything" in answer.content.decode()
    assert LikelyPair.objects.exists()


def test_a_pair_goes_with_its_records() -> None:
    make.make_agent("Ada Quill")
    gone = make.make_agent("Ada Quill")
    find_duplicates()
    gone.delete()
    page = seen(signed_in(), ADDRESS)
    assert '<li class="pair">' not in page


def test_one_handle_on_two_platforms_asks_whose_it_is() -> None:
    make.make_account("adaquill", agent=make.make_agent())
    other = make.make_account("adaquill", platform="mastodon")
    find_duplicates()
    page = seen(signed_in(EDITOR), ADDRESS)
    assert f'{other.get_absolute_url()}edit/">Say whose it is' in page
    assert "Merge them" not in page


def test_only_editors_are_offered_to_merge() -> None:
    twins(1)
    find_duplicates()
    assert "Merge them" in seen(signed_in(EDITOR), ADDRESS)
    assert "Merge them" not in seen(signed_in(), ADDRESS)
    assert signed_in(READER).get(ADDRESS).status_code == 403
    assert Client().get(ADDRESS).status_code == 302


@pytest.mark.parametrize("kind", PairKind.values)
def test_pages_turn_and_cost_the_same_whatever_is_on_them(kind: str) -> None:
    client = signed_in(EDITOR)
    costs = []
    for count in (2, 25):
        for number in range(count):
            twins(number * 7 + count)
        find_duplicates()
        with CaptureQueriesContext(connection) as queries:
            page = client.get(ADDRESS, {"kind": kind})
        costs.append(len(queries))
    assert page.context["page"].after
    turned = client.get(ADDRESS, {"kind": kind, "after": page.context["page"].after})
    assert turned.context["page"].rows[0] not in page.context["page"].rows
    assert costs[0] == costs[1]


def test_the_command_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    twins(1)
    call_command("find_duplicates", "agent")
    assert capsys.readouterr().out == "agent: 1 likely pairs.\n"
    with pytest.raises(Exception, match="There is no kind people"):
        call_command("find_duplicates", "people")

"""Merging two records on its page, what an old address says then, and parting them again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.visibility import State
from archive.models import Document
from sources.models import Account, Merge, Source
from tests import factories as make
from tests.archive.forms import typed_in
from tests.archive.pages import seen, signed_in, words_of
from tests.sources.merging.world import WORLDS, merged, two_accounts, two_articles, two_posts

pytestmark = pytest.mark.django_db


def address(kept: object, other: object) -> str:
    return f"/merges/new/?keep={kept.public_id}&other={other.public_id}"  # type: ignore[attr-defined]


def sent(client: Client, where: str, **picks: str) -> dict[str, str]:
    """The form as it comes, with these picks and a reason."""
    form = client.get(where).context["form"]
    values = {name: form[name].initial for name in form.fields if name != "reason"}
    return values | {f"pick-{name}": value for name, value in picks.items()} | {"reason": "One text."}


def test_one_sees_both_and_what_moves_before_anything_changes() -> None:
    one, other = two_articles()
    words = words_of(seen(signed_in(EDITOR), address(one, other)))
    for each in ("Port Sorrell → goes into The lamps of Port Sorrel", "1 kept text", "2 links to others"):
        assert each in words
    assert "1 link from another" in words
    assert not Merge.objects.exists()


@pytest.mark.parametrize("kind", WORLDS)
def test_each_kind_is_merged_on_its_page_and_parted_again(kind: str) -> None:
    one, other = WORLDS[kind]()
    client = signed_in(EDITOR)
    where = address(one, other)
    answer = client.post(where, sent(client, where))
    assert answer.headers["Location"] == one.get_absolute_url()
    merge = Merge.objects.get()
    words = words_of(seen(client, merge.get_absolute_url()))
    assert "One text." in words
    assert "What it moved" in words
    assert other.public_id in str(client.get("/merges/").content) or merge.public_id in str(
        client.get("/merges/").content
    )
    answer = client.post(f"{merge.get_absolute_url()}undo/")
    assert answer.headers["Location"] == other.get_absolute_url()
    assert "Parted again on" in words_of(seen(client, merge.get_absolute_url()))


def test_the_page_of_the_one_that_stays_leads_to_parting_and_the_merge_has_the_history_of_the_other() -> None:
    one, other = two_articles()
    merge = merged(one, other, reason="One text.")
    page = seen(signed_in(EDITOR), one.get_absolute_url())
    assert f'href="{merge.get_absolute_url()}">Part from “The Lamps of Port Sorrell”' in page
    assert "Part from" not in seen(signed_in(), one.get_absolute_url())
    assert "merged into another" in words_of(seen(signed_in(EDITOR), merge.get_absolute_url()))


def test_two_texts_are_compared_by_an_old_id() -> None:
    one, other = two_articles()
    letter = Source.objects.get(title="A letter")
    one.documents.all().delete()
    merged(one, other)
    page = Client().get("/compare/", {"a": other.public_id, "b": letter.public_id})
    assert "No text is kept here" not in page.content.decode()
    assert page.status_code == 200


def test_a_pick_stands() -> None:
    one, other = two_articles()
    client = signed_in(EDITOR)
    client.post(address(one, other), sent(client, address(one, other), title="merged"))
    one.refresh_from_db()
    assert one.title == "The Lamps of Port Sorrell"


def test_an_old_address_leads_to_the_same_page_of_the_record_that_stays() -> None:
    one, other = two_articles()
    old = other.get_absolute_url()
    merge = merged(one, other)
    answer = Client().get(f"{old}?a=1")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{one.get_absolute_url()}?a=1")
    assert answer.headers["Cache-Control"] == "no-cache"
    edit = signed_in().get(f"{old}edit/")
    assert edit.headers["Location"] == f"{one.get_absolute_url()}edit/"
    signed_in(EDITOR).post(f"{merge.get_absolute_url()}undo/")
    assert Client().get(old).status_code == 200


def test_an_old_handle_leads_on() -> None:
    one, other = two_accounts()
    old = other.get_absolute_url()
    merged(one, other)
    assert Client().get(old).headers["Location"] == one.get_absolute_url()
    assert Client().get(old.replace("adaquill", "ADAQUILL")).headers["Location"] == one.get_absolute_url()


def test_an_old_post_leads_on_by_either_of_its_addresses() -> None:
    one, other = two_posts()
    merged(one, other)
    answer = Client().get(f"/posts/{other.public_id}/")
    assert answer.headers["Location"] == f"/posts/{one.public_id}/"
    assert Client().get(f"/sources/{other.public_id}/", follow=True).status_code == 200


def test_a_form_that_was_open_meets_the_record_that_there_is_now() -> None:
    one, other = two_articles()
    client = signed_in()
    form = client.get(f"{other.get_absolute_url()}edit/").context["form"]
    values = {name: typed_in(form[name]) for name in form.fields}
    for row in (form.rows.management_form, *form.rows):
        values |= {row.add_prefix(name): typed_in(row[name]) for name in row.fields}
    merged(one, other)
    answer = client.post(f"{other.get_absolute_url()}edit/", values)
    assert (answer.status_code, answer.headers["Location"]) == (307, f"{one.get_absolute_url()}edit/")
    page = client.post(answer.headers["Location"], values).content.decode()
    assert "Somebody else has changed this record" in page
    assert "Port Sorrell" in page  # what was typed


def test_a_merge_of_a_draft_tells_nobody_what_it_was_called() -> None:
    one = make.make_account("known")
    other = make.make_account("secret", state=State.DRAFT)
    old = other.get_absolute_url()
    merged(one, other)
    assert Client().get(old).status_code == 404
    assert signed_in().get(old).status_code == 301


def test_a_public_reader_sees_of_a_draft_that_was_merged_what_was_picked_and_no_text() -> None:
    one, other = two_articles()
    Source.objects.filter(pk=other.pk).update(state=State.DRAFT)
    Document.objects.filter(source=other).update(state=State.DRAFT)
    other.refresh_from_db()
    assert "are for everybody then" in words_of(seen(signed_in(EDITOR), address(one, other)))
    merged(one, other, picks={"publisher": "kept"})
    page = words_of(seen(Client(), one.get_absolute_url()))
    assert "Quay Press" not in page
    assert page.count("It was read in") <= 1
    assert Document.objects.visible_to(make.make_user(READER)).filter(source=one).count() == 1


@pytest.mark.parametrize("role", [READER, RESEARCHER])
def test_merging_is_for_editors(role: str) -> None:
    one, other = two_articles()
    client = signed_in(role)
    assert client.get(address(one, other)).status_code == 403
    merge = merged(one, other)
    assert client.post(f"{merge.get_absolute_url()}undo/").status_code == 403
    assert Merge.objects.standing().exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("nowhere", "no record with this address"),
        ("\0", "Null characters are not allowed"),
        ("{self}", "one and the same"),
        ("{agent}", "Only records of one kind"),
        ("", "This field is required"),
    ],
)
def test_what_cannot_be_the_other_is_said(typed: str, says: str) -> None:
    one = make.make_source("One")
    typed = typed.format(self=one.public_id, agent=make.make_agent().public_id)
    page = signed_in(EDITOR).get("/merges/new/", {"keep": one.public_id, "other": typed})
    assert page.status_code == 200
    assert says in page.content.decode()


def test_the_other_is_found_by_its_address() -> None:
    one, other = two_accounts()
    page = signed_in(EDITOR).get(
        "/merges/new/", {"keep": one.public_id, "other": f"http://testserver{other.get_absolute_url()}"}
    )
    assert page.context["other"] == Account.objects.get(pk=other.pk)


def test_a_public_record_does_not_go_into_a_draft_and_the_page_says_how() -> None:
    one, other = make.make_source("Draft", state=State.DRAFT), make.make_source("Public")
    page = seen(signed_in(EDITOR), address(one, other))
    assert "has to stay" in page
    assert f"?keep={other.public_id}&amp;other={one.public_id}" in page


def test_what_was_written_meanwhile_is_looked_at_first() -> None:
    one, other = two_articles()
    client = signed_in(EDITOR)
    values = sent(client, address(one, other))
    Source.objects.filter(pk=other.pk).update(publisher="Harbour Press")
    page = client.post(address(one, other), values)
    assert "look again" in page.content.decode()
    assert not Merge.objects.exists()
    values["opened"] = page.context["form"]["opened"].value()
    assert client.post(address(one, other), values).status_code == 302
    assert Merge.objects.exists()


def test_a_merge_needs_its_reason() -> None:
    one, other = two_articles()
    client = signed_in(EDITOR)
    page = client.post(address(one, other), sent(client, address(one, other)) | {"reason": ""})
    assert "This field is required" in page.content.decode()


def test_the_page_of_a_merge_says_what_cannot_be_undone_now() -> None:
    first, second, third = (make.make_source(name) for name in ("One", "Two", "Three"))
    inner = merged(second, first)
    merged(third, second)
    page = words_of(seen(signed_in(EDITOR), inner.get_absolute_url()))
    assert "“Two” was merged later: undo that first." in page


def test_the_list_of_merges_costs_the_same_for_more() -> None:
    client = signed_in(EDITOR)
    costs = []
    for _each in range(2):
        merged(*two_articles()[:2])
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("archive:merge_list"))
        costs.append(len(queries))
    assert costs[0] == costs[1]

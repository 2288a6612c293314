"""A draft on the ingest desk through its pages: corrected, matched, confirmed, and every way in which that can go wrong."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Batch, User
from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.visibility import State
from archive import blobs
from archive.models import Document, Draft
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.archive.desk import START, draft_for, form_of, words_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher(client: Client) -> User:
    person = make_user()
    client.force_login(person)
    return person


# Correcting


def test_corrections_are_saved_and_shown(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    changes = {
        "metadata__title": "Counting lamps",
        "metadata__authors": "Bo Wick\nCy Lantern",
        "metadata__issued": "2021-21",
        "p1__posted": "2021-03-02",
        "p2__accepted": None,
        "q1__title": "Bulletin 7",
    }
    answer = client.post(draft.get_absolute_url(), form_of(draft, **changes), follow=True)
    page = words_of(answer)
    assert "Saved." in page
    assert "corrected by hand" in page
    draft.refresh_from_db()
    proposal = draft.read()
    assert [author.value for author in proposal.metadata.authors] == ["Bo Wick", "Cy Lantern"]
    assert proposal.posts[0].posted == "2021-03-02"
    assert [post.accepted for post in proposal.posts] == [True, False]
    assert proposal.quotations[0].cited.title.value == "Bulletin 7"
    assert draft.version == 2


def test_saving_what_was_not_changed_changes_nothing(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    before = draft.proposal
    client.post(draft.get_absolute_url(), form_of(draft))
    draft.refresh_from_db()
    assert (draft.proposal, draft.version) == (before, 2)


def test_a_wrong_correction_is_named_and_what_was_typed_stays(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    changes = {"metadata__title": "Typed title", "p1__posted": "in spring", "p2__begins": "no such words"}
    answer = client.post(draft.get_absolute_url(), form_of(draft, **changes))
    page = words_of(answer)
    assert "Not saved: 2 things have to be put right." in page
    assert "Post 1, Posted : “in spring” is not a date" in page
    assert "Post 2, beginning with : “no such words” does not stand in ¶ 7." in page
    for typed in ("Typed title", "in spring", "no such words"):
        assert f'value="{typed}"' in answer.content.decode()
    draft.refresh_from_db()
    assert draft.version == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("p1__first", ""),
        ("p1__first", "two"),
        ("p1__first", "-3"),
        ("p1__last", "99999999999999999999"),
        ("p1__platform", "myspace"),
        ("p1__thread", "t77"),
        ("p1__thread_number", "40000"),
        ("metadata__csl_type", "poem"),
        ("metadata__title", "x" * 1001),
        ("metadata__authors", "Bo Wick\n" + "x" * 301),
        ("metadata__issued", "2021-42"),
        ("q1__authors", "x" * 301),
        ("metadata__language", "not a tag"),
        ("add__begins", "words without a passage"),
        ("add__first", "1000"),
    ],
)
def test_a_value_that_cannot_be_is_an_error_at_its_field(
    client: Client, researcher: User, field: str, value: str
) -> None:
    draft = draft_for(client)
    answer = client.post(draft.get_absolute_url(), form_of(draft, **{field: value}))
    assert answer.status_code == 200
    assert "Not saved: one thing has to be put right." in words_of(answer)
    draft.refresh_from_db()
    assert draft.version == 1


def test_a_finding_is_added_at_given_words_and_then_filled_in(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    changes = {"add__kind": "post", "add__first": "3", "add__begins": "the first figures", "then": "confirm"}
    answer = client.post(draft.get_absolute_url(), form_of(draft, **changes))
    # Not on to the confirmation: nobody has said yet whose post it is.
    assert answer["Location"] == f"{draft.get_absolute_url()}#card-added1"
    draft.refresh_from_db()
    added = draft.read().posts[0]
    assert draft.read().words(added.span) == "the first figures last week."
    page = words_of(client.get(draft.get_absolute_url()))
    assert "added by hand" in page
    client.post(draft.get_absolute_url(), form_of(draft, added1__removed="on"))
    draft.refresh_from_db()
    assert [post.key for post in draft.read().posts] == ["p1", "p2"]


def test_an_older_tab_overwrites_nothing_and_keeps_what_was_typed(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    older = form_of(draft, metadata__title="From the second tab", p1__posted="2021-03-09")
    client.post(draft.get_absolute_url(), form_of(draft, metadata__title="From the first tab"))
    answer = client.post(draft.get_absolute_url(), older)
    page = words_of(answer)
    assert "saved elsewhere in the meantime" in page
    assert "Title : saved is “From the first tab”" in page
    assert "Post 1, Posted : saved is “2021-03-03”" in page
    html = answer.content.decode()
    assert 'value="From the second tab"' in html
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("From the first tab", 2)
    # With both in view, saving again is a decision.
    client.post(draft.get_absolute_url(), {**older, "version": 2})
    draft.refresh_from_db()
    assert (draft.title, draft.version) == ("From the second tab", 3)


def test_an_older_tab_hears_of_the_newer_one_before_of_its_own_faults(
    client: Client, researcher: User
) -> None:
    draft = draft_for(client)
    older = form_of(draft, p1__posted="in spring")
    client.post(draft.get_absolute_url(), form_of(draft))
    assert "saved elsewhere in the meantime" in words_of(client.post(draft.get_absolute_url(), older))


def test_a_form_without_a_version_is_refused(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    assert client.post(draft.get_absolute_url(), form_of(draft, version="")).status_code == 400
    assert client.post(f"{draft.get_absolute_url()}confirm/", {}).status_code == 400


def test_a_draft_survives_and_can_be_taken_over(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    client.post(draft.get_absolute_url(), form_of(draft, metadata__title="Half done"))
    client.logout()
    client.force_login(make_user(EDITOR))
    assert "Half done" in words_of(client.get(START))
    assert 'value="Half done"' in client.get(draft.get_absolute_url()).content.decode()


# Confirming


def test_what_will_be_made_is_what_is_made(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    answer = client.post(draft.get_absolute_url(), form_of(draft, then="confirm"))
    confirm = answer["Location"]
    draft.refresh_from_db()
    page = words_of(client.get(confirm))
    assert "2 posts" in page
    assert "its title, its authors, its date" in page
    assert not Document.objects.exists()
    assert not Batch.objects.exists()
    answer = client.post(confirm, {"version": draft.version})
    document = Document.objects.whole().get()
    assert answer["Location"] == document.get_absolute_url()
    page = words_of(client.get(answer["Location"]))
    assert "2 posts" in page
    assert "See or undo" in page
    assert document.state == State.DRAFT
    assert not Draft.objects.exists()


def test_an_older_confirmation_makes_nothing(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    client.post(draft.get_absolute_url(), form_of(draft))
    answer = client.post(f"{draft.get_absolute_url()}confirm/", {"version": 1}, follow=True)
    assert "Look again at what will be made" in words_of(answer)
    assert not Document.objects.exists()


def test_only_who_may_publish_confirms_in_public(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    client.post(f"{draft.get_absolute_url()}confirm/", {"version": 1, "public": "yes"})
    assert Document.objects.whole().get().state == State.DRAFT
    client.force_login(make_user(EDITOR))
    draft = draft_for(client, article_with("Elsewhere"))
    client.post(f"{draft.get_absolute_url()}confirm/", {"version": 1, "public": "yes"})
    assert Document.objects.whole().latest("pk").state == State.PUBLIC


def test_lost_bytes_are_said_and_nothing_is_made(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    blobs.path_of(draft.sha256).write_bytes(b"other bytes")
    answer = client.get(f"{draft.get_absolute_url()}confirm/", follow=True)
    assert "missing or damaged" in words_of(answer)
    blobs.path_of(draft.sha256).unlink()
    answer = client.post(f"{draft.get_absolute_url()}confirm/", {"version": 1}, follow=True)
    assert "missing or damaged" in words_of(answer)
    assert not Document.objects.exists()


def test_discarding_asks_first(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    address = f"{draft.get_absolute_url()}discard/"
    words_of(client.get(address))
    assert Draft.objects.exists()
    assert "The draft was discarded." in words_of(client.post(address, follow=True))
    assert not Draft.objects.exists()


# Who may


@pytest.mark.parametrize(("role", "status"), [("", 302), (READER, 403), (RESEARCHER, 200), (EDITOR, 200)])
def test_the_desk_is_for_those_who_ingest(client: Client, role: str, status: int) -> None:
    helper = Client()
    helper.force_login(make_user())
    draft = draft_for(helper)
    if role:
        client.force_login(make_user(role))
    for address in (START, *(f"{draft.get_absolute_url()}{part}" for part in ("", "confirm/", "discard/"))):
        assert client.get(address).status_code == status
    if status != 200:
        client.post(draft.get_absolute_url(), form_of(draft, metadata__title="Mine"))
        client.post(f"{draft.get_absolute_url()}discard/")
        assert Draft.objects.get().version == 1


def test_a_draft_that_is_gone_is_not_found(client: Client, researcher: User) -> None:
    assert client.get(reverse("archive:draft_edit", args=["nothing"])).status_code == 404


# Cost


def test_the_page_costs_the_same_queries_however_much_was_found(
    client: Client, researcher: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ingest_text(ARTICLE)
    posts = "".join(
        f"Lamp {at} is out. ({at}/60)\n— Ada Quill 羽安 (@adaquill) March 3, 2021\n" for at in range(1, 61)
    )
    draft = draft_for(client, f"The lamps.\nAda Quill wrote:\n{posts}".encode())
    assert len(draft.read().posts) == 60
    with django_assert_max_num_queries(12):
        client.get(draft.get_absolute_url())

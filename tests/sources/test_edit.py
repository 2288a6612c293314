"""Editing through the public door: who may, what comes back, and that nothing typed is lost."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry
from accounts.roles import ADMIN, EDITOR, READER, RESEARCHER
from accounts.visibility import State
from sources.models import Account, Agent, Post, Source
from tests.factories import make_account, make_agent, make_document, make_post, make_source, make_user
from tests.html import faults

pytestmark = pytest.mark.django_db

Record = Source | Post | Account | Agent


def edit_address(record: Record, verb: str = "edit") -> str:
    if isinstance(record, Account):
        return reverse(f"sources:account_{verb}", args=[record.platform, record.handle])
    kind = type(record).__name__.lower()
    public_id = record.source.public_id if isinstance(record, Post) else record.public_id
    return reverse(f"sources:{kind}_{verb}", args=[public_id])


def one_of_each(state: str = State.PUBLIC) -> list[Record]:
    agent = make_agent("Ada Quill 羽安", state=state)
    account = make_account("quill", agent=agent, state=state)
    return [
        make_source(authors=[agent], state=state),
        make_post(account=account, state=state),
        account,
        agent,
    ]


def signed_in(role: str = RESEARCHER) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def typed(page: str, **changed: str) -> dict[str, str]:
    """The values of every field of the form in a page, as a browser would send them back."""
    form = page[page.index('<form class="form') :]
    form = form[: form.index("</form>")]
    values: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") == "checkbox" and " checked" not in tag:
            continue
        values[attributes["name"]] = unescape(attributes.get("value", "on" if "checkbox" in tag else ""))
    for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        values[name] = unescape(text)
    for name, options in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        values[name] = unescape(chosen[1]) if chosen else ""
    return values | changed


def open_form(client: Client, record: Record) -> str:
    return client.get(edit_address(record)).content.decode()


def test_whoever_is_not_known_signs_in_first() -> None:
    for record in one_of_each():
        address = edit_address(record)
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code == 302
            assert answer["Location"] == f"/login/?next={address}"


@pytest.mark.parametrize("verb", ["edit", "restore"])
def test_readers_are_refused(verb: str) -> None:
    client = signed_in(READER)
    for record in one_of_each():
        assert client.post(edit_address(record, verb)).status_code == 403


@pytest.mark.parametrize("role", [RESEARCHER, EDITOR, ADMIN])
def test_those_who_work_here_may_edit_drafts_too(role: str) -> None:
    client = signed_in(role)
    for record in one_of_each(State.DRAFT):
        page = client.get(edit_address(record))
        assert page.status_code == 200
        assert faults(page.content.decode()) == []


def test_there_is_no_form_for_what_is_not_there() -> None:
    client = signed_in()
    post = make_post()
    for address in (
        reverse("sources:source_edit", args=["nothere"]),
        reverse("sources:source_edit", args=[post.source.public_id]),  # a post has a form of its own
        reverse("sources:account_edit", args=["x", "nobody"]),
        "/agents/a%00b/edit/",
    ):
        assert client.get(address).status_code == 404


def test_a_form_says_that_kept_text_cannot_be_edited() -> None:
    client = signed_in()
    for record in one_of_each():
        assert "cannot be edited" in open_form(client, record)


@pytest.mark.parametrize(
    ("place", "changed", "field", "after"),
    [
        (0, {"title": "The lamps"}, "title", "The lamps"),
        (1, {"issued": "2019-12-16T09:30Z"}, "issued", "2019-12-16T09:30Z"),
        (2, {"display_name": "Ada 💡"}, "display_name", "Ada 💡"),
        (3, {"kind": "person"}, "kind", "person"),
    ],
)
def test_a_save_goes_back_to_the_record_and_says_so(
    place: int, changed: dict[str, str], field: str, after: str
) -> None:
    client, record = signed_in(), one_of_each()[place]
    answer = client.post(
        edit_address(record), typed(open_form(client, record), reason="checked", **changed), follow=True
    )
    assert answer.redirect_chain == [(record.get_absolute_url(), 302)]
    page = answer.content.decode()
    assert "Saved." in page
    entry = AuditEntry.objects.get(verb="edited")
    assert list(entry.changes) == [field]
    assert entry.changes[field][1] == after
    assert "“checked”" in page
    assert "Restore the version before this" in page


def test_saving_what_is_there_changes_nothing() -> None:
    client = signed_in()
    for record in one_of_each():
        answer = client.post(edit_address(record), typed(open_form(client, record)), follow=True)
        assert "Nothing was different" in answer.content.decode()
    assert not AuditEntry.objects.exists()


def test_what_cannot_be_read_comes_back_as_it_was_typed() -> None:
    client, source = signed_in(), make_source()
    sent = typed(open_form(client, source), issued="18 December", title="A <b>new</b> title")
    page = client.post(edit_address(source), sent).content.decode()
    assert "write 2019-12-18" in page
    assert 'value="18 December"' in page
    assert "A &lt;b&gt;new&lt;/b&gt; title" in page
    assert faults(page) == []
    source.refresh_from_db()
    assert source.issued == "2019-12-18"


def test_somebody_elses_change_is_shown_and_not_overwritten() -> None:
    mine, theirs, source = signed_in(), signed_in(), make_source()
    my_page = open_form(mine, source)
    theirs.post(
        edit_address(source), typed(open_form(theirs, source), title="Theirs", publisher="Their Press")
    )
    answer = mine.post(edit_address(source), typed(my_page, title="Mine", volume="12", reason="because"))
    page = answer.content.decode()
    source.refresh_from_db()
    assert (source.title, source.volume) == ("Theirs", "")
    assert "Somebody else has changed this record" in page
    assert faults(page) == []
    for words in ("The lamps that watched a harbour", "Theirs", "Mine", "Their Press"):
        assert f"<td>{words}</td>" in page
    # What I changed is kept; what only they changed is taken over; saving again is knowing.
    again = typed(page)
    assert (again["title"], again["volume"], again["publisher"]) == ("Mine", "12", "Their Press")
    assert again["reason"] == "because"
    mine.post(edit_address(source), again)
    source.refresh_from_db()
    assert (source.title, source.volume, source.publisher) == ("Mine", "12", "Their Press")


def test_contributors_are_changed_as_rows() -> None:
    client, agent = signed_in(), make_agent("Ada Quill 羽安")
    source = make_source(authors=[agent])
    rows = {
        "contributors-0-role": "editor",
        "contributors-0-ORDER": "2",
        "contributors-1-name": "Ben Anchor",
        "contributors-1-ORDER": "1",
    }
    client.post(edit_address(source), typed(open_form(client, source), **rows))
    assert [(each.agent.name, each.role) for each in source.contributions.all()] == [
        ("Ben Anchor", "author"),
        ("Ada Quill", "editor"),
    ]
    client.post(edit_address(source), typed(open_form(client, source), **{"contributors-0-DELETE": "on"}))
    assert source.contributions.get().agent == agent


def test_what_a_service_refuses_comes_back_with_its_reason() -> None:
    client = signed_in()
    taken, post = make_post(platform_id="12"), make_post(platform_id="13")
    page = client.post(edit_address(post), typed(open_form(client, post), platform_id="12")).content.decode()
    assert taken.source.public_id in page
    assert 'value="12"' in page
    first, _second = make_agent(), make_agent()
    source = make_source()
    sent = typed(open_form(client, source), **{"contributors-0-name": "Ada Quill"})
    page = client.post(edit_address(source), sent).content.decode()
    assert first.public_id in page
    assert not source.contributions.exists()


def test_an_earlier_version_is_restored_from_the_history() -> None:
    client = signed_in()
    for record, changed in zip(
        one_of_each(),
        [{"title": "B"}, {"note": "B"}, {"display_name": "B"}, {"note": "B"}],
        strict=True,
    ):
        client.post(edit_address(record), typed(open_form(client, record), **changed))
        entry = AuditEntry.objects.latest("pk")
        answer = client.post(edit_address(record, "restore"), {"entry": entry.pk}, follow=True)
        assert "The earlier version is back." in answer.content.decode()
        latest = AuditEntry.objects.latest("pk")
        assert latest.verb == "restored"
        assert latest.changes == {name: pair[::-1] for name, pair in entry.changes.items()}


@pytest.mark.parametrize("entry", ["", "x", "-1", "0", "9" * 30, "²", "other"])
def test_only_an_entry_of_the_record_itself_can_be_restored(entry: str) -> None:
    client, source, other = signed_in(), make_source(), make_source()
    client.post(edit_address(other), typed(open_form(client, other), title="B"))
    named = str(AuditEntry.objects.latest("pk").pk) if entry == "other" else entry
    assert client.post(edit_address(source, "restore"), {"entry": named}).status_code == 404
    assert client.get(edit_address(source, "restore")).status_code == 405


def test_the_kept_text_is_the_same_after_every_edit() -> None:
    client, document = signed_in(), make_document()
    before = (document.text, document.text_sha256)
    sent = typed(open_form(client, document.source), title="Another", text="Other words")
    client.post(edit_address(document.source), sent)
    document.refresh_from_db()
    assert (document.text, document.text_sha256) == before


def test_names_that_are_suggested_are_escaped() -> None:
    client, source = signed_in(), make_source()
    make_agent('"><script>alert(1)</script>')
    assert "<script>alert" not in open_form(client, source)


def test_a_form_asks_the_database_a_constant_number_of_times(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in()
    source = make_source(authors=[make_agent(f"Author {number}") for number in range(30)])
    with django_assert_max_num_queries(6):
        open_form(client, source)

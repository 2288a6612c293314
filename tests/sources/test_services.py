"""Edits: what is written, what is logged, and what is refused. Through the services alone."""

import datetime as dt
from typing import Any

import pytest

from accounts.models import AuditEntry, User
from accounts.visibility import State
from sources.dates import NotADate
from sources.models import Account, Agent
from sources.people import Refused
from sources.services import ChangedMeanwhile, Edit, edit_account, edit_agent, edit_post, edit_source
from sources.snapshots import (
    Snapshot,
    agent_snapshot,
    source_snapshot,
)
from tests.factories import (
    make_account,
    make_agent,
    make_post,
    make_source,
    make_thread,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> User:
    return make_user()


def credit(name: str, **fields: str) -> dict[str, str]:
    return {"agent": "", "name": name, "role": "author", "credited_as": ""} | fields


def form_of(name: str, language: str = "und", *, cited: bool = False) -> dict[str, Any]:
    return {"name": name, "language": language, "is_citation_form": cited}


def test_a_source_changes_with_what_follows_from_it_and_says_so(actor: User) -> None:
    source = make_source(issued="2019", url="https://example.org/a")
    values = {
        "title": "The lamps",
        "issued": "2019-12-18~",
        "url": "https://www.example.org/b/",
        "language": "ZH-hans",
    }
    entry = edit_source(source=source, values=values, edit=Edit(actor, reason="seen in print"))
    source.refresh_from_db()
    assert (source.title, source.issued, source.issued_on) == (
        "The lamps",
        "2019-12-18~",
        dt.date(2019, 12, 18),
    )
    assert (source.url_key, source.language) == ("example.org/b", "zh-Hans")
    assert entry is not None
    assert entry.changes == {
        "title": ["The lamps that watched a harbour", "The lamps"],
        "issued": ["2019", "2019-12-18~"],
        "url": ["https://example.org/a", "https://www.example.org/b/"],
        "language": ["en", "zh-Hans"],
    }
    assert (entry.actor, entry.verb, entry.reason) == (actor, "edited", "seen in print")
    assert (entry.record_kind, entry.record_id) == ("source", source.public_id)


def test_emptying_a_field_empties_what_follows_from_it(actor: User) -> None:
    source = make_source(url="https://example.org/a")
    edit_source(source=source, values={"issued": "", "url": ""}, edit=Edit(actor))
    source.refresh_from_db()
    assert (source.issued_on, source.url_key) == (None, "")


def test_nothing_changed_is_nothing_logged(actor: User) -> None:
    source = make_source(authors=[make_agent()])
    assert edit_source(source=source, values=source_snapshot(source), edit=Edit(actor)) is None
    # The same person, written as somebody would type the name.
    assert (
        edit_source(source=source, values={"contributors": [credit("ada  quill")]}, edit=Edit(actor)) is None
    )
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("field", ["issued", "accessed"])
def test_a_date_that_is_none_writes_nothing(actor: User, field: str) -> None:
    source = make_source()
    with pytest.raises(NotADate, match="yesterday"):
        edit_source(source=source, values={"title": "New", field: "yesterday"}, edit=Edit(actor))
    source.refresh_from_db()
    assert source.title == "The lamps that watched a harbour"
    assert not AuditEntry.objects.exists()


def test_a_language_that_is_none_is_refused(actor: User) -> None:
    with pytest.raises(Refused, match="klingon_"):
        edit_source(source=make_source(), values={"language": "klingon_"}, edit=Edit(actor))


def test_contributors_are_found_made_ordered_and_logged(actor: User) -> None:
    ada, ben = make_agent("Ada Quill 羽安"), make_agent("Ben Anchor")
    source = make_source(authors=[ada, ben])
    rows = [
        credit("Ben Anchor", agent=ben.public_id, role="editor"),
        credit("羽安"),
        credit("Cora Lamp 灯", credited_as="C. Lamp"),
    ]
    entry = edit_source(source=source, values={"contributors": rows}, edit=Edit(actor))
    found = [
        (each.agent.name, each.role, each.credited_as)
        for each in source.contributions.select_related("agent")
    ]
    assert found == [
        ("Ben Anchor", "editor", ""),
        ("Ada Quill", "author", ""),
        ("Cora Lamp", "author", "C. Lamp"),
    ]
    cora = Agent.objects.get(name="Cora Lamp")
    assert [(name.name, name.language) for name in cora.names.all()] == [
        ("Cora Lamp", "und-Latn"),
        ("灯", "und-Hani"),
    ]
    assert entry is not None
    assert [row["name"] for row in entry.changes["contributors"][1]] == [
        "Ben Anchor",
        "Ada Quill",
        "Cora Lamp",
    ]
    assert AuditEntry.objects.about("agent", cora.public_id).get().verb == "created"


def test_a_new_agent_is_as_public_as_the_source_that_names_it(actor: User) -> None:
    for state in (State.DRAFT, State.PUBLIC):
        edit_source(
            source=make_source(state=state),
            values={"contributors": [credit(f"Cora {state}")]},
            edit=Edit(actor),
        )
        assert Agent.objects.get(name=f"Cora {state}").state == state


def test_a_name_that_several_go_by_is_refused_with_their_ids(actor: User) -> None:
    first, second = make_agent(), make_agent()
    source = make_source()
    with pytest.raises(Refused) as error:
        edit_source(source=source, values={"contributors": [credit("Ada Quill")]}, edit=Edit(actor))
    assert first.public_id in str(error.value)
    assert second.public_id in str(error.value)
    edit_source(source=source, values={"contributors": [credit(second.public_id)]}, edit=Edit(actor))
    assert source.contributions.get().agent == second


def test_one_agent_twice_in_a_role_is_refused(actor: User) -> None:
    source = make_source(authors=[make_agent()])
    with pytest.raises(Refused, match="twice"):
        edit_source(
            source=source,
            values={"contributors": [credit("Ada Quill"), credit("Ada Quill")]},
            edit=Edit(actor),
        )
    assert source.contributions.count() == 1


def test_what_changed_meanwhile_is_not_overwritten(actor: User) -> None:
    source = make_source()
    opened = source_snapshot(source)
    edit_source(source=source, values={"title": "Theirs"}, edit=Edit(make_user()))
    with pytest.raises(ChangedMeanwhile) as error:
        edit_source(source=source, values={"publisher": "Mine"}, edit=Edit(actor, opened=opened))
    source.refresh_from_db()
    assert (source.title, source.publisher) == ("Theirs", "")
    assert error.value.now["title"] == "Theirs"


def test_an_agent_renamed_meanwhile_is_no_conflict(actor: User) -> None:
    ada = make_agent()
    source = make_source(authors=[ada])
    opened = source_snapshot(source)
    edit_agent(agent=ada, values={"names": [form_of("Ada Quill-Anchor")]}, edit=Edit(actor))
    assert edit_source(source=source, values={"publisher": "Lantern"}, edit=Edit(actor, opened=opened))


def test_a_post_keeps_its_time_in_step_with_its_date(actor: User) -> None:
    post = make_post(issued="2019-12-16")
    edit_post(post=post, values={"issued": "2019-12-16T09:30+08:00"}, edit=Edit(actor))
    post.refresh_from_db()
    assert post.posted_at == dt.datetime(2019, 12, 16, 1, 30, tzinfo=dt.UTC)
    assert post.source.issued_on == dt.date(2019, 12, 16)
    edit_post(post=post, values={"note": "seen"}, edit=Edit(actor))
    post.refresh_from_db()
    assert post.posted_at is not None


def test_a_post_moves_to_an_account_that_is_known_or_new(actor: User) -> None:
    post, other = make_post(), make_account("Mole")
    edit_post(post=post, values={"account": "@mole"}, edit=Edit(actor))
    post.refresh_from_db()
    assert post.account == other
    entry = edit_post(post=post, values={"platform": "mastodon"}, edit=Edit(actor))
    post.refresh_from_db()
    assert post.account == Account.objects.get(platform="mastodon", handle_key="mole")
    assert entry is not None
    assert entry.changes == {"platform": ["x", "mastodon"]}
    edit_post(post=post, values={"account": ""}, edit=Edit(actor))
    post.refresh_from_db()
    assert post.account is None


@pytest.mark.parametrize("handle", ["two/steps", "two words", "..", "@."])
def test_what_has_no_page_is_no_account(actor: User, handle: str) -> None:
    post = make_post()
    with pytest.raises(Refused, match="is no handle") as error:
        edit_post(post=post, values={"account": handle}, edit=Edit(actor))
    assert error.value.field == "account"


def test_two_posts_cannot_have_one_id(actor: User) -> None:
    taken = make_post(platform_id="12")
    post = make_post(platform_id="13")
    with pytest.raises(Refused, match=taken.source.public_id) as error:
        edit_post(post=post, values={"platform_id": "12"}, edit=Edit(actor))
    assert error.value.field == "platform_id"


def test_a_new_number_puts_the_thread_in_order(actor: User) -> None:
    thread = make_thread((1, 2, 3))
    last = thread.posts.get(thread_number=3)
    edit_post(post=thread.posts.get(thread_number=1), values={"thread_number": 7}, edit=Edit(actor))
    numbers = [post.thread_number for post in thread.posts.in_thread_order()]
    assert numbers == [2, 3, 7]
    edit_post(post=last, values={"thread_number": None}, edit=Edit(actor))
    assert [post.thread_number for post in thread.posts.in_thread_order()] == [2, None, 7]


def test_an_account_gets_an_agent_and_loses_it(actor: User) -> None:
    account, ada = make_account("quill"), make_agent()
    edit_account(account=account, values={"agent": {"agent": "", "name": "Ada Quill"}}, edit=Edit(actor))
    account.refresh_from_db()
    assert account.agent == ada
    entry = edit_account(account=account, values={"agent": None, "display_name": "Ada"}, edit=Edit(actor))
    account.refresh_from_db()
    assert account.display_name == "Ada"
    assert not account.agent
    assert entry is not None
    assert entry.changes["agent"] == [{"agent": ada.public_id, "name": "Ada Quill"}, None]


def test_the_first_name_is_the_one_shown(actor: User) -> None:
    agent = make_agent("Ada Quill 羽安")
    rows = [
        form_of("羽安", "und-hani", cited=True),
        form_of("Ada Quill", "en", cited=True),
        form_of("Qu. Ada", "en"),
    ]
    edit_agent(agent=agent, values={"names": rows, "kind": "person"}, edit=Edit(actor))
    agent.refresh_from_db()
    assert (agent.name, agent.kind) == ("羽安", "person")
    assert [name.name for name in agent.names.all()] == ["羽安", "Ada Quill", "Qu. Ada"]
    assert agent.names.get(name="羽安").language == "und-Hani"
    assert agent.names.get(name="Qu. Ada").key == "qu. ada"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "needs a name"),
        ([form_of("Ada"), form_of("Ada")], "twice"),
        ([form_of("Ada", "en", cited=True), form_of("A.", "EN", cited=True)], "one citation form"),
        ([form_of("Ada", "not a tag")], "not a tag"),
    ],
)
def test_names_that_contradict_each_other_are_refused(actor: User, rows: list[Snapshot], words: str) -> None:
    agent = make_agent()
    with pytest.raises(Refused, match=words):
        edit_agent(agent=agent, values={"names": rows}, edit=Edit(actor))
    assert agent.names.count() == 1


def test_an_agent_without_rows_of_names_still_shows_one() -> None:
    agent = Agent.objects.create(name="Ada Quill")
    assert agent_snapshot(agent)["names"] == [form_of("Ada Quill")]

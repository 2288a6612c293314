"""Going back to earlier versions of records."""

import pytest

from accounts.models import AuditEntry, User
from sources.models import Source
from sources.people import Refused
from sources.restoring import Versions, restore
from sources.services import Edit, edit_source
from sources.snapshots import (
    Snapshot,
    account_snapshot,
    agent_snapshot,
    differences,
    post_snapshot,
    source_snapshot,
)
from tests.factories import (
    make_account,
    make_agent,
    make_post,
    make_source,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> User:
    return make_user()


def versions_of(source: Source) -> Versions:
    def write(values: Snapshot, edit: Edit) -> AuditEntry | None:
        return edit_source(source=source, values=values, edit=edit)

    return Versions(("source",), source.public_id, lambda: source_snapshot(source), write)


def test_any_earlier_version_can_be_had_again(actor: User) -> None:
    source = make_source("One", authors=[make_agent("Ada Quill")])
    opened = source_snapshot(source)
    first = edit_source(source=source, values={"title": "Two", "issued": "2018"}, edit=Edit(actor))
    second = edit_source(source=source, values={"title": "Three", "contributors": []}, edit=Edit(actor))
    assert first is not None
    assert second is not None
    source.refresh_from_db()
    entry = restore(versions=versions_of(source), entry=first, actor=actor)
    assert entry is not None
    source.refresh_from_db()
    assert source_snapshot(source) == opened
    assert (entry.verb, AuditEntry.objects.about("source", source.public_id).count()) == ("restored", 3)
    # Going back is an edit like any other, so one can go back from it.
    restore(versions=versions_of(source), entry=entry, actor=actor)
    source.refresh_from_db()
    assert (source.title, source.contributions.count()) == ("Three", 0)
    assert restore(versions=versions_of(source), entry=AuditEntry.objects.latest("pk"), actor=actor)


def test_a_version_that_names_somebody_gone_is_refused(actor: User) -> None:
    ada = make_agent()
    source = make_source(authors=[ada])
    entry = edit_source(source=source, values={"contributors": []}, edit=Edit(actor))
    assert entry is not None
    ada.delete()
    with pytest.raises(Refused, match="Ada Quill"):
        restore(versions=versions_of(source), entry=entry, actor=actor)
    assert source.contributions.count() == 0


def test_snapshots_survive_json_and_hold_no_difference_to_themselves() -> None:
    post = make_post(issued="2019-12-16T09:30Z")
    account = make_account(agent=make_agent())
    for snapshot in (
        source_snapshot(make_source(authors=[make_agent()])),
        post_snapshot(post),
        account_snapshot(account),
        agent_snapshot(make_agent("Ada 羽安")),
    ):
        entry = AuditEntry.objects.create(verb="x", record_kind="x", record_id="x", changes=snapshot)
        entry.refresh_from_db()
        assert differences(snapshot, entry.changes) == {}

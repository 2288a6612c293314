"""Two records that are one: what leads to either leads to the one that stays; parted again, all is as it was."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from accounts.visibility import State
from annotations.models import Claim, Subject
from archive.models import Document, ListEntry, Reference
from sources.merging.kinds import kind_of, record_called
from sources.merging.parting import part_records
from sources.models import Account, Agent, AgentName, Contribution, Link, Merge, Relation, Source, Thread
from sources.people import Refused
from sources.services import ChangedMeanwhile
from sources.snapshots import source_snapshot
from tests import factories as make
from tests.indexing import differences
from tests.sources.merging.world import (
    WORLDS,
    editor,
    merged,
    rows,
    two_accounts,
    two_agents,
    two_articles,
    two_posts,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", WORLDS)
@pytest.mark.parametrize("turned", [False, True])
def test_merged_and_parted_again_every_row_is_as_it_was(kind: str, turned: bool) -> None:
    one, other = WORLDS[kind]()
    kept, gone = (other, one) if turned else (one, other)
    before = rows()
    merge = merged(kept, gone, actor=editor(), reason="A slip.")
    assert not type(gone)._default_manager.filter(pk=gone.pk).exists()
    assert differences() == []
    part_records(merge=merge, actor=editor())
    after = rows()
    assert {key: row for key, row in after.items() if before.get(key) != row} == {}
    assert before.keys() == after.keys()
    assert differences() == []


def test_what_led_to_either_article_leads_to_the_one_that_stays() -> None:
    one, other = two_articles()
    places = Reference.objects.count()
    merged(one, other)
    assert Reference.objects.count() == places
    assert one.documents.count() == 2
    assert one.statements.count() == 0
    assert sorted(one.links_out.values_list("target__title", flat=True)) == ["A report", "A third thing"]
    assert Reference.objects.filter(link__source=one, document__source=one).count() == 2
    assert Reference.objects.filter(link__target=one).count() == 2


def test_on_a_list_that_has_both_the_one_that_stays_stands_once() -> None:
    one, other = two_articles()
    merged(one, other)
    entries = ListEntry.objects.filter(source=one).order_by("citation_list__title", "exact")
    assert [(each.citation_list.title, each.exact) for each in entries] == [
        ("Both", ""),
        ("Both", "It"),
        ("Second", ""),
    ]


def test_a_name_that_was_added_since_stays_and_one_that_the_merge_brought_goes() -> None:
    one, other = two_agents()
    merge = merged(one, other)
    AgentName.objects.create(agent=one, name="M. Jianguo", key="m. jianguo", position=9)
    parted = part_records(merge=merge, actor=None)
    assert {each.name for each in one.names.all()} == {"Meng Jianguo", "M. Jianguo"}
    assert [each.name for each in parted.record.names.all()] == ["孟建国"]
    assert parted.edited_labels() == ["Names"]


def test_what_led_to_either_agent_leads_to_the_one_that_stays() -> None:
    one, other = two_agents()
    merged(one, other)
    one.refresh_from_db()
    assert {each.name for each in one.names.all()} == {"Meng Jianguo", "孟建国"}
    assert (one.kind, one.note) == ("person", "A reporter.")  # what says something stands
    assert one.contributions.count() == 4
    assert one.accounts.count() == 2
    assert Subject.objects.get(name="Meng Lamps").agent == one
    assert Claim.objects.get().claimed_by == one


def test_a_post_that_stays_has_the_place_and_the_id_that_it_lacked() -> None:
    one, other = two_posts()
    merged(one, other, picks={"platform_id": "kept"})
    post = Source.objects.get(pk=one.pk).post
    assert (post.platform_id, post.thread) == ("77", Thread.objects.get())
    assert [each.url for each in post.attachments.all()] == ["https://example.org/nine.jpg"]
    assert one.documents.count() == 2


def test_an_account_that_stays_has_all_posts_and_threads() -> None:
    one, other = two_accounts()
    merged(one, other, picks={"display_name": "merged"})
    one.refresh_from_db()
    assert (one.display_name, one.posts.count(), one.threads.count()) == ("Ada Q.", 3, 1)
    assert one.agent == Agent.objects.get()


@pytest.mark.parametrize(("pick", "title"), [("kept", "of Port Sorrel"), ("merged", "of Port Sorrell")])
def test_the_value_that_was_picked_stands(pick: str, title: str) -> None:
    one, other = two_articles()
    merge = merged(one, other, picks={"title": pick, "contributors": "both"})
    one.refresh_from_db()
    assert one.title.endswith(title)
    assert one.publisher == "Quay Press"
    assert [each.agent.name for each in one.contributions.all()] == ["Ada Quill", "Bo Reed"]
    assert "publisher" in merge.values


def test_both_histories_say_so() -> None:
    one, other = two_articles()
    person = editor()
    merged(one, other, actor=person, reason="One text, two addresses.")
    said = AuditEntry.objects.about("source", other.public_id).get()
    assert (said.verb, said.actor, said.reason) == ("merged record", person, "One text, two addresses.")
    assert one.public_id in said.changes["merged into"][1]
    verbs = AuditEntry.objects.about("source", one.public_id).values_list("verb", flat=True)
    assert set(verbs) == {"edited", "took in record"}


def test_what_came_meanwhile_stays_where_people_put_it_and_is_said() -> None:
    one, other = two_articles()
    merge = merged(one, other)
    one.refresh_from_db()
    make.make_document("A third text.", source=one)
    Source.objects.filter(pk=one.pk).update(publisher="Harbour Press")
    parted = part_records(merge=merge, actor=None)
    one.refresh_from_db()
    assert (parted.added["archive.document.source"], parted.edited) == (1, ["publisher"])
    assert one.publisher == "Harbour Press"
    assert one.documents.count() == 2
    assert parted.record.publisher == "Quay Press"
    assert parted.record.documents.count() == 1


def test_credit_that_was_written_anew_goes_back_to_who_had_it() -> None:
    one, other = two_agents()
    merge = merged(one, other)
    source = Source.objects.get(title="By the other")
    source.contributions.all().delete()  # as each edit of contributors does
    Contribution.objects.create(source=source, agent=one, role="author", credited_as="M.")
    part_records(merge=merge, actor=None)
    credit = source.contributions.get()
    assert (credit.agent.pk, credit.credited_as) == (other.pk, "M.")


def test_merges_are_undone_newest_first() -> None:
    first, second, third = (make.make_source(name) for name in ("One", "Two", "Three"))
    inner = merged(second, first)
    outer = merged(third, second)
    inner.refresh_from_db()
    assert inner.kept == third  # the first leads to the last
    with pytest.raises(Refused, match="“Two” was merged later: undo that first"):
        part_records(merge=inner, actor=None)
    part_records(merge=outer, actor=None)
    inner.refresh_from_db()
    assert part_records(merge=inner, actor=None).record.title == "One"
    with pytest.raises(Refused, match="undone already"):
        part_records(merge=inner, actor=None)


def test_what_lies_in_a_later_merge_comes_back_first() -> None:
    one, other = two_agents()
    inner = merged(one, other)
    merged(make.make_source("Kept"), Source.objects.get(title="By the other"))
    with pytest.raises(Refused, match="“By the other” was merged later"):
        part_records(merge=inner, actor=None)


def test_a_draft_that_was_made_public_meanwhile_is_public_when_parted() -> None:
    one = make.make_source("Kept")
    other = make.make_source("Draft", state=State.DRAFT)
    text = make.make_document("Its words.", source=other, state=State.DRAFT)
    merge = merged(one, other)
    Document.objects.filter(pk=text.pk).update(state=State.PUBLIC)
    assert part_records(merge=merge, actor=None).record.state == State.PUBLIC


def test_a_draft_stays_one() -> None:
    one, other = make.make_source("Kept"), make.make_source("Draft", state=State.DRAFT)
    assert part_records(merge=merged(one, other), actor=None).record.state == State.DRAFT


def refused() -> list[tuple[str, object, str]]:
    return [
        ("one kind", lambda: (make.make_source(), make.make_agent()), "one kind"),
        ("itself", lambda: (make.make_source("A"),) * 2, "one and the same"),
        ("state", lambda: (make.make_source(state="draft"), make.make_source()), "has to stay"),
        ("platform", lambda: (make.make_account(), make.make_account(platform="mastodon")), "Two platforms"),
        (
            "ids",
            lambda: tuple(make.make_post(platform_id=each).source for each in ("1", "2")),
            "Two ids on one platform",
        ),
        ("quotes", quoting, "quotes"),
        ("same text", twice_from_one_file, "of the same words from one file"),
    ]


def quoting() -> tuple[Source, Source]:
    one, other = make.make_source("One"), make.make_source("Other")
    make.make_reference(make.make_document("It says so.", source=one), other, "It says so.")
    return one, other


def twice_from_one_file() -> tuple[Source, Source]:
    capture = make.make_capture()
    one, other = (make.make_post("Lamp.", capture=capture).source for _each in range(2))
    return one, other


@pytest.mark.parametrize(
    ("_name", "two", "says"), refused(), ids=lambda each: each if isinstance(each, str) else ""
)
def test_what_cannot_be_one_is_refused_in_words(_name: str, two: object, says: str) -> None:
    kept, other = two()  # type: ignore[operator]
    before = rows()
    with pytest.raises(Refused, match=says):
        merged(kept, other)
    assert rows() == before
    assert not Merge.objects.exists()


def test_a_link_between_two_that_are_one_is_kept_aside() -> None:
    one, other = make.make_source("One"), make.make_source("Other")
    make.make_link(one, other, relation=Relation.TRANSLATES)
    merge = merged(one, other)
    assert not Link.objects.exists()
    part_records(merge=merge, actor=None)
    assert Link.objects.get().target_id == other.pk


def test_what_was_not_seen_is_not_merged() -> None:
    one, other = two_articles()
    opened = (source_snapshot(one), source_snapshot(other))
    Source.objects.filter(pk=other.pk).update(publisher="Another")
    with pytest.raises(ChangedMeanwhile):
        merged(one, other, opened=opened)


def test_what_is_gone_is_said() -> None:
    one, other = two_articles()
    merged(one, other)
    with pytest.raises(Refused, match="no longer in the archive"):
        merged(one, other)


def test_a_text_cannot_change_its_source_but_by_a_merge() -> None:
    one, other = two_articles()
    with pytest.raises(Exception, match="immutable"):
        one.documents.update(source=other)


def test_a_merge_costs_no_more_for_more_rows() -> None:
    def cost(texts: int) -> int:
        one, other = make.make_source("Kept"), make.make_source("Other")
        for number in range(texts):
            make.make_document(f"Text {number}", source=other)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            merged(one, other)
        return len(queries)

    assert cost(1) == cost(5)


def test_a_record_is_found_by_its_id_alone() -> None:
    one, _other = two_accounts()
    person = editor()
    assert record_called(one.public_id, person) == one
    assert kind_of(Account.objects.get(pk=one.pk)).name == "account"

"""Two people, one moment: one of them is told why not in words, nothing is lost, and nobody sees a fault.

On PostgreSQL they meet in the middle of each other's work; SQLite lets one writer in at a time, and the second finds
things otherwise than the page had shown.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.test import Client

from accounts.roles import EDITOR
from annotations.merged import TIES
from annotations.models import Annotation, Subject, Tag, WorkState
from annotations.services import evidence, leaks, relating, reviewing, revising, subjects, vocabulary
from annotations.services.evidence import Bearing
from annotations.services.merging import merge_subjects, unmerge
from annotations.services.refusals import ChangedMeanwhile, NotAllowed, Refused
from annotations.services.suggesting import accept_suggestion
from tests.annotation_factories import (
    make_annotation,
    make_evidence,
    make_figure,
    make_leak,
    make_subject,
    make_tag,
)
from tests.archive.pages import words_of
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db(transaction=True)

Work = Callable[[], object]
Meeting = Callable[[], list[Work]]
REFUSALS = (Refused, NotAllowed, ChangedMeanwhile)


def at_once(works: list[Work]) -> list[object]:
    """What each gives or raises; they start together, each on a connection of its own."""
    start = threading.Barrier(len(works))
    given: dict[int, object] = {}

    def run(place: int, work: Work) -> None:
        start.wait()
        try:
            given[place] = work()
        except Exception as error:
            given[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [given[place] for place in range(len(works))]


def each_with(act: Callable[[Any], object], row: Model) -> list[Work]:
    """Two people with the same row before them, each with a copy of their own."""
    rows = [type(row)._base_manager.get(pk=row.pk) for _each in range(2)]
    return [lambda copy=copy: act(copy) for copy in rows]  # type: ignore[misc]


def tags() -> tuple[Tag, Tag]:
    return make_tag("lamps"), make_tag("light")


def both_revise() -> list[Work]:
    annotation = make_annotation(state=WorkState.DRAFT)
    return [lambda n=n: revising.revise(annotation=annotation, version=1, note=n, actor=None) for n in "ab"]  # type: ignore[misc]


def accept_and_withdraw() -> list[Work]:
    annotation = make_annotation(state=WorkState.SUBMITTED)
    make_evidence(annotation, make_subject(state="draft"))
    return [
        lambda: reviewing.accept_and_publish(annotation=annotation, actor=None),
        lambda: reviewing.send_back(annotation=annotation, reason="Which lamp?", actor=None),
    ]


def both_give_evidence() -> list[Work]:
    annotation, bearing = make_annotation(), Bearing(make_subject(), "mentions")
    return [lambda: evidence.give_evidence(annotation=annotation, bearing=bearing, actor=None)] * 2


def both_take_back() -> list[Work]:
    return each_with(lambda row: evidence.take_back(evidence=row, actor=None), make_evidence())


def both_accept_a_suggestion() -> list[Work]:
    document, subject, actor = make_document(), make_subject("lamps"), make_user(EDITOR)
    start = document.text.index("lamps")
    place = (start, start + 5, "lamps")
    return [lambda: accept_suggestion(document=document, place=place, subject=subject, actor=actor)] * 2


def merge_one_twice() -> list[Work]:
    one, other, third = (make_subject(name) for name in ("One", "Other", "Third"))
    return [
        lambda: merge_subjects(kept=one, merged=other, reason="The same.", actor=None),
        lambda: merge_subjects(kept=third, merged=other, reason="The same.", actor=None),
    ]


def merge_into_each_other() -> list[Work]:
    one, other = make_subject("One"), make_subject("Other")
    return [
        lambda: merge_subjects(kept=one, merged=other, reason="", actor=None),
        lambda: merge_subjects(kept=other, merged=one, reason="", actor=None),
    ]


def part_twice() -> list[Work]:
    merge = merge_subjects(kept=make_subject("One"), merged=make_subject("Other"), reason="", actor=None)
    return [lambda: unmerge(merge=merge, actor=None)] * 2


def both_rename() -> list[Work]:
    tag, other = tags()
    return [lambda t=t: vocabulary.rename_tag(tag=t, name="lanterns", actor=None) for t in (tag, other)]  # type: ignore[misc]


def both_add_a_synonym() -> list[Work]:
    tag, other = tags()
    return [lambda t=t: vocabulary.add_synonym(tag=t, name="lux", actor=None) for t in (tag, other)]  # type: ignore[misc]


def merge_tags_into_each_other() -> list[Work]:
    tag, other = tags()
    return [
        lambda: vocabulary.merge_tags(kept=tag, merged=other, actor=None),
        lambda: vocabulary.merge_tags(kept=other, merged=tag, actor=None),
    ]


def stand_below_each_other() -> list[Work]:
    tag, other = tags()
    return [
        lambda: vocabulary.set_parent(tag=tag, parent=other, actor=None),
        lambda: vocabulary.set_parent(tag=other, parent=tag, actor=None),
    ]


def split_twice() -> list[Work]:
    kept, merged = tags()
    vocabulary.merge_tags(kept=kept, merged=merged, actor=None)
    return [lambda: vocabulary.unmerge_tag(tag=merged, actor=None)] * 2


def both_remove_a_synonym() -> list[Work]:
    row = vocabulary.add_synonym(tag=make_tag("lamps"), name="lux", actor=None)
    return each_with(lambda row: vocabulary.remove_synonym(synonym=row, actor=None), row)


def both_remove_a_name() -> list[Work]:
    name = make_subject(names=["Lamp Works", "Lamps"]).names.all()[0]
    return each_with(lambda row: subjects.remove_name(name=row, actor=None), name)


def both_remove_a_figure() -> list[Work]:
    return each_with(lambda row: leaks.remove_figure(figure=row, actor=None), make_figure(make_leak()))


def both_unrelate() -> list[Work]:
    left, right = make_subject("One"), make_subject("Other")
    row = relating.relate(left=left, relation="part_of", right=right, actor=None)
    return each_with(lambda row: relating.unrelate(relation=row, actor=None), row)


MEETINGS: list[Meeting] = [
    both_revise,
    both_give_evidence,
    both_take_back,
    both_accept_a_suggestion,
    merge_one_twice,
    merge_into_each_other,
    part_twice,
    both_rename,
    both_add_a_synonym,
    merge_tags_into_each_other,
    stand_below_each_other,
    split_twice,
    both_remove_a_synonym,
    both_remove_a_name,
    both_remove_a_figure,
    both_unrelate,
]


@pytest.mark.parametrize("meeting", MEETINGS)
def test_one_does_it_and_the_other_is_told_why_not(meeting: Meeting) -> None:
    given = at_once(meeting())
    refused = [each for each in given if isinstance(each, REFUSALS)]
    assert [each for each in given if isinstance(each, Exception) and each not in refused] == []
    assert len(refused) == 1
    assert str(refused[0])


def test_what_is_sent_back_at_the_moment_of_acceptance_publishes_nothing_alone() -> None:
    given = at_once(accept_and_withdraw())
    assert not [each for each in given if isinstance(each, Exception) and not isinstance(each, REFUSALS)]
    # Sending back comes after acceptance, too; accepting what was sent back does not.
    annotation, subject = Annotation.objects.get(), Subject.objects.get()
    assert annotation.state == WorkState.RETURNED
    assert subject.state == ("draft" if isinstance(given[0], NotAllowed) else "public")


@pytest.mark.parametrize("second", ["accept", "send-back"])
def test_two_editors_decide_on_one_annotation(second: str) -> None:
    annotation = make_annotation(state=WorkState.SUBMITTED)
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(make_user(EDITOR))

    def press(client: Client, act: str) -> str:
        typed = {"version": "1", "reason": "Which lamp?", "next": "/review/"}
        answer = client.post(f"{annotation.get_absolute_url()}{act}/", typed, follow=True)
        assert answer.status_code == 200
        return words_of(answer.content.decode())

    given = at_once([lambda: press(clients[0], "accept"), lambda: press(clients[1], second)])
    told = [
        "Accepted: it counts",
        "Returned to its author",
        "Only a draft or what was submitted can be accepted. This one is:",
    ]
    for words in given:
        assert isinstance(words, str), words
        assert sum(each in words for each in told) == 1
    if second == "accept":
        assert sum(told[2] in str(words) for words in given) == 1


def test_two_moves_far_apart_close_no_circle() -> None:
    one, two, three, four = (make_tag(name) for name in ("one", "two", "three", "four"))
    vocabulary.set_parent(tag=two, parent=three, actor=None)
    vocabulary.set_parent(tag=four, parent=one, actor=None)
    given = at_once(
        [
            lambda: vocabulary.set_parent(tag=one, parent=two, actor=None),
            lambda: vocabulary.set_parent(tag=three, parent=four, actor=None),
        ]
    )
    assert sum(isinstance(each, Refused) for each in given) == 1


def test_a_tag_that_is_merged_while_people_use_it_loses_no_use() -> None:
    kept, merged = tags()
    document = make_document()
    merging: Work = lambda: vocabulary.merge_tags(kept=kept, merged=merged, actor=None)  # noqa: E731
    using: list[Work] = [lambda: make_annotation(document=document, tags=["light"])] * 3
    done = [each for each in at_once([merging, *using])[1:] if isinstance(each, Annotation)]
    assert not merged.uses.exists()
    assert kept.uses.count() == len(done) == Annotation.objects.count()


def test_a_subject_that_is_merged_while_people_use_it_loses_no_evidence() -> None:
    kept, merged = make_subject("Kept"), make_subject("Merged")
    document = make_document()
    bearing = Bearing(merged, "mentions")
    merging: Work = lambda: merge_subjects(kept=kept, merged=merged, reason="", actor=None)  # noqa: E731
    using: list[Work] = [lambda: make_annotation(document=document, evidence=[bearing])] * 3
    given = at_once([merging, *using])[1:]
    done = [each for each in given if isinstance(each, Annotation)]
    assert all("Somebody has just merged “Merged”" in str(each) for each in given if each not in done)
    assert not merged.evidence.exists()
    assert kept.evidence.count() == len(done) == Annotation.objects.count()


def test_the_triggers_are_there_after_all_migrations() -> None:
    """On SQLite a later migration that rebuilds a table would drop its trigger without a word."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert {tie.name for tie in TIES} <= {row[0] for row in cursor.fetchall()}

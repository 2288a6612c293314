"""Annotations carried over to a newer text: proposed by the machine, moved by people, never lost."""

from collections.abc import Callable

import pytest

from accounts.models import AuditEntry, User
from accounts.roles import EDITOR
from accounts.visibility import State
from annotations.anchoring import Anchor
from annotations.models import Annotation, Kind, Move, MoveState, Target, WorkState
from annotations.moves import moves_to, not_looked_for, waiting_count, waiting_near
from annotations.reads import annotations_on
from annotations.reanchoring import Found, reanchor
from annotations.services.annotating import annotate, reply
from annotations.services.moving import (
    accept_exact,
    accept_move,
    place_by_hand,
    propose_moves,
    refuse_move,
)
from annotations.services.refusals import NotAllowed, Refused
from annotations.services.reviewing import withdraw
from archive.models import Document, KeptAs
from tests.annotation_factories import make_annotation
from tests.annotations.moving import (
    CHANGED,
    GONE,
    NEW,
    OLD,
    SAME,
    annotate_old,
    kept_again,
    make_versions,
    move_of,
    words_on,
)
from tests.factories import make_document, make_quoted_post, make_user

pytestmark = pytest.mark.django_db
LOOKED_FOR_BY = "annotations.services.moving.reanchor"


def accept(annotation: Annotation, document: Document, words: str = SAME, actor: User | None = None) -> Move:
    return accept_move(move=move_of(annotation, document), words=words, actor=actor)


def test_places_are_proposed_with_score_and_reason_and_nothing_moves() -> None:
    old, new = make_versions()
    same, changed, gone = annotate_old(old)
    assert propose_moves(document=new, actor=None) == (2, 1)
    sure, likely, lost = (move_of(each, new) for each in (same, changed, gone))
    assert (sure.state, NEW[sure.start : sure.end], sure.score > 0.99) == ("proposed", SAME, True)
    assert (likely.state, NEW[likely.start : likely.end]) == ("proposed", "沒有保护的服务器")
    assert 0.75 < likely.score < 0.9
    assert (lost.state, lost.start, lost.score) == (MoveState.NOT_FOUND, None, 0)
    assert [each.reason[:16] for each in (sure, likely, lost)] == [
        "The same words s",
        "The surroundings",
        "The words are go",
    ]
    assert not Target.objects.filter(document=new).exists()
    assert annotations_on(new, make_user()) == []


def test_proposing_again_looks_only_for_what_came_since() -> None:
    old, new = make_versions()
    annotate_old(old)
    propose_moves(document=new, actor=None)
    first = list(Move.objects.values_list("pk", "start", "state"))
    assert propose_moves(document=new, actor=None) == (0, 0)
    assert list(Move.objects.values_list("pk", "start", "state")) == first
    make_annotation("Nobody was told", document=old)
    assert not_looked_for(new).count() == 1
    assert propose_moves(document=new, actor=None) == (1, 0)
    assert Move.objects.count() == 4
    assert AuditEntry.objects.filter(verb="proposed moves", record_id=new.public_id).count() == 2


def test_two_who_look_at_once_find_each_place_once(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = make_versions()
    annotate_old(old)

    def meanwhile(before: str, after: str, held: Anchor) -> Found | None:
        monkeypatch.setattr(LOOKED_FOR_BY, reanchor)
        assert propose_moves(document=new, actor=None) == (2, 1)
        return reanchor(before, after, held)

    monkeypatch.setattr(LOOKED_FOR_BY, meanwhile)
    assert propose_moves(document=new, actor=None) == (0, 0)
    assert Move.objects.count() == 3


def test_only_what_stands_in_older_whole_texts_of_the_same_source_is_looked_for() -> None:
    old, new = make_versions()
    make_annotation(SAME, document=new)
    make_annotation(SAME, document=kept_again(source=old.source, text=NEW + " Later.", days=9))
    make_annotation(SAME, document=make_document(OLD))
    make_annotation(SAME, document=make_document(OLD + " ", source=old.source, kept_as=KeptAs.QUOTATION))
    gone = make_annotation(SAME, document=old)
    withdraw(annotation=gone, actor=None, reason="A slip.")
    assert propose_moves(document=new, actor=None) == (0, 0)
    post, reference = make_quoted_post("Lamp 9 sees.")
    make_annotation("Lamp 9", document=post.source.documents.get())
    again = kept_again(source=reference.document.source, text="Lamp 9 sees.")
    assert propose_moves(document=again, actor=None) == (0, 0)
    quotation = make_document(NEW + " ", source=old.source, kept_as=KeptAs.QUOTATION)
    assert propose_moves(document=quotation, actor=None) == (0, 0)


def test_accepted_it_stands_in_both_texts() -> None:
    old, new = make_versions()
    same, changed, _gone = annotate_old(old)
    propose_moves(document=new, actor=None)
    editor = make_user(EDITOR)
    move = accept(same, new, actor=editor)
    accept(changed, new, "沒有保护的服务器", editor)
    assert (move.state, move.decided_by) == (MoveState.ACCEPTED, editor)
    assert (words_on(same, old), words_on(same, new)) == ([SAME], [SAME])
    assert (words_on(changed, old), words_on(changed, new)) == ([CHANGED], ["沒有保护的服务器"])
    place = same.targets.get(document=new)
    assert (place.position, NEW.index(place.prefix + SAME + place.suffix) > 0) == (1, True)
    assert {each.annotation.pk for each in annotations_on(new, editor)} == {str(same.pk), str(changed.pk)}
    entry = AuditEntry.objects.get(verb="carried over", record_id=str(same.pk))
    assert entry.changes == {"place": ["", f"{new.public_id} {place.start}–{place.end}"]}
    with pytest.raises(NotAllowed, match="already"):
        accept(same, new)
    assert waiting_count(new) == 1


def test_words_that_nobody_saw_are_not_accepted() -> None:
    old, new = make_versions()
    changed = annotate_old(old)[1]
    propose_moves(document=new, actor=None)
    with pytest.raises(Refused, match="stands “沒有保护的服务器”, not “没有保护的服务器”"):
        accept(changed, new, CHANGED)
    assert (words_on(changed, new), move_of(changed, new).state) == ([], MoveState.PROPOSED)


def test_all_exact_ones_at_once_and_nothing_else() -> None:
    old, new = make_versions()
    same, changed, gone = annotate_old(old)
    doubtful = make_annotation("told", document=old)
    propose_moves(document=new, actor=None)
    Move.objects.filter(target__annotation=doubtful).update(score=0.8)
    # A row that says it is sure of words that are others.
    Move.objects.filter(target__annotation=changed).update(score=1.0)
    assert accept_exact(document=new, actor=None) == 1
    assert accept_exact(document=new, actor=None) == 0
    assert words_on(same, new) == [SAME]
    assert [words_on(each, new) for each in (changed, gone, doubtful)] == [[], [], []]


def test_an_editor_moves_all_and_others_what_is_their_own() -> None:
    old, new = make_versions()
    author, other = make_user(), make_user()
    fields = {"actor": author, "state": WorkState.SUBMITTED}
    same, changed, _gone = annotate_old(old, **fields)
    foreign = make_annotation("Nobody was told", document=old)
    propose_moves(document=new, actor=author)
    acts: list[Callable[[], Move]] = [
        lambda: accept(same, new, actor=other),
        lambda: refuse_move(move=move_of(same, new), actor=other),
        lambda: place_by_hand(move=move_of(same, new), place=(0, 1, "A"), actor=other),
        lambda: accept(foreign, new, "Nobody was told", author),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    assert accept_exact(document=new, actor=other) == 0
    assert accept_exact(document=new, actor=author) == 1
    assert accept(changed, new, "沒有保护的服务器", author).state == MoveState.ACCEPTED
    assert words_on(foreign, new) == []
    assert accept_exact(document=new, actor=make_user(EDITOR)) == 1


def test_refused_it_stays_and_can_still_be_placed_by_hand() -> None:
    old, new = make_versions()
    same = make_annotation(SAME, document=old)
    propose_moves(document=new, actor=None)
    move = refuse_move(move=move_of(same, new), actor=None)
    assert (move.state, words_on(same, new), words_on(same, old)) == (MoveState.REFUSED, [], [SAME])
    assert (waiting_count(new), propose_moves(document=new, actor=None)) == (0, (0, 0))
    with pytest.raises(NotAllowed, match="no proposal"):
        refuse_move(move=move, actor=None)
    start = NEW.index("Nobody")
    place_by_hand(move=move, place=(start, start + 6, "Nobody"), actor=None)
    move.refresh_from_db()
    assert (move.state, move.start, move.reason) == (MoveState.ACCEPTED, start, "Placed by hand.")
    assert words_on(same, new) == ["Nobody"]


def test_what_was_not_found_is_placed_by_hand_on_words_that_stand_there() -> None:
    old, new = make_versions()
    gone = annotate_old(old)[2]
    propose_moves(document=new, actor=None)
    move = move_of(gone, new)
    with pytest.raises(Refused, match="No place was found"):
        accept_move(move=move, words=GONE, actor=None)
    for place in ((0, 5, "Other"), (0, 10**6, "A"), (5, 5, "")):
        with pytest.raises(Refused):
            place_by_hand(move=move, place=place, actor=None)
    start = NEW.index("That was all.")
    place_by_hand(move=move, place=(start, start + 13, "That was all."), actor=None)
    assert (words_on(gone, new), words_on(gone, old)) == (["That was all."], [GONE])


def test_replies_go_where_what_they_answer_goes() -> None:
    old, new = make_versions()
    same = make_annotation(SAME, document=old)
    answer = reply(to=same, note="By whom?", actor=None)
    second = reply(to=answer, note="By Ada Quill.", actor=None)
    assert propose_moves(document=new, actor=None) == (1, 0)
    accept(same, new)
    assert [words_on(each, new) for each in (same, answer, second)] == [[SAME], [SAME], [SAME]]
    (placed,) = annotations_on(new, make_user())
    assert [each.pk for each in placed.replies] == [str(answer.pk), str(second.pk)]


def test_what_was_withdrawn_meanwhile_stays() -> None:
    old, new = make_versions()
    same = make_annotation(SAME, document=old)
    propose_moves(document=new, actor=None)
    withdraw(annotation=same, actor=None, reason="A slip.")
    assert (accept_exact(document=new, actor=None), list(moves_to(new)), waiting_count(new)) == (0, [], 0)
    with pytest.raises(NotAllowed, match="withdrawn"):
        accept(same, new)


def test_a_place_in_a_draft_does_not_take_an_annotation_from_the_public() -> None:
    old, new = make_versions(state=State.DRAFT)
    same = make_annotation(SAME, document=old)
    propose_moves(document=new, actor=None)
    with pytest.raises(Refused, match="Publish the newer text first"):
        accept(same, new)
    with pytest.raises(Refused, match="Publish the newer text first"):
        accept_exact(document=new, actor=None)
    Document.objects.filter(pk=new.pk).update(state=State.PUBLIC)
    new.refresh_from_db()
    assert accept_exact(document=new, actor=None) == 1


def test_a_third_text_takes_it_from_the_second_or_else_from_the_first() -> None:
    old, new = make_versions()
    same, changed, _gone = annotate_old(old)
    third = kept_again("More.\n" + NEW, source=old.source, days=2)
    near = [waiting_near(each, make_user()) for each in (old, new, third)]
    assert [(each.document, each.count, each.is_here) for each in near if each] == [
        (third, 3, False),
        (third, 3, False),
        (third, 3, True),
    ]
    propose_moves(document=third, actor=None)
    propose_moves(document=new, actor=None)
    accept(same, new)
    assert propose_moves(document=third, actor=None) == (1, 0)
    shown = {(move.target.annotation_id, move.target.document_id) for move in moves_to(third)}
    assert (same.pk, old.pk) not in shown
    assert {(same.pk, new.pk), (changed.pk, old.pk)} < shown
    assert accept_exact(document=third, actor=None) == 1
    assert words_on(same, third) == [SAME]


def test_two_places_that_become_one_are_one() -> None:
    old, new = make_versions()
    start = OLD.index(SAME)
    ranges = [(start, start + len(SAME), SAME), (start + 6, start + 11, "count")]
    both = annotate(document=old, ranges=ranges, kind=Kind.NOTE, actor=None)
    propose_moves(document=new, actor=None)
    first, second = Move.objects.order_by("pk")
    accept_move(move=first, words=SAME, actor=None)
    place_by_hand(move=second, place=(first.start or 0, first.end or 0, SAME), actor=None)
    assert words_on(both, new) == [SAME]
    assert set(Move.objects.values_list("state", flat=True)) == {MoveState.ACCEPTED}


def test_a_row_that_does_not_hold_in_its_own_text_is_listed_with_the_reason() -> None:
    old, new = make_versions()
    same = make_annotation(SAME, document=old)
    same.targets.update(exact="Quite other words")
    assert propose_moves(document=new, actor=None) == (0, 1)
    assert "not “Quite other words”" in move_of(same, new).reason

"""Thousands of annotations carried over to revised texts: how fast, how often right, and never silently wrong."""

import random
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.visibility import State
from annotations.models import Annotation, Kind, Move, MoveState
from annotations.services.annotating import annotate
from annotations.services.moving import (
    accept_exact,
    propose_moves,
)
from archive import blobs
from archive.models import Document, KeptAs
from sources.models import Source
from tests.annotations.moving import (
    move_of,
    words_on,
)
from tests.annotations.prose import laid_out, made_up
from tests.annotations.revisions import (
    HEAVY,
    LIGHT,
    Strength,
    Truth,
    chosen,
    revised,
    successors_in,
    truth_of,
)
from tests.factories import make_capture, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_thousand_places_in_a_long_text_take_seconds() -> None:
    chance = random.Random(7)  # noqa: S311 - the same text each time
    prose = made_up(chance, chinese=False, length=100_000)
    old, new = _kept_twice(laid_out(prose).text, laid_out(revised(prose, LIGHT, chance)).text)
    for _each in range(1_000):
        start = chance.randrange(len(old.text) - 80)
        words = old.text[start : start + chance.randint(4, 80)]
        annotate(document=old, ranges=[(start, start + len(words), words)], kind=Kind.NOTE, actor=None)
    began = time.perf_counter()
    found, _not_found = propose_moves(document=new, actor=None)
    proposing = time.perf_counter() - began
    began = time.perf_counter()
    carried = accept_exact(document=new, actor=None)
    print(
        f"\n1,000 places: {found} proposed in {proposing:.1f} s, {carried} carried over at once in "
        f"{time.perf_counter() - began:.1f} s"
    )
    assert carried > 300
    assert proposing < 15
    assert time.perf_counter() - began < 10


@pytest.mark.slow
def test_no_annotation_is_silently_on_the_wrong_words() -> None:
    """2,000 annotations through proposing and accepting what is sure, beside the truth about where the words went."""
    count = {"kept": 0, "gone": 0, "doubtful": 0, "found": 0, "right": 0, "judged": 0, "sure": 0}
    silent = []
    for number in range(20_000, 20_040):
        truths, new = _revised_with_annotations(number, LIGHT if number % 4 < 2 else HEAVY)
        propose_moves(document=new, actor=None)
        accept_exact(document=new, actor=None)
        for annotation, truth in truths.items():
            move = move_of(annotation, new)
            right = truth.verdict != "gone" and _overlap(move, truth) >= 0.8
            count[truth.verdict] += 1
            count["found"] += move.start is not None
            count["right"] += right and truth.verdict == "kept"
            count["judged"] += move.start is not None and truth.verdict != "doubtful"
            count["sure"] += move.state == MoveState.ACCEPTED
            if words_on(annotation, new) and not (
                right and words_on(annotation, new) == words_on(annotation, move.target.document)
            ):
                silent.append(f"{move.target.exact!r} at {move.start}")
            assert (move.state == MoveState.ACCEPTED) == bool(words_on(annotation, new))
    recall, precision = count["right"] / count["kept"], count["right"] / count["judged"]
    share = 1 - count["sure"] / count["found"]
    print(
        f"\n{sum(count[each] for each in ('kept', 'gone', 'doubtful'))} annotations: recall {recall:.4f}, "
        f"precision {precision:.4f}, to a person {share:.0%} of those found, silently wrong {len(silent)}"
    )
    assert silent == []
    assert recall >= 0.95
    assert precision >= 0.97


def _kept_twice(old: str, new: str) -> tuple[Document, Document]:
    """Without passages: made-up blocks may be empty, and nothing here reads them."""
    source = make_source("The lamps of Brack")
    return _kept(old, source, days=0), _kept(new, source, days=1)


def _kept(text: str, source: Source, *, days: int) -> Document:
    return Document.objects.create(
        source=source,
        text=text,
        text_sha256=blobs.sha256_of(text.encode()),
        capture=make_capture(),
        kept_as=KeptAs.WHOLE,
        kept_at=timezone.now() + timedelta(days=days),
        state=State.PUBLIC,
    )


def _revised_with_annotations(number: int, strength: Strength) -> tuple[dict[Annotation, Truth], Document]:
    """50 annotations on a made-up text (English where even, Chinese where odd), and that text edited."""
    chance = random.Random(number)  # noqa: S311 - the same texts each time
    chinese = number % 2 == 1
    prose = made_up(chance, chinese=chinese, length=7_000 if chinese else 20_000)
    revision = revised(prose, strength, chance)
    before, after, successors = laid_out(prose), laid_out(revision), successors_in(revision)
    old, new = _kept_twice(before.text, after.text)
    truths = {}
    for _each in range(50):
        quote = chosen(prose, chance)
        start, end = before.ranges[quote[0]][0], before.ranges[quote[-1]][1]
        annotation = annotate(
            document=old, ranges=[(start, end, old.text[start:end])], kind=Kind.NOTE, actor=None
        )
        truths[annotation] = truth_of(quote, after, successors)
    return truths, new


def _overlap(move: Move, truth: Truth) -> float:
    if move.start is None or move.end is None:
        return 0
    both = max(0, min(move.end, truth.end) - max(move.start, truth.start))
    return both / ((move.end - move.start) + (truth.end - truth.start) - both)

"""More evidence than a page can show: the strongest of it is shown, and the page says how much is not."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from annotations.models import (
    Annotation,
    Evidence,
    Kind,
    Motivation,
    Stance,
    Strength,
    Subject,
    Target,
    WorkState,
)
from annotations.witnesses import SHOWN_AT_ONCE, left_out, witnesses_for
from tests.annotation_factories import make_claim
from tests.annotations.desk import page
from tests.archive.pages import words_of
from tests.factories import make_document

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def claim_with(pieces: int) -> Subject:
    """The last piece of evidence is the only strong one."""
    subject, document = make_claim().subject, make_document("The lamps listened.")
    annotations = Annotation.objects.bulk_create(
        Annotation(kind=Kind.CLAIM, motivation=Motivation.CLASSIFYING, state=WorkState.ACCEPTED)
        for _each in range(pieces)
    )
    Target.objects.bulk_create(
        Target(annotation=each, document=document, start=4, end=9, exact="lamps") for each in annotations
    )
    Evidence.objects.bulk_create(
        Evidence(
            annotation=each,
            subject=subject,
            stance=Stance.SUPPORTS,
            strength=Strength.STRONG if place == pieces - 1 else Strength.WEAK,
        )
        for place, each in enumerate(annotations)
    )
    return subject


@pytest.mark.parametrize(("pieces", "more"), [(3, 0), (SHOWN_AT_ONCE, 0), (SHOWN_AT_ONCE + 2, 2)])
def test_what_a_page_leaves_out_is_the_weakest_and_is_said(pieces: int, more: int) -> None:
    subject = claim_with(pieces)
    witnesses = witnesses_for(subject, NOBODY)
    assert len(witnesses) == pieces - more
    assert witnesses[0].evidence.strength == Strength.STRONG
    assert left_out(witnesses, subject, NOBODY) == more
    assert ("2 pieces of evidence more are left out" in words_of(page(subject))) is bool(more)


def test_a_table_has_all_of_it() -> None:
    subject = claim_with(SHOWN_AT_ONCE + 2)
    answer = Client().get(f"{subject.get_absolute_url()}?format=csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert f"# {SHOWN_AT_ONCE + 2} rows" in lines[-1]

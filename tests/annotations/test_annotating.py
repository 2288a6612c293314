"""Annotations: made on the very words, revised with their history, never overwritten, never lost."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEntry
from annotations.anchoring import CONTEXT
from annotations.models import Annotation, Kind, Motivation, Stance, SubjectKind, Tag, WorkState
from annotations.services.annotating import annotate
from annotations.services.evidence import Bearing
from annotations.services.refusals import Refused
from tests.annotation_factories import make_annotation, make_subject, make_tag
from tests.factories import make_document, make_user

pytestmark = pytest.mark.django_db
TEXT = "💡 The lamps 燈火 listened.\n𠮷田 saw them; the lamps saw 𠮷田."


def test_an_annotation_holds_its_words_in_code_points_with_their_surroundings() -> None:
    document = make_document(TEXT)
    start = TEXT.index("𠮷田 saw")
    actor = make_user()
    annotation = annotate(
        document=document,
        ranges=[(start, start + 2, "𠮷田")],
        kind=Kind.NOTE,
        note="A witness.",
        tags=["witness"],
        actor=actor,
    )
    target = annotation.targets.get()
    assert (target.start, target.end, target.exact) == (start, start + 2, "𠮷田")
    assert (target.prefix, target.suffix) == (TEXT[:start], TEXT[start + 2 :][:CONTEXT])
    assert (annotation.state, annotation.motivation) == (WorkState.DRAFT, Motivation.COMMENTING)
    version = annotation.versions.get()
    assert (version.number, version.note, version.tag_names, version.by) == (
        1,
        "A witness.",
        "witness",
        actor,
    )
    entry = AuditEntry.objects.about("annotation", str(annotation.pk)).get()
    assert (entry.verb, entry.actor) == ("annotated", actor)


@pytest.mark.parametrize(
    ("ranges", "field"),
    [
        ([], "ranges"),
        ([(2, 5, "the")], "ranges"),  # "The" stands there
        ([(2, 2, "")], "ranges"),
        ([(5, 2, "The")], "ranges"),
        ([(-3, -1, "𠮷田")], "ranges"),
        ([(2, 5000, TEXT[2:])], "ranges"),
        ([(2, 5, "The"), (2, 5, "The")], "ranges"),
    ],
)
def test_other_words_than_those_that_stand_there_are_refused(
    ranges: list[tuple[int, int, str]], field: str
) -> None:
    document = make_document(TEXT)
    with pytest.raises(Refused) as refused:
        annotate(document=document, ranges=ranges, kind=Kind.NOTE, actor=None)
    assert refused.value.field == field
    assert str(refused.value)
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("kind", {"kind": "rumour"}),
        ("state", {"state": WorkState.WITHDRAWN}),
        ("motivation", {"motivation": "gossiping"}),
        ("note", {"note": "a\0b"}),
        ("note", {"note": "half a pair: \ud83d"}),
        ("via", {"via": "https://example.org/" + "a" * 2000}),
        ("tags", {"tags": ["a, b"]}),
        ("tags", {"tags": ["lamp" * 30]}),
        ("tags", {"tags": [f"{'lamp' * 20} {each}" for each in range(20)]}),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(field: str, values: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        make_annotation(**values)  # type: ignore[arg-type]
    assert refused.value.field == field
    assert not Annotation.objects.exists()
    assert not Tag.objects.exists()


def test_an_id_is_kept_and_never_used_twice() -> None:
    wanted = uuid.uuid4()
    assert make_annotation(id=wanted).pk == wanted
    with pytest.raises(Refused):
        make_annotation(id=wanted)


def test_it_takes_seven_statements_with_a_known_tag_and_a_piece_of_evidence() -> None:
    document = make_document()
    make_tag("street lamps")
    claim = make_subject("The lamps listened.", kind=SubjectKind.CLAIM)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        annotation = annotate(
            document=document,
            ranges=[(0, 3, "The"), (4, 9, "lamps")],
            kind=Kind.CLAIM,
            note="So it says.",
            tags=["Street  Lamps"],
            evidence=[Bearing(claim, Stance.SUPPORTS)],
            actor=None,
        )
    statements = [each["sql"] for each in queries if "SAVEPOINT" not in each["sql"]]
    assert len(statements) == 7, "\n".join(statements)
    assert annotation.evidence.get().subject == claim
    assert annotation.tagged.get().tag.name == "street lamps"

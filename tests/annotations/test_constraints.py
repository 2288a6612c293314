"""Every invariant of `annotations` stands in the database under a name: written past the services, it still fires."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F

from annotations.models import (
    Annotation,
    AnnotationVersion,
    Claim,
    Creator,
    Dismissal,
    Evidence,
    Figure,
    Leak,
    Move,
    StatusChange,
    Subject,
    SubjectMerge,
    SubjectName,
    SubjectRelation,
    Tag,
    TaggedAnnotation,
    Target,
)
from tests.annotation_factories import (
    make_annotation,
    make_claim,
    make_evidence,
    make_figure,
    make_leak,
    make_subject,
    make_tag,
)
from tests.factories import make_document

pytestmark = pytest.mark.django_db


def change(model: type[models.Model], **values: Any) -> None:
    model._base_manager.update(**values)


def break_annotation(**values: Any) -> None:
    make_annotation()
    change(Annotation, **values)


def break_version(**values: Any) -> None:
    make_annotation()
    change(AnnotationVersion, **values)


def break_creator(**values: Any) -> None:
    Creator.objects.create(annotation=make_annotation(), **{"name": "Grace"} | values)


def creator_twice() -> None:
    break_creator()
    twice(Creator.objects.get())


def reply_unsaid() -> None:
    annotation, answer = make_annotation(), make_annotation()
    Annotation.objects.filter(pk=answer.pk).update(reply_to=annotation)


def break_target(**values: Any) -> None:
    make_annotation()
    change(Target, **values)


def twice(row: models.Model) -> None:
    """The row once more, under another key."""
    row.pk = None
    row._state.adding = True
    row.save(force_insert=True)


def break_move(**values: Any) -> None:
    target = make_annotation().targets.get()
    place = {"state": "proposed", "start": 0, "end": 3}
    Move.objects.create(target=target, document=make_document("The lamps"), **place | values)


def move_twice() -> None:
    break_move()
    twice(Move.objects.get())


def break_evidence(**values: Any) -> None:
    make_evidence()
    change(Evidence, **values)


def break_relation(**values: Any) -> None:
    SubjectRelation.objects.create(left=make_subject("One"), right=make_subject("Other"), relation="part_of")
    change(SubjectRelation, **values)


def relation_twice() -> None:
    break_relation()
    twice(SubjectRelation.objects.get())


def break_status_change(**values: Any) -> None:
    row = {"before": "unreviewed", "after": "withdrawn", "reason": "So it was."}
    StatusChange.objects.create(claim=make_claim(), **row | values)


def break_dismissal(end: int) -> None:
    Dismissal.objects.create(document=make_document(), subject=make_subject(), start=5, end=end)


def dismissal_twice() -> None:
    break_dismissal(9)
    twice(Dismissal.objects.get())


def tag_twice() -> None:
    make_annotation(tags=["lamps"])
    twice(TaggedAnnotation.objects.get())


def figure_twice() -> None:
    leak = make_leak()
    make_figure(leak)
    make_figure(leak)


def slug_twice() -> None:
    make_subject(slug="lamps")
    make_subject(slug="lamps")


def break_subject(**values: Any) -> None:
    make_subject()
    change(Subject, **values)


def break_tag(**values: Any) -> None:
    make_tag()
    change(Tag, **values)


def merge_with_itself() -> None:
    subject = make_subject()
    SubjectMerge.objects.create(kept=subject, merged=subject)


def break_leak() -> None:
    make_leak()
    change(Leak, state_now="lost")


def break_claim() -> None:
    make_claim()
    change(Claim, status="certain")


# Name of the constraint → what breaks it and nothing else.
BREAKERS: dict[str, Callable[[], object]] = {
    "annotation_kind_known": lambda: break_annotation(kind="rumour"),
    "annotation_motivation_known": lambda: break_annotation(motivation="gossiping"),
    "annotation_state_known": lambda: break_annotation(state="lost"),
    "annotation_reason_when_sent_back": lambda: break_annotation(state="withdrawn"),
    "annotation_version_counts": lambda: break_annotation(version=0),
    "annotation_not_own_reply": lambda: break_annotation(reply_to=F("id"), motivation="replying"),
    "annotation_reply_says_so": reply_unsaid,
    "target_not_empty": lambda: break_target(end=F("start")),
    "target_has_words": lambda: break_target(exact=""),
    "target_once": lambda: twice(make_annotation().targets.get()),
    "annotationversion_once": lambda: twice(make_annotation().versions.get()),
    "annotationversion_kind_known": lambda: break_version(kind="rumour"),
    "creator_is_told": lambda: break_creator(name=""),
    "creator_kind_known": lambda: break_creator(kind="Robot"),
    "creator_once_in_place": creator_twice,
    "claim_status_known": break_claim,
    "statuschange_before_known": lambda: break_status_change(before="certain"),
    "statuschange_after_known": lambda: break_status_change(after="certain"),
    "statuschange_has_reason": lambda: break_status_change(reason=""),
    "statuschange_changes": lambda: break_status_change(after="unreviewed"),
    "evidence_once": lambda: twice(make_evidence()),
    "evidence_stance_known": lambda: break_evidence(stance="denies"),
    "evidence_strength_known": lambda: break_evidence(strength="iron"),
    "leak_state_known": break_leak,
    "figure_has_unit": lambda: make_figure(make_leak(), unit=""),
    "figure_not_negative": lambda: make_figure(make_leak(), -1),
    "figure_once": figure_twice,
    "move_once": move_twice,
    "move_state_known": lambda: break_move(state="lost"),
    "move_score_in_range": lambda: break_move(score=1.1),
    "move_has_place_unless_not_found": lambda: break_move(start=None, end=None),
    "move_decided_has_when": lambda: break_move(state="accepted"),
    "subject_kind_known": lambda: break_subject(kind="rumour"),
    "subject_state_known": lambda: break_subject(state="secret"),
    "subject_slug_once_in_kind": slug_twice,
    "subject_has_name": lambda: break_subject(name=""),
    "subject_not_merged_into_itself": lambda: break_subject(merged_into=F("id")),
    "subjectname_once": lambda: twice(make_subject().names.get()),
    "subjectname_not_empty": lambda: SubjectName.objects.create(subject=make_subject(), name="?", key=""),
    "subjectrelation_known": lambda: break_relation(relation="adores"),
    "subjectrelation_once": relation_twice,
    "subjectrelation_not_self": lambda: break_relation(left=F("right")),
    "subjectmerge_of_two": merge_with_itself,
    "dismissal_once": dismissal_twice,
    "dismissal_not_empty": lambda: break_dismissal(5),
    "tag_standing_known": lambda: break_tag(standing="lost"),
    "tag_not_own_parent": lambda: break_tag(parent=F("id")),
    "tag_not_merged_into_itself": lambda: break_tag(merged_into=F("id")),
    "taggedannotation_once": tag_twice,
}

# What breaks the one always breaks the other, and PostgreSQL names the first in the alphabet.
BREAKS_TOO = {"move_state_known": "move_decided_has_when"}


def named() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    return {
        constraint.name: (model, constraint)
        for model in apps.get_app_config("annotations").get_models()
        for constraint in model._meta.constraints
    }


def test_every_constraint_is_tried_here() -> None:
    assert set(BREAKERS) == set(named())


@pytest.mark.parametrize("name", sorted(BREAKERS))
def test_constraint_fires(name: str) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        BREAKERS[name]()
    names = {name, columns_of(name), BREAKS_TOO.get(name, name)}
    assert any(each in str(error.value) for each in names)


def columns_of(name: str) -> str:
    """How SQLite names a unique constraint: by its columns."""
    model, constraint = named()[name]
    if not isinstance(constraint, models.UniqueConstraint):
        return name
    columns = [model._meta.get_field(field).column for field in constraint.fields]  # type: ignore[union-attr]
    return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)


def test_what_is_allowed_is_allowed() -> None:
    """The near misses: one slug in two kinds, one annotation at two places, a reply, a figure of nought."""
    make_subject(slug="lamps")
    make_subject(slug="lamps", kind="place")
    annotation = make_annotation()
    Target.objects.create(
        annotation=annotation, document=make_document("The lamps"), start=0, end=3, exact="The"
    )
    make_annotation(reply_to=annotation)
    make_figure(make_leak(), 0)
    make_tag("lamps", parent=make_tag("light"))
    assert Figure.objects.get().value == 0
    assert AnnotationVersion.objects.count() == 2

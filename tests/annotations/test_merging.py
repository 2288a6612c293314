"""Two Subjects made one and parted again: nothing lost, every row back where it was."""

from typing import Any

import pytest

from annotations.models import (
    Claim,
    Dismissal,
    Evidence,
    Figure,
    Stance,
    Subject,
    SubjectKind,
    SubjectName,
    SubjectRelation,
)
from annotations.services.claims import change_status
from annotations.services.evidence import Bearing, give_evidence
from annotations.services.merging import merge_subjects, unmerge
from annotations.services.refusals import Refused
from annotations.services.relating import relate
from annotations.services.reviewing import withdraw
from annotations.services.subjects import edit_subject
from tests.annotation_factories import (
    make_annotation,
    make_claim,
    make_evidence,
    make_figure,
    make_leak,
    make_subject,
)
from tests.factories import make_agent, make_document

pytestmark = pytest.mark.django_db


def everything() -> dict[str, Any]:
    """Every row that a merge may touch, but for the versions that it counts up."""
    tables = [Evidence, SubjectName, SubjectRelation, Dismissal, Figure, Claim]
    rows: dict[str, Any] = {
        table.__name__: list(table._base_manager.order_by("pk").values()) for table in tables
    }
    rows["Subject"] = list(
        Subject.objects.order_by("pk").values("pk", "name", "slug", "agent", "merged_into")
    )
    return rows


def two_vendors() -> tuple[Subject, Subject]:
    """Two that share an annotation, a name, a relation and a dismissal, and are related to each other."""
    kept = make_subject("Sorrel Lamp Works", names=["Sorrel", "Lampworks"])
    merged = make_subject("Sorrel Lampworks", names=["SORREL", "灯厂"], agent=make_agent())
    lamps, oil = (make_subject(name, kind=SubjectKind.TECHNOLOGY) for name in ("lamps", "oil"))
    document = make_document()
    both, only = make_annotation(document=document), make_annotation(document=document)
    make_evidence(both, kept, Stance.MENTIONS)
    make_evidence(both, merged, Stance.DESCRIBES, strength="strong")
    make_evidence(only, merged)
    for left, technology in ((kept, lamps), (merged, lamps), (merged, oil)):
        relate(left=left, relation="sells", right=technology, actor=None)
    relate(left=kept, relation="part_of", right=merged, actor=None)
    relate(left=make_claim().subject, relation="about", right=merged, actor=None)
    for subject, start in ((kept, 0), (merged, 0), (merged, 5)):
        Dismissal.objects.create(document=document, subject=subject, start=start, end=start + 3)
    return kept, merged


def test_a_merge_brings_everything_together_once() -> None:
    kept, merged = two_vendors()
    merge_subjects(kept=kept, merged=merged, reason="One company.", actor=None)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert merged.merged_into == kept
    assert sorted(kept.evidence.values_list("stance", flat=True)) == ["mentions", "mentions"]
    assert [each.name for each in kept.names.order_by("pk")] == ["Sorrel", "Lampworks", "灯厂"]
    assert sorted(each.right.name for each in kept.relations_out.all()) == ["lamps", "oil"]
    assert kept.relations_in.get().relation == "about"
    assert kept.dismissals.count() == 2
    assert kept.agent == merged.agent
    for rows in (merged.evidence, merged.names, merged.relations_out, merged.relations_in, merged.dismissals):
        assert not rows.exists()


def test_parting_gives_every_row_back() -> None:
    kept, merged = two_vendors()
    before = everything()
    merge = merge_subjects(kept=kept, merged=merged, reason="One company.", actor=None)
    assert everything() != before
    assert unmerge(merge=merge, actor=None) == merged
    assert everything() == before
    with pytest.raises(Refused, match="undone already"):
        unmerge(merge=merge, actor=None)


def test_what_people_did_meanwhile_stays_with_the_kept_one() -> None:
    kept, merged = two_vendors()
    merge = merge_subjects(kept=kept, merged=merged, reason="", actor=None)
    new = make_evidence(make_annotation(), kept)
    gone = kept.names.get(name="灯厂")
    gone.delete()
    unmerge(merge=merge, actor=None)
    new.refresh_from_db()
    assert new.subject == kept
    assert [each.name for each in merged.names.all()] == ["SORREL"]


def test_figures_and_places_go_along() -> None:
    kept, merged = make_leak("Ledger"), make_leak("The harbour ledger")
    make_figure(kept, 482)
    make_figure(merged, 482)
    make_figure(merged, 7, "lamps")
    merge = merge_subjects(kept=kept.subject, merged=merged.subject, reason="", actor=None)
    assert [figure.value for figure in kept.figures.order_by("value")] == [7, 482]
    unmerge(merge=merge, actor=None)
    assert (kept.figures.count(), merged.figures.count()) == (1, 2)
    quay, wharf = (make_subject(name, kind=SubjectKind.PLACE) for name in ("Quay", "Wharf"))
    claim = make_claim(holds_where=wharf)
    merge_subjects(kept=quay, merged=wharf, reason="", actor=None)
    claim.refresh_from_db()
    assert claim.holds_where == quay


def test_merges_are_undone_in_reverse_order() -> None:
    one, two, three = (make_subject(name) for name in ("One", "Two", "Three"))
    first = merge_subjects(kept=one, merged=two, reason="", actor=None)
    second = merge_subjects(kept=one, merged=three, reason="", actor=None)
    with pytest.raises(Refused, match="Three"):
        unmerge(merge=first, actor=None)
    unmerge(merge=second, actor=None)
    third = merge_subjects(kept=three, merged=one, reason="", actor=None)
    with pytest.raises(Refused, match="One"):
        unmerge(merge=first, actor=None)
    unmerge(merge=third, actor=None)
    unmerge(merge=first, actor=None)
    assert not Subject.objects.filter(merged_into__isnull=False).exists()


def test_nothing_is_written_on_what_was_merged_away() -> None:
    kept, merged = make_claim("One."), make_claim("Another.")
    merge_subjects(kept=kept.subject, merged=merged.subject, reason="", actor=None)
    gone = Subject.objects.get(pk=merged.pk)
    with pytest.raises(Refused):
        edit_subject(subject=gone, version=None, name="Other", actor=None)
    with pytest.raises(Refused):
        relate(left=gone, relation="about", right=kept.subject, actor=None)
    with pytest.raises(Refused):
        give_evidence(annotation=make_annotation(), bearing=Bearing(gone, Stance.CONTEXT), actor=None)
    with pytest.raises(Refused):
        change_status(claim=merged, status="withdrawn", reason="Gone.", actor=None)
    with pytest.raises(Refused):
        merge_subjects(kept=kept.subject, merged=gone, reason="", actor=None)


def test_only_two_of_a_kind_become_one() -> None:
    vendor, place = make_subject("One"), make_subject("Two", kind=SubjectKind.PLACE)
    for kept, merged in ((vendor, place), (vendor, vendor)):
        with pytest.raises(Refused):
            merge_subjects(kept=kept, merged=merged, reason="", actor=None)


def test_a_claim_that_rests_on_nothing_after_the_parting_falls_back() -> None:
    kept, merged = make_claim("One."), make_claim("Another.")
    annotation = make_annotation()
    make_evidence(annotation, merged.subject, Stance.SUPPORTS)
    change_status(claim=merged, status="supported", reason="So it was.", actor=None)
    merge = merge_subjects(kept=kept.subject, merged=merged.subject, reason="", actor=None)
    change_status(claim=kept, status="supported", reason="So it was.", actor=None)
    withdraw(annotation=annotation, reason="Not so.", actor=None)
    unmerge(merge=merge, actor=None)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.status, merged.status) == ("unreviewed", "unreviewed")

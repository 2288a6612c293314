"""Merging two Subjects after a look at what moves, and parting them again."""

import pytest
from django.test import Client

from accounts.roles import READER, RESEARCHER
from accounts.visibility import State
from annotations.models import SubjectMerge
from annotations.services.merging import merge_subjects
from annotations.services.relating import relate
from tests.annotation_factories import make_annotation, make_evidence, make_subject
from tests.annotations.desk import address, editor, page, plain
from tests.archive.pages import seen, signed_in, words_of

pytestmark = pytest.mark.django_db


def test_one_sees_what_would_move_before_it_does() -> None:
    kept, merged = (
        make_subject("Sorrel Works"),
        make_subject("Sorrel Lamps", names=["Sorrel Lamps", "索雷尔"]),
    )
    make_evidence(make_annotation(), merged)
    relate(left=merged, relation="sells", right=make_subject("Cameras", kind="technology"), actor=None)
    words = words_of(seen(editor(), f"{address('subject_merge', merged)}?other=sorrel+works"))
    for each in ("1 piece of evidence", "2 names", "1 relation", "Sorrel Lamps → goes into Sorrel Works"):
        assert each in words
    merged.refresh_from_db()
    assert merged.merged_into is None
    assert kept.names.count() == 1


def test_a_merge_moves_all_and_the_old_address_leads_on() -> None:
    kept, merged = make_subject("Sorrel Works"), make_subject("Sorrel Lamps")
    make_evidence(make_annotation(note="Moved along."), merged)
    client = editor()
    where = f"{address('subject_merge', merged)}?other=vendors/{kept.slug}"
    answer = client.post(where, {"reason": "One firm, two spellings."})
    assert answer.headers["Location"] == kept.get_absolute_url()
    assert "Moved along." in plain(kept)
    assert "Sorrel Lamps" in plain(kept)  # a name of it now
    old = Client().get(merged.get_absolute_url())
    assert (old.status_code, old.headers["Location"]) == (301, kept.get_absolute_url())
    assert "One firm, two spellings." in seen(client, address("subject_merge", kept))


def test_parted_again_each_has_what_it_had() -> None:
    kept, merged = make_subject("Sorrel Works"), make_subject("Sorrel Lamps")
    make_evidence(make_annotation(note="Moved along."), merged)
    merge = merge_subjects(kept=kept, merged=merged, reason="A slip.", actor=None)
    answer = editor().post(address("subject_unmerge", kept, merge.pk))
    assert answer.headers["Location"] == merged.get_absolute_url()
    assert "Moved along." in plain(merged)
    assert "Moved along." not in plain(kept)
    html = editor().post(address("subject_unmerge", kept, merge.pk), follow=True).content.decode()
    assert "has been undone already" in html


def test_a_merge_of_a_merge_leads_to_the_last() -> None:
    first, second, third = make_subject("One"), make_subject("Two"), make_subject("Three")
    merge_subjects(kept=second, merged=first, reason="", actor=None)
    merge_subjects(kept=third, merged=second, reason="", actor=None)
    assert Client().get(first.get_absolute_url()).headers["Location"] == third.get_absolute_url()


def test_an_old_address_tells_nothing_of_what_is_not_public() -> None:
    hidden, merged = make_subject("Hidden", state=State.DRAFT), make_subject("Known")
    merge_subjects(kept=hidden, merged=merged, reason="", actor=None)
    assert Client().get(merged.get_absolute_url()).status_code == 404
    assert editor().get(merged.get_absolute_url()).status_code == 301


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ("Sorrel Lamps", "one and the same"),
        ("Nowhere", "nothing here with the name"),
        ("Cameras", "nothing here with the name"),  # of another kind
        ("", "This field is required"),
    ],
)
def test_what_cannot_be_merged_is_refused_in_words(other: str, says: str) -> None:
    merged = make_subject("Sorrel Lamps")
    make_subject("Cameras", kind="technology")
    html = (
        editor().post(f"{address('subject_merge', merged)}?other={other}", {"reason": "x"}).content.decode()
    )
    assert says in html
    assert not SubjectMerge.objects.exists()


def test_a_merge_needs_its_reason() -> None:
    kept, merged = make_subject("Sorrel Works"), make_subject("Sorrel Lamps")
    where = f"{address('subject_merge', merged)}?other=vendors/{kept.slug}"
    assert "This field is required" in editor().post(where, {"reason": ""}).content.decode()
    assert not SubjectMerge.objects.exists()


@pytest.mark.parametrize("role", [READER, RESEARCHER])
def test_merging_is_for_editors(role: str) -> None:
    kept, merged = make_subject("Sorrel Works"), make_subject("Sorrel Lamps")
    merge = merge_subjects(kept=kept, merged=merged, reason="", actor=None)
    client = signed_in(role)
    assert client.get(address("subject_merge", kept)).status_code == 403
    assert client.post(address("subject_unmerge", kept, merge.pk)).status_code == 403
    assert "Merge or part" not in page(kept, client)


def test_a_merged_subject_is_not_edited_any_more() -> None:
    kept, merged = make_subject("Sorrel Works"), make_subject("Sorrel Lamps")
    merge_subjects(kept=kept, merged=merged, reason="", actor=None)
    for name in ("subject_edit", "subject_merge"):
        assert editor().get(address(name, merged)).status_code == 404

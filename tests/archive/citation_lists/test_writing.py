"""Citation lists as their services write them: whose they are, what stands on them once, and what comes back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry
from accounts.roles import EDITOR, READER, RESEARCHER
from accounts.visibility import State
from archive.citation_lists.entries import add_entries, note_entry, remove_entry, restore_entry
from archive.citation_lists.lists import (
    ListValues,
    archive_list,
    duplicate_list,
    edit_list,
    reopen_list,
    share_list,
    unshare_list,
)
from archive.citation_lists.refusals import Refused
from archive.citation_lists.sections import add_section
from archive.citation_lists.wanted import Wanted, whole_source, words_of
from archive.models import CitationList, ListEntry
from archive.undo import undo_batch
from sources.models import Source
from tests.archive.listed import make_citation_list, put, put_titles, titles, words_in
from tests.factories import make_batch, make_document, make_source, make_user

pytestmark = pytest.mark.django_db


def verbs(made: CitationList) -> list[str]:
    entries = AuditEntry.objects.about("citation_list", made.public_id).order_by("pk")
    return list(entries.values_list("verb", flat=True))


def test_only_those_who_may_make_lists_do() -> None:
    with pytest.raises(PermissionDenied):
        make_citation_list(make_user(READER))
    made = make_citation_list(make_user(RESEARCHER))
    assert verbs(made) == ["created"]


def test_a_private_list_is_its_owners_alone_until_they_open_it() -> None:
    owner, other, reader = make_user(EDITOR), make_user(RESEARCHER), make_user(READER)
    made = make_citation_list(owner)
    seen = CitationList.objects.visible_to
    assert list(seen(owner)) == [made]
    assert not seen(other).exists() and not seen(reader).exists()
    with pytest.raises(PermissionDenied):
        put_titles(made, "Quay", actor=other)
    edit_list(citation_list=made, values=ListValues(access="team"), actor=owner)
    assert list(seen(other)) == [made] and not seen(reader).exists()
    put_titles(made, "Quay", actor=other)
    with pytest.raises(PermissionDenied):
        edit_list(citation_list=made, values=ListValues(access="private"), actor=other)
    for act in (archive_list, share_list, unshare_list):
        with pytest.raises(PermissionDenied):
            act(citation_list=made, actor=other)


def test_who_has_lost_the_right_reads_their_list_and_changes_nothing() -> None:
    owner = make_user(EDITOR)
    made = make_citation_list(owner)
    owner.groups.clear()
    owner = type(owner).objects.get(pk=owner.pk)
    assert CitationList.objects.visible_to(owner).exists()
    assert not CitationList.objects.editable_by(owner).exists()
    with pytest.raises(PermissionDenied):
        edit_list(citation_list=made, values=ListValues(title="Mine"), actor=owner)


def test_a_link_is_read_by_whoever_has_it_and_dies_for_good() -> None:
    made, reader = make_citation_list(), make_user(READER)
    first = share_list(citation_list=made, actor=made.owner)
    assert len(first) == 43 and share_list(citation_list=made, actor=made.owner) == first
    read = CitationList.objects.readable_by
    assert list(read(reader, first)) == [made]
    assert not read(reader).exists() and not read(reader, first[:-1]).exists()
    unshare_list(citation_list=made, actor=made.owner)
    assert not read(reader, first).exists()
    assert share_list(citation_list=made, actor=made.owner) != first
    assert verbs(made) == ["created", "shared", "unshared", "shared"]


def test_a_list_that_is_put_away_can_be_taken_out_again() -> None:
    made = make_citation_list()
    archive_list(citation_list=made, actor=made.owner)
    assert not CitationList.objects.open().exists()
    assert CitationList.objects.visible_to(made.owner).exists()
    reopen_list(citation_list=made, actor=made.owner)
    assert CitationList.objects.open().get() == made


def test_the_log_has_what_differs_and_nothing_else() -> None:
    made = make_citation_list()
    edit_list(citation_list=made, values=ListValues(title="Lamps", intro="Of the quay."), actor=made.owner)
    entry = AuditEntry.objects.about("citation_list", made.public_id).latest("pk")
    assert entry.changes == {"intro": ["", "Of the quay."]}
    edit_list(citation_list=made, values=ListValues(intro="Of the quay."), actor=made.owner)
    assert verbs(made) == ["created", "edited"]


def test_a_source_stands_on_a_list_once_and_each_passage_of_it_beside() -> None:
    document = make_document("The lamp on the quay.\nThe lamp on the mole.")
    made = make_citation_list()
    passage = words_of(document, 22, 43)
    assert passage.exact == "The lamp on the mole."
    wanted = [Wanted(document.source_id), passage, passage, Wanted(document.source_id)]
    added = add_entries(citation_list=made, wanted=wanted, actor=made.owner)
    assert (added.new, added.known) == (2, 2)
    again = add_entries(citation_list=made, wanted=[*wanted, words_in(document, "lamp")], actor=made.owner)
    assert (again.new, again.words) == (1, "1 entry added; 4 are on it already.")
    assert made.entries.count() == 3


@pytest.mark.parametrize("change", [{"exact": "The lamb"}, {"start": 1}, {"end": 9}, {"exact": ""}])
def test_other_words_than_those_of_the_text_are_refused(change: dict[str, Any]) -> None:
    document = make_document("The lamp on the quay 灯.")
    made = make_citation_list()
    right: dict[str, Any] = {"start": 0, "end": 8, "exact": "The lamp"}
    wrong = Wanted(document.source_id, document.pk, **right | change)
    with pytest.raises(Refused, match="Other words stand there"):
        put(made, make_source(), wrong)
    assert not made.entries.exists()  # all or none


def test_a_text_of_another_source_and_what_is_not_seen_are_refused() -> None:
    document, other = make_document("The lamp."), make_source("Other")
    made = make_citation_list()
    with pytest.raises(Refused, match="texts is not here"):
        put(made, Wanted(other.pk, document.pk, 0, 3, "The"))
    with pytest.raises(Refused, match="sources is not here"):
        put(made, Wanted(other.pk + 999))
    draft = make_source("Hidden", state=State.DRAFT)
    assert whole_source(draft.public_id, make_user(READER)) is None
    assert whole_source(draft.public_id, made.owner) == Wanted(draft.pk)


def test_the_database_itself_refuses_half_a_passage() -> None:
    document, made = make_document(), make_citation_list()
    with pytest.raises(IntegrityError, match="whole_or_passage"), transaction.atomic():
        ListEntry.objects.create(
            citation_list=made,
            source=document.source,
            document=document,
            start=3,
            exact="x",
            added_by=made.owner,
        )


def test_what_was_taken_out_comes_back_to_its_place_with_its_note() -> None:
    made = make_citation_list()
    one, two, three = put_titles(made, "One", "Two", "Three")
    note_entry(entry=two, note="The better copy.", was="", actor=made.owner)
    remove_entry(entry=two, actor=made.owner)
    assert titles(made) == ["One", "Three"]
    remove_entry(entry=one, actor=made.owner)
    remove_entry(entry=three, actor=made.owner)
    put_titles(made, "Four")
    for each in (three, two, one):
        restore_entry(entry=each, actor=made.owner)
    assert titles(made) == ["One", "Two", "Three", "Four"]
    two.refresh_from_db()
    assert two.note == "The better copy."


def test_what_was_added_anew_is_not_put_back_beside_it() -> None:
    made = make_citation_list()
    (one,) = put_titles(made, "One")
    remove_entry(entry=one, actor=made.owner)
    put(made, one.source)
    with pytest.raises(Refused, match="added it anew"):
        restore_entry(entry=one, actor=made.owner)
    assert titles(made) == ["One"]


def test_what_was_taken_out_long_ago_goes_for_good() -> None:
    made = make_citation_list()
    (one,) = put_titles(made, "One")
    remove_entry(entry=one, actor=made.owner)
    ListEntry.objects.update(removed_at=timezone.now() - timedelta(days=31))
    put_titles(made, "Two")
    assert not ListEntry.objects.filter(pk=one.pk).exists()
    with pytest.raises(Refused, match="too long ago"):
        restore_entry(entry=one, actor=made.owner)


def test_a_note_that_somebody_else_changed_is_not_overwritten() -> None:
    made = make_citation_list()
    (one,) = put_titles(made, "One")
    note_entry(entry=one, note="Theirs.", was="", actor=made.owner)
    with pytest.raises(Refused, match="“Theirs"):
        note_entry(entry=one, note="Mine.", was="", actor=made.owner)
    one.refresh_from_db()
    assert one.note == "Theirs."


def test_a_list_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.citation_lists.entries.MOST_ENTRIES", 2)
    made = make_citation_list()
    with pytest.raises(Refused, match="at most 2 entries; this would be 3"):
        put_titles(made, "One", "Two", "Three")
    assert not made.entries.exists()


def test_a_copy_has_what_its_maker_may_see_in_the_same_places() -> None:
    made = make_citation_list(access="team")
    section = add_section(citation_list=made, heading="Quay", actor=made.owner)
    put_titles(made, "One")
    put_titles(made, "Two", section=section)
    gone = put_titles(made, "Three")[0]
    remove_entry(entry=gone, actor=made.owner)
    other = make_user(RESEARCHER)
    copy = duplicate_list(citation_list=made, title="Lamps, again", actor=other)
    assert titles(copy) == ["One", "[Quay]", "Two"] == titles(made)
    assert (copy.owner, copy.access, copy.share_key) == (other, "private", None)
    assert CitationList.objects.get(pk=copy.pk).copied_from == made


def test_undoing_a_batch_leaves_what_stands_on_a_list() -> None:
    batch = make_batch()
    listed, free = make_source("Listed", batch=batch), make_source("Free", batch=batch)
    document = make_document("The lamp.", source=make_source("Read", batch=batch), batch=batch)
    made = make_citation_list()
    put(made, listed, words_in(document, "lamp"))
    undone = undo_batch(batch=batch, actor=None)
    assert set(Source.objects.all()) == {listed, document.source}
    assert (undone.removed["sources"], undone.kept["sources"], undone.kept["documents"]) == (1, 2, 1)
    assert not Source.objects.filter(pk=free.pk).exists()
    assert titles(made) == ["Listed", "Read"]


def test_adding_costs_the_same_whatever_the_number(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = make_citation_list()
    documents = [make_document("The lamp.", source=make_source(f"Text {each}")) for each in range(30)]
    for few in (documents[:3], documents[3:]):
        wanted = [words_in(each, "lamp") for each in few]
        with django_assert_num_queries(11):
            add_entries(citation_list=made, wanted=wanted, actor=made.owner)

"""Frozen versions: what they keep, that nothing changes them, and how the list differs from them in words."""

import hashlib

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from accounts.roles import RESEARCHER
from accounts.visibility import State
from archive.citation_lists.entries import note_entry, remove_entry
from archive.citation_lists.freezing import digest, entry_digest, freeze_list
from archive.citation_lists.lists import ListValues, edit_list
from archive.citation_lists.ordering import number_entry, step_entry
from archive.citation_lists.places import LAST, UP
from archive.citation_lists.reading import cited_sections
from archive.citation_lists.refusals import Refused
from archive.citation_lists.sections import add_section
from archive.citation_lists.versions import changed_fields, differences, frozen_parts
from archive.immutability import FROZEN_LISTS
from archive.models import CitationList, Document, FrozenEntry, KeptAs, ListVersion
from sources.citing.engine import EngineFailed
from sources.models import Source
from tests.archive.listed import make_citation_list, put, put_titles, words_in
from tests.factories import make_agent, make_document, make_post, make_source, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_style")]


def changes(version: ListVersion) -> list[str]:
    now = CitationList.objects.get(pk=version.citation_list_id)
    sections = cited_sections(now, now.owner, named_for=AnonymousUser())
    return [f"{each.what}: {each.words}" for each in differences(version, now, sections, now.owner)]


def test_a_version_has_all_that_was_shown_with_its_hashes() -> None:
    document = make_document("The lamp.", source=make_source("Lamps"))
    made = make_citation_list(intro="Of the quay.")
    section = add_section(citation_list=made, heading="Quay", actor=made.owner)
    put_titles(made, "One")
    (passage,) = put(made, words_in(document, "lamp"), section=section)
    note_entry(entry=passage, note="See there.", was="", actor=made.owner)
    version = freeze_list(citation_list=made, actor=made.owner, remark="As sent")
    assert (version.number, version.intro, version.remark) == (1, "Of the quay.", "As sent")
    one, two = version.entries.all()
    assert (one.bibliography, one.full_note, one.heading) == ("[<i>One</i>]", "{One}", "")
    assert (two.full_note, two.heading, two.locator, two.note) == ("{Lamps, 1}", "Quay", "1", "See there.")
    assert two.words_sha256 == hashlib.sha256(b"lamp").hexdigest()
    assert two.item["title"] == "Lamps" and two.item["id"] == document.source.public_id
    assert [one.sha256, two.sha256] == [entry_digest(one), entry_digest(two)]
    assert version.sha256 == digest([one.sha256, two.sha256])
    assert freeze_list(citation_list=made, actor=made.owner).number == 2


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column)
        for table, columns in FROZEN_LISTS.items()
        for column in columns
        if not column.endswith(("_id", "_at", "end"))
    ],
)
def test_nobody_changes_a_version(table: str, column: str) -> None:
    made = make_citation_list()
    put(made, words_in(make_document("The lamp."), "lamp"))
    freeze_list(citation_list=made, actor=made.owner)
    others: dict[str, int | str] = {"number": 9, "position": 9, "start": 1, "item": '{"id": "x"}'}
    value = others.get(column, "other")
    with (
        pytest.raises(IntegrityError, match="immutable"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f'UPDATE "{table}" SET "{column}" = %s', [value])  # noqa: S608 - our own names


def test_nothing_is_frozen_that_the_public_may_not_read_by_name() -> None:
    hidden = make_agent("Mole Rat", state=State.DRAFT)
    made = make_citation_list()
    put(made, make_source("Lamps", authors=[hidden]))
    version = freeze_list(citation_list=made, actor=made.owner)
    assert "Mole Rat" not in str(version.entries.get().item)


def test_what_was_withdrawn_since_is_not_shown_by_a_version() -> None:
    document = make_document("The lamp.", source=make_source("Lamps"))
    made = make_citation_list()
    put(made, words_in(document, "lamp"), make_post("Out again.").source)
    version = freeze_list(citation_list=made, actor=made.owner)

    def shown() -> list[tuple[str, str]]:
        parts = frozen_parts(version, AnonymousUser())
        return [(str(line.main), line.words) for part in parts for line in part.lines]

    assert shown() == [("{Lamps, 1}", "lamp"), ("{Out again.}", "")]
    type(document).objects.filter(pk=document.pk).update(state=State.DRAFT)
    assert shown() == [("{Out again.}", "")]


def test_words_of_a_post_that_were_withdrawn_are_in_no_version() -> None:
    post = make_post("Out again.")
    other = make_document("The lamp is out, once more.", source=post.source, kept_as=KeptAs.QUOTATION)
    made = make_citation_list()
    put(made, post.source, words_in(other, "lamp"))
    version = freeze_list(citation_list=made, actor=made.owner)
    Document.objects.filter(text="Out again.").update(state=State.DRAFT)
    (part,) = frozen_parts(version, AnonymousUser())
    assert [(line.is_withheld, str(line.main)) for line in part.lines] == [(True, ""), (True, "")]
    (part,) = frozen_parts(version, made.owner)
    assert [line.is_withheld for line in part.lines] == [False, False]
    assert "Out again" in str(part.lines[0].main)


def test_an_empty_list_and_one_that_cannot_be_formatted_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_citation_list()
    with pytest.raises(Refused, match="nothing in this list"):
        freeze_list(citation_list=made, actor=made.owner)
    put_titles(made, "One")

    def fail(*_given: object) -> None:
        raise EngineFailed("no pandoc here")

    monkeypatch.setattr("archive.citation_lists.preview.formatted", fail)
    with pytest.raises(Refused, match="no pandoc here"):
        freeze_list(citation_list=made, actor=made.owner)
    with pytest.raises(PermissionDenied):
        freeze_list(citation_list=made, actor=make_user(RESEARCHER))
    assert not FrozenEntry.objects.exists()


def test_how_the_list_differs_is_said_in_words() -> None:
    made = make_citation_list()
    section = add_section(citation_list=made, heading="Quay", actor=made.owner)
    one, two, three, four = put_titles(made, "One", "Two", "Three", "Four")
    version = freeze_list(citation_list=made, actor=made.owner)
    assert changes(version) == []
    step_entry(entry=one, way=LAST, actor=made.owner)
    assert changes(version) == ["One: moved to place 4 of those that are left"]
    remove_entry(entry=two, actor=made.owner)
    put_titles(made, "Five")
    note_entry(entry=three, note="See there.", was="", actor=made.owner)
    number_entry(entry=four, section=section.pk, number=1, actor=made.owner)
    Source.objects.filter(pk=three.source_id).update(title="Three!", issued="2020")
    edit_list(citation_list=made, values=ListValues(style="apa", title="Other"), actor=made.owner)
    said = changes(version)
    assert ": another title" in said
    assert ": in another style: APA 7 instead of Chicago 18, notes and bibliography" in said
    assert "Five: added" in said and "Two: taken out" in said
    assert "Three: another note" in said and "Four: now under “Quay”" in said
    assert "Three: its record says something else: Date, Title" in said


def test_what_is_made_up_of_other_fields_is_not_said_to_differ() -> None:
    before = {"title": "A", "title-short": "A", "custom": {"undersight": {"derived": ["title-short"]}}}
    assert changed_fields(before, before | {"title-short": "B", "archive_location": "elsewhere"}) == []
    assert changed_fields(before, before | {"title": "B"}) == ["title"]


def test_one_entry_that_moved_is_the_only_one_that_is_said_to() -> None:
    made = make_citation_list()
    entries = put_titles(made, *[f"{each:02}" for each in range(30)])
    version = freeze_list(citation_list=made, actor=made.owner)
    number_entry(entry=entries[3], section=None, number=27, actor=made.owner)
    assert changes(version) == ["03: moved to place 27 of those that are left"]
    step_entry(entry=entries[20], way=UP, actor=made.owner)
    assert len(changes(version)) == 2

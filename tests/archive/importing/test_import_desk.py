"""The import desk: from a file to rows, choices and records, on pages that work without JavaScript."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from accounts.models import Batch
from accounts.roles import EDITOR, READER
from accounts.visibility import State
from archive import blobs
from archive.importing.service import discard_import, take_import
from archive.models import Import, ImportedRow
from archive.models.imported import Choice, Verdict
from archive.views import importing
from sources.models import Source
from tests.archive.importing.test_import_command import BOOK, LAMPS, TWEET
from tests.factories import make_source, make_user
from tests.html import faults

pytestmark = pytest.mark.django_db

START = "/sources/import/"
TABLE = b"Titel,Author,Shelf\nThe lamps,Ada Quill,A3\n"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_user(EDITOR))
    return client


def give(client: Client, data: bytes, name: str = "refs.json") -> Any:
    return client.post(START, {"upload": SimpleUploadedFile(name, data), "format": ""})


def given(client: Client, *items: Any) -> Import:
    give(client, json.dumps(items).encode())
    return Import.objects.latest("pk")


def send(client: Client, imported: Import, **fields: Any) -> HttpResponse:
    imported.refresh_from_db()
    return client.post(imported.get_absolute_url(), {"version": imported.version, **fields}, follow=True)  # type: ignore[return-value]


def test_a_file_becomes_rows_with_reasons_and_then_sources(desk: Client) -> None:
    known = make_source(url="https://lantern.example/lamps", title="The lamps that watched a harbour")
    imported = given(desk, LAMPS, TWEET, BOOK)
    page = desk.get(imported.get_absolute_url()).content.decode()
    assert faults(page) == []
    assert "same address" in page and known.get_absolute_url() in page
    assert "Could fill" in page and "Kept with the row only: keyword." in page
    assert not Batch.objects.exists()
    confirm = f"{imported.get_absolute_url()}confirm/"
    assert "1 post" in desk.get(confirm).content.decode()
    assert Source.objects.count() == 1
    done = desk.post(confirm, {"version": imported.version}, follow=True).content.decode()
    assert Source.objects.count() == 3 and "What came of the rows" in done
    batch = Batch.objects.get()
    assert imported.get_absolute_url() in desk.get(f"/ingest/batches/{batch.public_id}/").content.decode()
    assert {each.state for each in Source.objects.exclude(pk=known.pk)} == {State.DRAFT}


def test_what_is_chosen_is_done(desk: Client) -> None:
    make_source(url="https://lantern.example/lamps")
    imported = given(desk, LAMPS, TWEET, BOOK)
    send(
        desk,
        imported,
        **{"row-1": "skip", "row-2": "take", "row-3": "skip", "row-9": "take", "row-x": "take"},
    )
    imported.refresh_from_db()
    desk.post(f"{imported.get_absolute_url()}confirm/", {"version": imported.version, "public": "yes"})
    new = Source.objects.get(batch__isnull=False)
    assert new.is_post and new.state == State.PUBLIC
    assert [bool(row.source) for row in imported.rows.all()] == [False, True, False]


def test_one_choice_for_all_rows_of_a_verdict(desk: Client) -> None:
    imported = given(desk, LAMPS, TWEET, LAMPS)
    send(desk, imported, all="skip", verdict="new")
    assert [row.choice for row in imported.rows.all()] == ["skip", "skip", "skip"]
    send(desk, imported, all="take")
    assert [row.choice for row in imported.rows.all()] == ["take", "take", "take"]


@pytest.mark.parametrize(
    "data", [b"TY  - JOUR\nTI  - a\0b\nER  - \n", b"title,a\0\na\0b,c\n", b"@book{a\0, title={a\0b}}"]
)
def test_what_is_no_character_is_kept_as_a_mark(desk: Client, data: bytes) -> None:
    assert give(desk, data, "refs").status_code == 302
    row = ImportedRow.objects.get()
    assert row.item["title"] == "a�b" and "a�b" in row.raw


@pytest.mark.parametrize("first", [take_import, discard_import])
def test_who_confirms_second_is_told_that_it_is_done(
    desk: Client, monkeypatch: pytest.MonkeyPatch, first: Callable[..., object]
) -> None:
    imported = given(desk, BOOK)
    found = importing._find

    def find(*args: Any) -> Import:
        """As both find the file on the desk; then the other one is faster."""
        mine = found(*args)
        first(imported=mine, version=mine.version, actor=None)
        return Import(pk=imported.pk, version=mine.version)

    monkeypatch.setattr(importing, "_find", find)
    address = f"{imported.get_absolute_url()}confirm/"
    answer = desk.post(address, {"version": imported.version}, follow=True)
    assert (
        answer.status_code == 200 and "imported or discarded this file meanwhile" in answer.content.decode()
    )
    assert Source.objects.count() == (first is take_import)


def test_a_post_that_is_here_cannot_be_made_twice(desk: Client) -> None:
    imported = given(desk, TWEET)
    desk.post(f"{imported.get_absolute_url()}confirm/", {"version": imported.version})
    again = given(desk, TWEET | {"title": "other words"})
    row = again.rows.get()
    assert (row.verdict, row.is_certain, row.choices) == (Verdict.KNOWN, True, [Choice.FILL, Choice.SKIP])
    send(desk, again, **{"row-1": "take"})
    assert again.rows.get().choice != Choice.TAKE


def test_columns_can_be_said_and_are_remembered(desk: Client) -> None:
    give(desk, TABLE, "list.csv")
    imported = Import.objects.get()
    assert imported.columns == [["Titel", ""], ["Author", "author"], ["Shelf", ""]]
    fields = {
        "version": imported.version,
        "column-0": "title",
        "column-1": "author",
        "column-2": "call-number",
    }
    assert (
        desk.post(f"{imported.get_absolute_url()}columns/", fields | {"column-2": "shelf"}).status_code == 400
    )
    page = desk.post(f"{imported.get_absolute_url()}columns/", fields | {"column-2": "note"}, follow=True)
    assert "The lamps" in page.content.decode()
    give(desk, TABLE.replace(b"lamps", b"quay"), "other.csv")
    assert [variable for _heading, variable in Import.objects.latest("pk").columns] == [
        "title",
        "author",
        "note",
    ]


def test_what_cannot_be_read_is_said_at_its_field_and_leaves_nothing(desk: Client) -> None:
    for data, words in (
        (b"", "nothing in it"),
        (b"[{", "Not JSON"),
        (b"\xff\x00" * 9, ""),
        (b"title\n", "no row"),
    ):
        page = give(desk, data, "x.json" if data == b"[{" else "x.csv")
        assert page.status_code == 200 and words in page.content.decode()
    assert "Choose a file" in desk.post(START, {"pasted": " "}).content.decode()
    both = desk.post(START, {"pasted": "[]", "upload": SimpleUploadedFile("a.json", b"[]")}).content.decode()
    assert "not both" in both
    assert not Import.objects.exists()


def test_what_was_pasted_stays_in_the_form(desk: Client) -> None:
    page = desk.post(START, {"pasted": "@book{x, title=", "format": "bibtex"})
    assert "@book{x, title=" in page.content.decode()


def test_two_tabs_never_overwrite_each_other(desk: Client) -> None:
    imported = given(desk, LAMPS)
    stale = imported.version
    send(desk, imported, **{"row-1": "skip"})
    for address in ("", "confirm/", "discard/"):
        page = desk.post(
            f"{imported.get_absolute_url()}{address}", {"version": stale, "row-1": "take"}, follow=True
        )
        assert "meantime" in page.content.decode(), address
    assert imported.rows.get().choice == "skip" and not Source.objects.exists()


def test_what_has_come_here_since_is_seen_before_anything_is_written(desk: Client) -> None:
    imported = given(desk, LAMPS)
    make_source(url="https://lantern.example/lamps")
    page = desk.post(f"{imported.get_absolute_url()}confirm/", {"version": imported.version}, follow=True)
    assert "1 row is seen anew" in page.content.decode()
    assert Source.objects.count() == 1
    assert imported.rows.get().verdict == Verdict.KNOWN


def test_the_file_comes_back_as_it_was_given(desk: Client) -> None:
    data = json.dumps([BOOK]).encode()
    give(desk, data, "../<b>refs.json")
    answer = desk.get(f"{Import.objects.get().get_absolute_url()}file/")
    assert answer.content == data
    assert answer["Content-Type"] == "application/octet-stream"
    blobs.path_of(Import.objects.get().sha256).unlink()
    assert desk.get(f"{Import.objects.get().get_absolute_url()}file/").status_code == 404


def test_discarding_leaves_nothing(desk: Client) -> None:
    imported = given(desk, LAMPS)
    address = f"{imported.get_absolute_url()}discard/"
    assert "Discard it" in desk.get(address).content.decode()
    desk.post(address, {"version": imported.version})
    assert not Import.objects.exists() and not ImportedRow.objects.exists()


@pytest.mark.parametrize("address", ["", "confirm/", "discard/", "file/"])
def test_readers_and_visitors_are_not_let_in(desk: Client, address: str) -> None:
    imported = given(desk, LAMPS)
    visitor, reader = Client(), Client()
    reader.force_login(make_user(READER))
    for page in (START, f"{imported.get_absolute_url()}{address}"):
        assert visitor.get(page).status_code == 302
        assert reader.get(page).status_code == 403


def test_rows_are_shown_with_as_many_queries_whatever_their_number(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    make_source(url="https://lantern.example/lamps")
    imported = given(
        desk, *(LAMPS | {"title": f"Lamps {n}", "URL": f"https://l.example/{n}"} for n in range(60))
    )
    with django_assert_max_num_queries(14):
        assert "Lamps 3" in desk.get(imported.get_absolute_url()).content.decode()

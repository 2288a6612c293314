"""Giving an article to the ingest desk: files and pasted words, good and bad."""

import pytest
from django.test import Client, override_settings

from accounts.models import User
from archive import blobs
from archive.models import Draft
from tests.archive.articles import ARTICLE, ingest_text
from tests.archive.desk import START, draft_for, form_of, nothing_was_written, upload, words_of
from tests.factories import make_user
from tests.html import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher(client: Client) -> User:
    person = make_user()
    client.force_login(person)
    return person


def test_an_upload_opens_its_proposal(client: Client, researcher: User) -> None:
    answer = upload(client, ("harbour.txt", ARTICLE.encode()))
    draft = Draft.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == draft.get_absolute_url()
    page = words_of(client.get(answer["Location"]))
    for words in (
        "Post 1",
        "Post 2",
        "Quotation 1",
        "@adaquill",
        "source not yet identified",
        "needs details",
    ):
        assert words in page


@pytest.mark.parametrize("pasted_as", ["text/plain", "text/html"])
def test_pasted_words_are_kept_as_they_were_pasted(client: Client, researcher: User, pasted_as: str) -> None:
    pasted = "The lamps of Port Sorrel.\r\nThey count." if pasted_as == "text/plain" else "<p>The lamps.</p>"
    client.post(START, {"pasted": pasted, "pasted_as": pasted_as, "url": "https://example.org/a"})
    draft = Draft.objects.get()
    assert blobs.read(draft.sha256).decode() == pasted.replace("\r\n", "\n")
    assert draft.method == "paste"
    assert draft.read().media_type == pasted_as
    assert draft.read().metadata.url.value == "https://example.org/a"


def test_several_files_give_a_draft_each(client: Client, researcher: User) -> None:
    answer = upload(client, ("a.txt", b"One text."), ("b.txt", b"Another text."))
    assert answer["Location"] == START
    page = words_of(client.get(START))
    assert Draft.objects.count() == 2
    assert "a.txt" in page
    assert "b.txt" in page


def test_one_bad_file_among_several_stops_no_other(client: Client, researcher: User) -> None:
    answer = upload(client, ("a.txt", b"One text."), ("b.pdf", b"%PDF-1.7"))
    page = words_of(answer)
    assert Draft.objects.get().title == "a.txt"
    assert "b.pdf” is a PDF document" in page


def test_the_same_file_again_resumes_the_draft(client: Client, researcher: User) -> None:
    draft = draft_for(client)
    client.post(draft.get_absolute_url(), form_of(draft, metadata__title="Counting lamps"))
    answer = upload(client, ("harbour.txt", ARTICLE.encode()))
    assert answer["Location"] == draft.get_absolute_url()
    page = client.get(answer["Location"]).content.decode()
    assert "You had these very bytes on the desk" in page
    assert 'value="Counting lamps"' in page


def test_a_file_that_is_kept_already_leads_to_its_document(client: Client, researcher: User) -> None:
    document = ingest_text(ARTICLE).document
    answer = upload(client, ("again.txt", ARTICLE.encode()))
    assert answer["Location"] == document.get_absolute_url()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty.txt: The input is empty"),
        ("blank.txt", b" \n\t\n", "only white space"),
        ("paper.pdf", b"%PDF-1.7 stuff", "PDF, DOCX and WARC come later"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a PNG image"),
        ("noise.txt", bytes(range(256)) * 9, "noise.txt"),
    ],
)
def test_what_cannot_be_read_says_why_and_writes_nothing(
    client: Client, researcher: User, name: str, data: bytes, words: str
) -> None:
    answer = upload(client, (name, data), url="https://example.org/lamps")
    assert answer.status_code == 200
    assert words in words_of(answer)
    assert 'value="https://example.org/lamps"' in answer.content.decode()
    assert nothing_was_written()


@override_settings(MAX_UPLOAD_MB=1, MAX_UPLOAD_BYTES=1024 * 1024)
def test_a_file_too_large_is_refused_before_it_is_read(
    client: Client, researcher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.forms.Input", None)  # nothing may get as far as that
    answer = upload(client, ("huge.txt", b"lamp " * 300_000))
    assert "“huge.txt” has 1.4 MB; the limit is 1 MB." in words_of(answer)
    assert nothing_was_written()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Choose a file, or paste the words"),
        ({"pasted": "  \n"}, "Choose a file, or paste the words"),
        ({"pasted": "Lamps count.", "url": "no address"}, "Enter a valid URL"),
        ({"pasted": "Lamps count.", "pasted_as": "application/pdf"}, "not one of the available choices"),
        ({"pasted": "\0\0\0\0"}, "Null characters are not allowed"),
    ],
)
def test_what_was_typed_comes_back_with_the_error(
    client: Client, researcher: User, fields: dict[str, str], words: str
) -> None:
    answer = client.post(START, {"pasted": "", "pasted_as": "text/plain", "url": "", **fields})
    assert words in answer.content.decode().replace("&#x27;", "'")
    assert fields.get("pasted", "").strip("\0 \n") in answer.content.decode()
    assert fields.get("url", "") in answer.content.decode()
    assert nothing_was_written()


def test_one_address_is_not_that_of_two_articles(client: Client, researcher: User) -> None:
    answer = upload(client, ("a.txt", b"One."), ("b.txt", b"Two."), url="https://example.org/a")
    assert "An address is that of one article; 2 were given." in words_of(answer)
    assert nothing_was_written()


def test_hostile_words_stay_words(client: Client, researcher: User) -> None:
    hostile = (
        "Lamps: <script>alert(1)</script> \"onmouseover='x' & &amp; {{ draft }} said the lamp.\nMore words."
    )
    upload(client, ("<b>x.txt", hostile.encode()), pasted_as="text/plain")
    html = client.get(Draft.objects.get().get_absolute_url()).content.decode()
    assert faults(html) == []
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html

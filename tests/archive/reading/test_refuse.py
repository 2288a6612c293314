"""What an input is, by its content; refusals in words."""

import codecs
import gzip
import io
import zipfile

import pytest

from archive.reading.proposal import UnreadableInput
from archive.reading.refuse import MAX_BYTES, recognise


def packed(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "empty"),
        (b" \n\t\r\n ", "no-text", "white space"),
        (b"%PDF-1.7\n%\xe2\xe3", "pdf", "PDF.*come later"),
        (packed("word/document.xml"), "docx", "DOCX.*come later"),
        (packed("xl/workbook.xml"), "office", "XLSX"),
        (packed("datapackage.json", "archive/data.warc"), "warc", "WACZ.*come later"),
        (packed("notes.txt"), "zip", "ZIP.*unpacked"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo", "warc", "WARC.*come later"),
        (gzip.compress(b"WARC/1.0", mtime=0), "gzip", "gzip"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image", "JPEG"),
        (b"GIF89a\x01\0\x01\0", "image", "GIF"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "image", "WebP"),
        (b"\0\0\0\x1cftypavif", "image", "AVIF"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<svg xmlns='x'>", "image", "SVG"),
        (b"\0\0\0\x18ftypmp42", "video", "MP4"),
        (b"MZ\x90\0\x03\0", "binary", "program"),
        (b"\x7fELF\x02", "binary", "program"),
        (b"SQLite format 3\0", "binary", "database"),
        (b"{\\rtf1\\ansi", "rtf", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "office", "old Office"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, code: str, words: str) -> None:
    with pytest.raises(UnreadableInput, match=f"(?s){words}") as refusal:
        recognise(data, name="folder/report.html", media_type="text/html")
    assert refusal.value.code == code


def test_the_message_names_the_file_without_its_folder() -> None:
    with pytest.raises(UnreadableInput, match=r"^“picture\.html” is a PNG image"):
        recognise(b"\x89PNG\r\n\x1a\n", name="/home/someone/picture.html")


def test_size_is_limited_and_both_numbers_are_said() -> None:
    assert recognise(b"x" * MAX_BYTES).media_type == "text/plain"
    with pytest.raises(UnreadableInput, match=r"50\.0 MB.*limit is 20 MB") as refusal:
        recognise(b"x" * 50 * 1024 * 1024)
    assert refusal.value.code == "too-large"


@pytest.mark.parametrize(
    "text",
    [
        b"BMW announced a recall.",
        b"MZ is a code.",
        b"GIF89a is a format.",
        b"ID3 tags",
        b"PK, as in Pakistan",
    ],
)
def test_words_that_look_like_a_signature_are_text(text: bytes) -> None:
    assert recognise(text, name="a.txt").media_type == "text/plain"


@pytest.mark.parametrize(
    ("data", "name", "media_type", "expected", "warned"),
    [
        (b"Words.", "", "", "text/plain", False),
        (b"Words.", "a.txt", "", "text/plain", False),
        (b"Words <p> of markup.", "a.md", "", "text/plain", False),
        (b"<!doctype html><p>Words.", "", "", "text/html", False),
        (b"\n<!-- saved -->\n<HTML lang=en><p>Words.", "a.html", "", "text/html", False),
        (codecs.BOM_UTF8 + b"<html>", "a.htm", "", "text/html", False),
        (codecs.BOM_UTF16_LE + "<html>".encode("utf-16-le"), "a.htm", "", "text/html", False),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "a.xhtml", "", "text/html", False),
        (b"<blockquote class=x><p>Words.</p></blockquote>", "", "", "text/html", False),
        (b"<p without an end", "", "", "text/plain", False),
        (b"Words, then <b>markup</b>.", "a.html", "", "text/html", False),
        (b"Fish &amp; chips", "", "text/html; charset=utf-8", "text/html", False),
        (b"<!doctype html><p>Words.", "a.txt", "", "text/html", True),
        (b"<div><p>Words.</p></div>", "a.txt", "", "text/html", True),
        (b"<!doctype html><p>Words.", "", "text/plain", "text/html", True),
        (b"<div><p>quoted markup</p></div>", "", "text/plain", "text/plain", False),
        (b"Words without a tag, 1 < 2.", "a.html", "", "text/plain", True),
        (b"Words.", "a.dat", "application/octet-stream", "text/plain", False),
    ],
)
def test_content_decides_over_name_and_stated_type(
    data: bytes, name: str, media_type: str, expected: str, warned: bool
) -> None:
    recognised = recognise(data, name=name, media_type=media_type)
    assert recognised.media_type == expected
    assert [warning.code for warning in recognised.warnings] == (["name-mismatch"] if warned else [])

"""What is longer than a record holds: shortened or left out, and always told."""

from dataclasses import replace

import pytest
from django.db import models

from archive.reading import read
from archive.reading.fitting import LONGEST, fitting
from archive.reading.proposal import Found, FoundPost, Proposal, Span
from sources.models import Account, Agent, AgentName, Attachment, Contribution, Post, Source

COLUMNS: dict[str, list[tuple[type[models.Model], str]]] = {
    "title": [(Source, "title")],
    "container": [(Source, "container_title")],
    "publisher": [(Source, "publisher")],
    "author": [(Agent, "name"), (AgentName, "name"), (Contribution, "credited_as")],
    "issued": [(Source, "issued")],
    "url": [(Source, "url"), (Attachment, "url")],
    "language": [(Source, "language")],
    "handle": [(Account, "handle")],
    "display_name": [(Account, "display_name"), (Contribution, "credited_as")],
    "platform_id": [(Post, "platform_id")],
}


def page(head: str, body: str = "<p>Some words of the article.</p>") -> Proposal:
    return read(
        f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>".encode()
    )


def told(proposal: Proposal) -> list[str]:
    return [each.message for each in proposal.warnings if each.code == "does-not-fit"]


@pytest.mark.parametrize("name", LONGEST)
def test_the_limits_are_those_of_the_columns(name: str) -> None:
    for model, column in COLUMNS[name]:
        field = model._meta.get_field(column)
        assert isinstance(field, models.CharField)
        assert field.max_length == LONGEST[name], (model, column)


@pytest.mark.parametrize("length", [1001, 2001, 50_000])
def test_a_title_is_shortened_and_the_note_says_where_it_stood(length: int) -> None:
    proposal = page(f'<meta property="og:title" content="{"Lamps " * length}">')
    title = proposal.metadata.title.value
    assert len(title) <= 1000 and title.startswith("Lamps Lamps") and title.endswith("…")
    (message,) = told(proposal)
    assert "The title “Lamps" in message and "(meta property=og:title)" in message
    assert "a record holds 1,000, so it was shortened. The kept file has all of it." in message


def test_the_first_heading_of_plain_text_is_shortened_as_a_title_and_whole_in_the_text() -> None:
    proposal = read(f"# {'x' * 1200}\n\nWords.".encode())
    assert len(proposal.metadata.title.value) == 1000
    assert "x" * 1200 in proposal.text
    assert "has 1,200 characters" in told(proposal)[0]


@pytest.mark.parametrize(
    ("head", "name", "words"),
    [
        (f'<link rel="canonical" href="https://lantern.example/{"a" * 2000}">', "url", "The address"),
        (f'<meta name="author" content="Ada {"Quill" * 60}">', "authors", "The name of an author"),
    ],
)
def test_a_name_or_an_address_is_left_out_whole(head: str, name: str, words: str) -> None:
    proposal = page(head)
    found = getattr(proposal.metadata, name)
    assert found in (Found(), ())
    (message,) = told(proposal)
    assert message.startswith(words) and "so it was left out" in message


def test_only_the_author_who_does_not_fit_is_left_out() -> None:
    proposal = page(
        f'<meta name="author" content="Ada Quill"><meta name="author" content="B{"o" * 300} Wick">'
    )
    assert [each.value for each in proposal.metadata.authors] == ["Ada Quill"]
    assert len(told(proposal)) == 1


def test_the_address_of_a_link_and_what_a_note_says_of_its_source_are_told_with_their_place() -> None:
    proposal = page(
        "", f'<p>As <a href="https://lantern.example/{"b" * 2000}">the report</a> says, lamps count.</p>'
    )
    (link,) = proposal.links
    assert link.url == ""
    (warning,) = (each for each in proposal.warnings if each.code == "does-not-fit")
    assert warning.span == link.span and proposal.words(link.span) == "the report"


def test_a_post_keeps_what_fits_of_it() -> None:
    long = "https://lantern.example/" + "c" * 2000
    post = FoundPost(
        "p1",
        Span(0, 5),
        platform="x",
        handle="ada/quill",
        display_name="Q" * 301,
        platform_id="9" * 301,
        url=long,
        media=("https://pic.twitter.com/aaaa1111", long),
    )
    fitted = fitting(replace(read(b"Words."), posts=(post,)))
    (kept,) = fitted.posts
    assert (kept.handle, kept.platform_id, kept.url, kept.media) == ("", "", "", post.media[:1])
    assert kept.display_name == "Q" * 299 + "…"
    assert len(told(fitted)) == 5 and "“ada/quill” is no account" in " ".join(told(fitted))


def test_what_fits_is_the_very_same() -> None:
    proposal = page('<meta property="og:title" content="Counting lamps">')
    assert fitting(proposal) is proposal
    assert fitting(fitted := page(f'<meta property="og:title" content="{"x" * 1001}">')) is fitted

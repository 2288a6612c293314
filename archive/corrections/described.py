"""What is said of a source: typed fields over found ones. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from archive.corrections.edits import BY_HAND, Said
from archive.reading.fitting import LONGEST
from archive.reading.proposal import Found, Metadata
from sources.addresses import is_web_address
from sources.dates import NotADate, first_day
from sources.languages import tidy_tag

OPENING = 40  # characters of a name that a message repeats


def described(found: Metadata, said: Said) -> Metadata:
    """What was found, with what was typed in its place; a field that says the same keeps its origin."""
    values: dict[str, Any] = {
        name: _settled(getattr(found, name), value) for name, value in said.items() if name != "authors"
    }
    if "authors" in said:
        values["authors"] = _authors(found.authors, said["authors"])
    return replace(found, **values)


def faults_in(found: Metadata, said: Said) -> Iterator[tuple[str, str]]:
    """(field, message) for each typed value that cannot be. What a reading found is not judged again."""
    if message := date_fault(said.get("issued", "")):
        yield "issued", message
    if message := address_fault(found.url.value, said.get("url", "")):
        yield "url", message
    if message := _names_fault(said.get("authors", "")):
        yield "authors", message
    language = said.get("language", "")
    if language not in ("", found.language.value) and tidy_tag(language) is None:
        message = _("“%(tag)s” is not a language tag: write en, zh, zh-Hant …")
        yield "language", message % {"tag": language}


def date_fault(value: str) -> str:
    """Why a text is no date of the world (EDTF), or ""."""
    try:
        first_day(value)
    except NotADate as error:
        return str(error)
    return ""


def address_fault(before: str, value: str) -> str:
    """Why a text that was typed is no address, or ""."""
    if value in ("", before) or is_web_address(value):
        return ""
    return _("“%(address)s” is not a web address: it has to begin with https:// or http://.") % {
        "address": value
    }


def _names_fault(lines: str) -> str:
    """Which name is longer than a record of a person holds, or ""."""
    too_long = next((line for line in lines.splitlines() if len(line.strip()) > LONGEST["author"]), "")
    if not too_long:
        return ""
    message = _("“%(opening)s…” has %(count)s characters; a name has %(limit)s at most.")
    facts = {"opening": too_long[:OPENING], "count": len(too_long), "limit": LONGEST["author"]}
    return message % facts


def author_lines(found: Metadata) -> str:
    return "\n".join(author.value for author in found.authors)


def _settled(found: Found, value: str) -> Found:
    if value.split() == found.value.split():
        return found
    return Found(value, BY_HAND) if value else Found()


def _authors(found: tuple[Found, ...], lines: str) -> tuple[Found, ...]:
    known = {" ".join(author.value.split()): author for author in found}
    names = dict.fromkeys(" ".join(line.split()) for line in lines.splitlines())
    return tuple(known.get(name) or Found(name, BY_HAND) for name in names if name)

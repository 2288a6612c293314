"""Reading BibTeX and BibLaTeX, as people and programs write them: entry by entry, whatever is broken. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    ImplicitComment,
    ParsingFailedBlock,
)
from bibtexparser.model import Entry as Parsed
from django.utils.translation import gettext as _

from sources.exchange.bibtex_fields import NAMES, NO_TEX, OWN, Entry, entry_of, item_of
from sources.exchange.bibtex_types import CLASSIC, MODERN, OLDER, Dialect
from sources.exchange.rest import Reading, explains, read_rest, restored
from sources.exchange.shapes import MAX_ROWS, Read, ReadRow
from sources.exchange.tex import plain
from sources.exchange.texts import decoded

# Of a parent that an entry names: what is the same for all that is in it.
INHERITED: Final = (
    "editor", "publisher", "location", "date", "year", "month", "series", "volume", "isbn", "institution",
    "organization", "booktitle",
)  # fmt: skip
PARENTS: Final = ("crossref", "xdata")
STRAY: Final = re.compile(r"^\s*@\w+", re.MULTILINE)
PIECE: Final = re.compile(r'\{((?:[^{}]|\{[^{}]*\})*)\}|"([^"]*)"|([^\s#]+)')
NOT_ENCLOSED: Final = "no-enclosing"
_INSIDE: Final = RemoveEnclosingMiddleware()


@dataclass(slots=True)
class Source:
    """One entry as it stands: its fields under our names, each still TeX; and what is wrong with it so far."""

    entry_type: str
    key: str
    raw: str
    fields: dict[str, str]
    problems: list[str] = field(default_factory=list)


def read(data: bytes, *, dialect: Dialect) -> Read:
    """Every entry of the file, in either dialect. Raises `Unreadable` where the file is no text."""
    text = decoded(data)
    library = parse_string(text.text, parse_stack=[])
    strings = {each.key.lower(): _INSIDE.transform_string(each, library).value for each in library.strings}
    found = list(_sources(library, strings))
    parents = {each.key.lower(): each.fields for each in found if isinstance(each, Source)}
    rows: list[ReadRow] = []
    for number, each in enumerate(found, start=1):
        if number > MAX_ROWS:
            rows.append(
                ReadRow(number, None, (_("%(most)d entries can be read at once.") % {"most": MAX_ROWS},))
            )
            break
        rows.append(
            _row(number, each, parents, dialect) if isinstance(each, Source) else _broken(number, each)
        )
    problems = text.problems if rows else (*text.problems, _("There is no entry in the file."))
    return Read(rows, text.encoding, problems)


def _sources(library: Library, strings: Mapping[str, str]) -> "Iterator[Source | Block]":
    """Entries, and what is none but should have been; comments, macros and preambles are left out."""
    for block in library.blocks:
        if isinstance(block, Parsed):
            yield _source(block, library, strings)
        elif isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and isinstance(
            block.ignore_error_block, Parsed
        ):
            source = _source(block.ignore_error_block, library, strings)
            if isinstance(block, DuplicateBlockKeyBlock):
                source.problems.append(_("The key %(key)s stands twice in the file.") % {"key": source.key})
            yield source
        elif isinstance(block, ParsingFailedBlock) or (
            isinstance(block, ImplicitComment) and STRAY.search(block.comment)
        ):
            yield block


def _source(block: Parsed, library: Library, strings: Mapping[str, str]) -> Source:
    entry = _INSIDE.transform_entry(block, library)
    source = Source(entry.entry_type.lower(), entry.key, block.raw or "", {})
    for each in entry.fields:
        name, value = each.key.lower(), str(each.value)
        if each.enclosing == NOT_ENCLOSED:
            value = "".join(_pieces(value, strings))
        name = OLDER.get(name, name)
        if name in source.fields and source.fields[name] != value:
            source.problems.append(_not_read(each.key, value))
        else:
            source.fields[name] = value
    return source


def _pieces(value: str, strings: Mapping[str, str]) -> Iterator[str]:
    """What is joined by # outside of braces and quotes: texts, and the names of macros."""
    for braced, quoted, name in PIECE.findall(value):
        yield braced or quoted or strings.get(name.lower(), name)


def _broken(number: int, block: Block) -> ReadRow:
    raw = block.raw or ""
    if isinstance(block, ParsingFailedBlock):
        why = getattr(block.error, "abort_reason", "") or str(block.error)
        return ReadRow(number, None, (_("This is no entry of BibTeX: %(why)s") % {"why": why},), raw)
    return ReadRow(number, None, (_("This stands outside of any entry."),), raw)


def _row(number: int, source: Source, parents: Mapping[str, Mapping[str, str]], dialect: Dialect) -> ReadRow:
    problems = [*source.problems, *_inherit(source, parents)]
    rest = read_rest(source.fields.get(OWN, ""))
    if rest is not None:
        del source.fields[OWN]
    fields = {}
    for name, value in source.fields.items():
        fields[name], unknown = _text(name, value)
        problems += [
            _("Left out of %(field)s: %(command)s") % {"field": name, "command": each} for each in unknown
        ]
    if "url" not in fields and fields.get("howpublished", "").startswith(("http://", "https://")):
        fields["url"] = fields.pop("howpublished")
    entry = Entry(source.entry_type, source.key, {name: text for name, text in fields.items() if text})
    item, unread = _item(entry, rest, dialect)
    return ReadRow(number, item, tuple(problems + unread), source.raw)


def _text(name: str, value: str) -> tuple[str, list[str]]:
    if name == OWN or name in NAMES.values() or (name in NO_TEX and not re.search(r"[{}\\]", value)):
        return value.strip(), []
    return plain(value)


def _inherit(source: Source, parents: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Gives an entry what its parent says and it does not; says so where there is no such parent."""
    for named in PARENTS:
        for key in filter(None, re.split(r"[\s,]+", source.fields.pop(named, ""))):
            parent = parents.get(key.lower())
            if parent is None:
                yield _("The entry %(key)s, which this one is part of, is not in the file.") % {"key": key}
                continue
            found = {name: parent[name] for name in INHERITED if name in parent}
            if named == "crossref" and "title" in parent:
                found.setdefault("booktitle", parent["title"])
            source.fields.update({name: value for name, value in found.items() if name not in source.fields})


def _item(entry: Entry, rest: dict[str, object] | None, dialect: Dialect) -> Reading:
    """Read by the dialect in which it was written, where the entry tells."""
    if rest is None:
        return item_of(entry, dialect)
    for each in (dialect, MODERN if dialect is CLASSIC else CLASSIC):
        reading, say = item_of(entry, each), partial(_say, dialect=each)
        if explains(reading[0], rest, say):
            return restored(reading, rest, say)
    return restored(item_of(entry, dialect), rest, partial(_say, dialect=dialect))


def _say(item: dict[str, object], dialect: Dialect) -> Reading:
    return item_of(entry_of(item, dialect), dialect)


def _not_read(name: str, text: str) -> str:
    return _("Not read: %(field)s = %(text)s") % {"field": name, "text": text[:200]}

"""RIS, as reference managers exchange it: one record from TY to ER, one value a line. Pure.

The tags are those of the RIS specification (2011), used as EndNote and Zotero use them. A value never runs over
a line, so no text of ours can pass for a tag. RIS has no place for a comment: the number of records is said by the
header and the name of the file (`sources.exchange.answers`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import rispy
from django.utils.translation import gettext as _

from sources.exchange.rest import Reading, meaningful, read_rest, rest_of, restored, written_rest
from sources.exchange.ris_fields import CANNOT_CARRY, OWN, TAGS, Record, item_of, record_of
from sources.exchange.shapes import MAX_ROWS, NO_SELECTION, Format, Item, Read, ReadRow, Selection
from sources.exchange.texts import decoded

LINE: Final = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")


class _Writer(rispy.RisWriter):
    """Tags as they are, without the numbers before each record that the library writes and pandoc refuses."""

    NEWLINE = "\r\n"
    REFERENCE_TYPE_KEY = "ty"

    def set_header(self, count: int) -> str:
        return ""


_WRITER: Final = _Writer(
    mapping={tag: tag.lower() for tag in ["TY", "ER", *TAGS]}, list_tags=list(TAGS), delimiter_tags_mapping={}
)


def write(items: Iterable[Item], selection: Selection = NO_SELECTION) -> Iterator[str]:
    """One record at a time."""
    for item in items:
        kept = meaningful(item)
        record = record_of(kept)
        if rest := written_rest(rest_of(kept, item_of(record)[0])):
            record.append((OWN, rest))
        yield _written(record) + "\r\n"


def _written(record: Record) -> str:
    values: dict[str, Any] = {}
    for tag, value in record[1:]:
        values.setdefault(tag.lower(), []).append(value)
    return _WRITER.formats([{"ty": record[0][1], **values}])


def _say(item: Item) -> Reading:
    return item_of(record_of(item))


@dataclass(slots=True)
class _Chunk:
    """Lines of the file that belong together: a record, or what stands between records."""

    lines: list[str]
    is_record: bool
    is_ended: bool = False


def read(data: bytes) -> Read:
    """Every record of the file, also one without an end; what stands between records is a row that says so.

    Raises `Unreadable` where the file is no text.
    """
    source = decoded(data)
    rows = []
    for number, chunk in enumerate(_chunks(source.text.split("\n")), start=1):
        if number > MAX_ROWS:
            rows.append(
                ReadRow(number, None, (_("%(most)d records can be read at once.") % {"most": MAX_ROWS},))
            )
            break
        rows.append(_row(number, chunk))
    problems = source.problems if rows else (*source.problems, _("There is no record in the file."))
    return Read(rows, source.encoding, problems)


def _chunks(lines: Sequence[str]) -> Iterator[_Chunk]:
    """A record begins with TY; it ends with ER, the next TY or the file."""
    chunk = _Chunk([], is_record=False)
    for line in lines:
        tag = _tag_of(line)
        if tag == "TY" or (chunk.is_ended and line.strip()):
            yield from _told(chunk)
            chunk = _Chunk([], is_record=tag == "TY")
        chunk.lines.append(line)
        chunk.is_ended = chunk.is_ended or (chunk.is_record and tag == "ER")
    yield from _told(chunk)


def _told(chunk: _Chunk) -> Iterator[_Chunk]:
    """Numbers that some programs write before each record, and blank lines, are no row."""
    if chunk.is_record or any(
        line.strip().rstrip(".").strip("\x1a") and not line.strip(" .\r").isdigit() for line in chunk.lines
    ):
        yield chunk


def _tag_of(line: str) -> str:
    found = LINE.fullmatch(line.rstrip())
    return found[1] if found else ""


def _row(number: int, chunk: _Chunk) -> ReadRow:
    raw = "\n".join(chunk.lines).strip("\n")
    if not chunk.is_record:
        return ReadRow(number, None, (_("This stands outside of any record: a record begins with TY."),), raw)
    record = _record(chunk.lines)
    rest = next(
        (found for tag, value in record if tag == OWN and (found := read_rest(value)) is not None), None
    )
    foreign = [pair for pair in record if pair[0] != OWN or read_rest(pair[1]) is None]
    said, problems = restored(item_of(foreign), rest, _say)
    if not chunk.is_ended:
        problems.append(_("The record has no end (ER): the file may have been cut."))
    return ReadRow(number, said, tuple(problems), raw)


def _record(lines: Sequence[str]) -> Record:
    """A line that is no tag goes on with the value before it."""
    record: Record = []
    for line in lines:
        found = LINE.fullmatch(line.rstrip())
        if found and found[1] != "ER":
            record.append((found[1], (found[2] or "").strip()))
        elif record and not found and line.strip():
            tag, value = record[-1]
            record[-1] = (tag, f"{value} {line.strip()}".strip())
    return record


FORMAT = Format(
    name="ris",
    label="RIS",
    content_type="application/x-research-info-systems; charset=utf-8",
    suffix="ris",
    write=write,
    read=read,
    cannot_carry=CANNOT_CARRY,
)

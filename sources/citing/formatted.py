"""Works in a style: entries of a bibliography, notes and citations in the text, each kept by content.

Every citation is as if it stood first in its document; `short_note` is what a note says when the work comes again.
Nothing depends on the entry before: there is no "ibid." and no dash for the same author.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

import msgspec
from django.utils.translation import gettext as _

from sources.citing import engine, kept
from sources.citing.house_rules import mended_entry, mended_mention, printed
from sources.citing.markup import text_of
from sources.citing.styles import Style
from sources.citing.telling_apart import Unit, units
from sources.citing.tongues import locale_of
from sources.citing.writing import FIRST_NOTE, NUMBER, Pinpoint, Written, canonical, write

__all__ = ["Citation", "Formatted", "formatted", "text_of"]

MAX_WORKS = 250  # of one run: APA takes four times as long for twice as many
MAX_TOGETHER = 500  # that are told apart from each other, by one author in one year for example
NO_PIECE = -1
REVISION = 1  # raise it where the same works come out of this code in another form

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Citation:
    """A work, as CSL-JSON, and the part of it that is meant. `label` is a locator of CSL; `suffix` follows in words."""

    item: Item
    locator: str = ""
    label: str = "paragraph"
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Formatted:
    """One citation in a style, as safe HTML in one line; "" for what the style has no form for.

    `note` and `short_note`: the whole note, and that of a work cited before; styles with notes only.
    `in_text`: what stands in the running text; all other styles.
    `number`: its place in the bibliography, counted from 1 in the order in which works are first cited; numbered
    styles only, else None. `warning`: why there is no entry in the bibliography, or that its words may not be its alone;
    in words for people.
    """

    bibliography: str
    note: str
    in_text: str
    short_note: str
    warning: str
    number: int | None = None


class _Company(NamedTuple):
    """What jobs of one run share: the locale, which of its pinpoints each work is cited with, and the piece of a unit.

    A piece is alone in its run, or what it gives would depend on the other pieces there.
    """

    locale: str
    round: int
    piece: int


@dataclass(frozen=True, slots=True)
class _Job:
    """A unit, with one pinpoint for each member. Works are numbers in the list."""

    company: _Company
    members: tuple[int, ...]
    witnesses: tuple[int, ...]
    kin: int
    key: bytes


@dataclass(slots=True)
class _Work:
    """A distinct item of a list, with the pinpoints it is cited with and the position where it is cited first."""

    item: Item
    first: int
    pinpoints: list[Pinpoint]
    is_cut_off: bool = False

    def cited(self, turn: int) -> tuple[Item, Pinpoint]:
        """With its pinpoint of this round, or with none where it has no more."""
        return self.item, self.pinpoints[turn] if turn < len(self.pinpoints) else Pinpoint()


def formatted(citations: Sequence[Citation], style: Style, locale: str) -> list[Formatted]:
    """One for each citation, in their order. Works that the style would confuse are told apart (2019a, 2019b).

    Pandoc runs for what is not kept yet. Raises `EngineFailed` when it cannot, and `ValueError` for an unknown label.
    """
    works, places = _distinct(citations, style)
    jobs = list(_jobs(works, style, locale))
    written = {
        (number, job.company.round): each
        for job, made in zip(jobs, _made(jobs, works, style), strict=True)
        for number, each in zip(job.members, made, strict=True)
    }
    return [_formatted(written[place], style, place[0] + 1, works[place[0]]) for place in places]


def _distinct(citations: Sequence[Citation], style: Style) -> tuple[list[_Work], list[tuple[int, int]]]:
    """The works, and for each citation which of them and which of its pinpoints it is."""
    works: list[_Work] = []
    known: dict[bytes, int] = {}
    places = []
    for position, citation in enumerate(citations):
        number = known.setdefault(canonical(citation.item), len(works))
        if number == len(works):
            works.append(_Work(printed(citation.item, style), position, []))
        pinpoint = Pinpoint(citation.locator, citation.label, citation.suffix)
        if pinpoint not in (cited := works[number].pinpoints):
            cited.append(pinpoint)
        places.append((number, cited.index(pinpoint)))
    return works, places


def _jobs(works: Sequence[_Work], style: Style, locale: str) -> Iterator[_Job]:
    """A work is cited but once in a run, so that each of its pinpoints gets the whole note: the rest is for later rounds."""
    by_locale: dict[str, list[int]] = {}
    for number, work in enumerate(works):
        by_locale.setdefault(locale_of(work.item, style, locale), []).append(number)
    for said, numbers in by_locale.items():
        for unit in _in_pieces(units([works[number].item for number in numbers], style.telling)):
            members = tuple(numbers[position] for position in unit.members)
            witnesses = tuple(numbers[position] for position in unit.witnesses)
            for number in members:
                works[number].is_cut_off = unit.is_piece
            for turn in range(max(len(works[number].pinpoints) for number in members)):
                cited = [works[number].cited(turn) for number in members]
                cited += [(works[number].item, Pinpoint()) for number in witnesses]
                piece = members[0] if unit.is_piece else NO_PIECE
                key = _key(cited, len(members), style, said)
                yield _Job(_Company(said, turn, piece), members, witnesses, unit.kin, key)


def _in_pieces(whole: Sequence[Unit]) -> Iterator[Unit]:
    """Units as they are, but for those that would take minutes."""
    for unit in whole:
        if len(unit.members) <= MAX_TOGETHER:
            yield unit
            continue
        for start in range(0, len(unit.members), MAX_TOGETHER):
            yield replace(unit, members=unit.members[start : start + MAX_TOGETHER], is_piece=True)


def _key(cited: Sequence[tuple[Item, Pinpoint]], members: int, style: Style, locale: str) -> bytes:
    """By all that its outcome depends on, and nothing else: not the ids of works, nor what else is in a list."""
    content = [[item, at.label, at.locator, at.suffix] for item, at in cited]
    made_by = [REVISION, engine.version(), style.digest, locale, members]
    return hashlib.sha256(canonical([made_by, content])).digest()


def _made(jobs: Sequence[_Job], works: Sequence[_Work], style: Style) -> list[list[Written]]:
    """What each job gives: as kept, or made now."""
    known = kept.recall([job.key for job in jobs])
    missing = list({job.key: job for job in jobs if job.key not in known}.values())
    if missing:
        new: dict[bytes, bytes] = {}
        with ThreadPoolExecutor(engine.AT_ONCE) as threads:
            for made in threads.map(lambda batch: _run(batch, works, style), list(_batches(missing))):
                kept.keep(made)  # at once: where a later run fails, these need not be made again
                new |= made
        known |= new
    return [_unpacked(known[job.key]) for job in jobs]


def _unpacked(made: bytes) -> list[Written]:
    return [Written(*each) for each in msgspec.json.decode(made, type=list[tuple[str, str, str]])]


def _batches(jobs: Sequence[_Job]) -> Iterator[list[_Job]]:
    """Jobs that go together, and no more works than a run takes well.

    Namesakes come side by side, so that hardly any work is a witness in more than one run.
    """
    in_order = sorted(jobs, key=lambda each: (each.company, each.kin))
    for _company, those in groupby(in_order, key=lambda each: each.company):
        batch: list[_Job] = []
        there: set[int] = set()
        for job in those:
            with_it = there.union(job.members, job.witnesses)
            if batch and len(with_it) > MAX_WORKS:
                yield batch
                batch, with_it = [], {*job.members, *job.witnesses}
            batch.append(job)
            there = with_it
        yield batch


def _run(jobs: Sequence[_Job], works: Sequence[_Work], style: Style) -> dict[bytes, bytes]:
    """No work twice in a run: two copies would be told apart from each other."""
    members = [number for job in jobs for number in job.members]
    others = {number for job in jobs for number in job.witnesses}.difference(members)
    company = jobs[0].company
    cited = [works[number].cited(company.round) for number in members]
    cited += [(works[number].item, Pinpoint()) for number in sorted(others)]
    made = dict(zip(members, write(cited, style, company.locale), strict=False))
    return {job.key: msgspec.json.encode([made[number].packed() for number in job.members]) for job in jobs}


def _formatted(written: Written, style: Style, number: int, work: _Work) -> Formatted:
    entry, cite = written.entry, written.cite
    if style.is_numeric:
        entry, cite = (words.replace(NUMBER, str(number), 1) for words in (entry, cite))
    short = written.short.replace(FIRST_NOTE, str(work.first + 1))
    return Formatted(
        bibliography=mended_entry(entry, work.item, style),
        note=mended_entry(cite, work.item, style) if style.is_note else "",
        in_text="" if style.is_note else mended_mention(cite, work.item, style),
        short_note=mended_mention(short, work.item, style),
        warning=_warning(entry, style, work),
        number=number if style.is_numeric else None,
    )


def _warning(entry: str, style: Style, work: _Work) -> str:
    if work.is_cut_off:
        return _("More than %(most)s works would be cited in the same words: not all are told apart.") % {
            "most": MAX_TOGETHER
        }
    return "" if entry or not style.has_bibliography else _left_out(style)


def _left_out(style: Style) -> str:
    said = (
        _("%(style)s keeps works of this kind out of its bibliography: cite it in a note.")
        if style.is_note
        else _("%(style)s keeps works of this kind out of its bibliography: cite it in the text.")
    )
    return said % {"style": style.title}

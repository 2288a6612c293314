"""Works in a style: entries of a bibliography, notes and citations in the text, each kept by content.

Every citation is as if it stood first in its document; `short_note` is what a note says when the work comes again.
Nothing depends on the entry before: there is no "ibid." and no dash for the same author.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from sources.citing import engine, kept
from sources.citing.house_rules import mended_entry, mended_mention, printed
from sources.citing.markup import text_of
from sources.citing.styles import Style
from sources.citing.telling_apart import units
from sources.citing.tongues import locale_of
from sources.citing.writing import FIRST_NOTE, NUMBER, Pinpoint, Written, canonical, write

__all__ = ["Citation", "Formatted", "formatted", "text_of"]

MAX_WORKS = 250  # of one run: APA takes four times as long for twice as many
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
    styles only, else None. `warning`: why there is no entry in the bibliography, in words for people.
    """

    bibliography: str
    note: str
    in_text: str
    short_note: str
    warning: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """A unit, with one pinpoint for each member: the `round`-th it is cited with. Works are numbers in the list."""

    locale: str
    round: int
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
        (number, job.round): each
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
        for unit in units([works[number].item for number in numbers], style.telling):
            members = tuple(numbers[position] for position in unit.members)
            witnesses = tuple(numbers[position] for position in unit.witnesses)
            for turn in range(max(len(works[number].pinpoints) for number in members)):
                cited = [works[number].cited(turn) for number in members]
                cited += [(works[number].item, Pinpoint()) for number in witnesses]
                yield _Job(said, turn, members, witnesses, unit.kin, _key(cited, len(members), style, said))


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
                new |= made
        kept.keep(new)
        known |= new
    return [_unpacked(known[job.key]) for job in jobs]


def _unpacked(made: bytes) -> list[Written]:
    return [Written(*each) for each in msgspec.json.decode(made, type=list[tuple[str, str, str]])]


def _batches(jobs: Sequence[_Job]) -> Iterator[list[_Job]]:
    """Jobs that go together: of one locale and one round, and no more works than a run takes well.

    Namesakes come side by side, so that hardly any work is a witness in more than one run.
    """
    batch: list[_Job] = []
    there: set[int] = set()
    for job in sorted(jobs, key=lambda each: (each.locale, each.round, each.kin)):
        apart = batch and (job.locale, job.round) != (batch[0].locale, batch[0].round)
        with_it = there.union(job.members, job.witnesses)
        if batch and (apart or len(with_it) > MAX_WORKS):
            yield batch
            batch, with_it = [], {*job.members, *job.witnesses}
        batch.append(job)
        there = with_it
    if batch:
        yield batch


def _run(jobs: Sequence[_Job], works: Sequence[_Work], style: Style) -> dict[bytes, bytes]:
    """No work twice in a run: two copies would be told apart from each other."""
    members = [number for job in jobs for number in job.members]
    others = {number for job in jobs for number in job.witnesses}.difference(members)
    cited = [works[number].cited(jobs[0].round) for number in members]
    cited += [(works[number].item, Pinpoint()) for number in sorted(others)]
    made = dict(zip(members, write(cited, style, jobs[0].locale), strict=False))
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
        warning="" if entry or not style.has_bibliography else _left_out(style),
        number=number if style.is_numeric else None,
    )


def _left_out(style: Style) -> str:
    said = (
        _("%(style)s keeps works of this kind out of its bibliography: cite it in a note.")
        if style.is_note
        else _("%(style)s keeps works of this kind out of its bibliography: cite it in the text.")
    )
    return said % {"style": style.title}

"""Thread numbers that authors write into posts, and the threads they make.

A number with a slash is not always a place in a thread. Told apart by their form alone:
  24/7, 3/2, 12/6       the number is above the length: a phrase, a score, a date
  1/2 of, 3/4-inch      stands inside a sentence, not at the very beginning or end of a post
  12/18/2019, 1/2/3     more slashes follow
Left as ambiguous, and taken only when another post of the account has a neighbouring number:
  12/18, (9/11)         may be a day: month up to 12, day up to 31
  7/10, 5/40, (89/100)  may be a share or a rating
Sure on their own:
  3/x, 2/, [4/7], 🧵 1/9   nobody writes a day or a share like this
  (21/25)               in brackets, and no day
  2/2, 3/3, 4/4 at the end   the last of a short thread; above 4 it may be a day (11/11) or a rating (10/10)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from archive.reading.medialinks import end_before_addresses
from archive.reading.proposal import FoundPost, FoundThread, ThreadBasis

_OPEN: Final = r"[xXnN?？]{1,2}|…|\.{3}"
_NUMBERS: Final = rf"(?P<number>[1-9][0-9]{{0,2}})\s?/\s?(?P<length>[1-9][0-9]{{0,2}}|{_OPEN})"
_UNSTATED: Final = r"(?P<number>[1-9][0-9]{0,2})/"
_THREAD_SIGN: Final = r"(?P<sign>🧵\s*)?"

# At the beginning something must separate the number from the words: a space, a bracket, a Han character.
_BEGINNINGS: Final = tuple(
    re.compile(form)
    for form in (
        rf"{_THREAD_SIGN}(?P<bracket>[\[(（【]){_NUMBERS}[\])）】]",
        rf"{_THREAD_SIGN}{_NUMBERS}(?=\s|[:.)-]\s|[^\x00-\u02ff]|\Z)(?!\s(?:/|of\b))",
        rf"{_THREAD_SIGN}{_UNSTATED}(?=\s|[^\x00-\u02ff]|\Z)(?!\s*[0-9])",
    )
)
_ENDS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?P<bracket>[\[(（【]){_NUMBERS}[\])）】](?:\s*(?P<sign>🧵))?\Z",
        rf"(?<![^\s。！？，.!?,…])(?:(?P<sign>🧵)\s*)?{_NUMBERS}\Z",
        rf"(?<![^\s。！？，.!?,…])(?:(?P<sign>🧵)\s*)?{_UNSTATED}\Z",
    )
)
_WINDOW: Final = 24
_SHORTEST: Final = 2
_MONTHS: Final = 12
_DAYS: Final = 31
_FULL_MARKS: Final = 100
_LAST_OF_SHORT: Final = range(2, 5)
_NEIGHBOURS: Final = 3
_FARTHEST: Final = 6


@dataclass(frozen=True, slots=True)
class ThreadMark:
    """A place in a thread. `sure` is false for one that may be a day, a share or a rating."""

    number: int
    length: int | None
    sure: bool
    at_beginning: bool


def find_threadmark(text: str) -> ThreadMark | None:
    """The thread number at the beginning of a post, else at its end before trailing addresses, or None."""
    first = text[:_WINDOW].lstrip()
    end = end_before_addresses(text)
    last = text[max(0, end - _WINDOW) : end]
    marks = [_mark(form.match(first), at_beginning=True) for form in _BEGINNINGS]
    marks += [_mark(form.search(last), at_beginning=False) for form in _ENDS]
    found = [mark for mark in marks if mark]
    return next((mark for mark in found if mark.sure), found[0] if found else None)


def begins_with_threadmark(text: str) -> ThreadMark | None:
    """The thread number at the beginning of a paragraph, or None."""
    first = text[:_WINDOW].lstrip()
    marks = (_mark(form.match(first), at_beginning=True) for form in _BEGINNINGS)
    return next((mark for mark in marks if mark), None)


def _mark(found: re.Match[str] | None, *, at_beginning: bool) -> ThreadMark | None:
    if found is None:
        return None
    groups = found.groupdict()
    number, stated = int(groups["number"]), groups.get("length") or ""
    length = int(stated) if stated.isdecimal() else None
    if length is not None and (number > length or length < _SHORTEST):
        return None
    sure = (
        length is None
        or groups["sign"] is not None
        or groups.get("bracket") in ("[", "【")
        or ("bracket" in groups and not _may_be_day(number, length) and length != _FULL_MARKS)
        or (number == length and not at_beginning and number in _LAST_OF_SHORT)
    )
    return ThreadMark(number, length, sure, at_beginning)


def _may_be_day(number: int, length: int) -> bool:
    return number <= _MONTHS and length <= _DAYS


def settled(marks: Sequence[ThreadMark | None]) -> list[ThreadMark | None]:
    """The marks without the ambiguous ones that no neighbour supports.

    A neighbour is among the three marks before or after, counts one less or one more, and states no other length.
    """
    kept = list(marks)
    present = [(at, mark) for at, mark in enumerate(marks) if mark]
    for place, (at, mark) in enumerate(present):
        near = present[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
        if not mark.sure and not any(_supports(other, mark) for _, other in near):
            kept[at] = None
    return kept


def _supports(other: ThreadMark, mark: ThreadMark) -> bool:
    return abs(other.number - mark.number) == 1 and other.length in (None, mark.length)


@dataclass(slots=True)
class _Run:
    """Posts, by their place in the article, that make a thread."""

    basis: ThreadBasis
    members: list[int]
    length: int | None = None


def group(text: str, posts: Sequence[FoundPost]) -> tuple[tuple[FoundPost, ...], tuple[FoundThread, ...]]:
    """The posts with their threads filled in, and the threads.

    Numbered posts of one account make a thread while their numbers rise, no stated length
    differs, and few other posts stand between them. Two or more unnumbered posts of one account
    and one day make one when nothing stands between them. The length of a thread is what any
    of its posts states.
    """
    numbered = _number(text, posts)
    runs = sorted(
        _numbered_runs(numbered) + _consecutive_runs(text, numbered), key=lambda run: run.members[0]
    )
    threads = []
    for count, run in enumerate(runs, start=1):
        first, keys = numbered[run.members[0]], tuple(numbered[at].key for at in run.members)
        threads.append(FoundThread(f"t{count}", first.handle, first.platform, keys, run.length, run.basis))
        for at in run.members:
            numbered[at] = replace(numbered[at], thread=f"t{count}", thread_length=run.length)
    return tuple(numbered), tuple(threads)


def _number(text: str, posts: Sequence[FoundPost]) -> list[FoundPost]:
    """The posts with the numbers they state themselves; marks are settled account by account."""
    marks = [
        find_threadmark(text[post.span.start : post.span.end]) if post.has_text else None for post in posts
    ]
    by_account: dict[tuple[str, str], list[int]] = {}
    for at, post in enumerate(posts):
        by_account.setdefault((post.platform, post.handle.lower()), []).append(at)
    numbered = list(posts)
    for places in by_account.values():
        for at, mark in zip(places, settled([marks[at] for at in places]), strict=True):
            if mark:
                numbered[at] = replace(numbered[at], thread_number=mark.number, thread_length=mark.length)
    return numbered


def _numbered_runs(posts: Sequence[FoundPost]) -> list[_Run]:
    latest: dict[tuple[str, str], _Run] = {}
    runs: list[_Run] = []
    for at, post in enumerate(posts):
        if post.thread_number is None or not post.handle:
            continue
        account = (post.platform, post.handle.lower())
        run = latest.get(account)
        if run is None or not _continues(posts, run, at):
            run = latest[account] = _Run("numbered", [])
            runs.append(run)
        run.members.append(at)
        run.length = run.length or post.thread_length
    return runs


def _continues(posts: Sequence[FoundPost], run: _Run, at: int) -> bool:
    number, last = posts[at].thread_number, posts[run.members[-1]].thread_number
    rises = number is not None and last is not None and number > last
    agrees = posts[at].thread_length in (None, run.length) or run.length is None
    return rises and agrees and at - run.members[-1] <= _FARTHEST


def _consecutive_runs(text: str, posts: Sequence[FoundPost]) -> list[_Run]:
    runs: list[_Run] = []
    for at, post in enumerate(posts):
        if post.thread_number is not None or not post.handle:
            continue
        last = runs[-1].members[-1] if runs else -1
        if last >= 0 and last == at - 1 and _follows(text, posts[last], post):
            runs[-1].members.append(at)
        else:
            runs.append(_Run("consecutive", [at]))
    return [run for run in runs if len(run.members) > 1]


def _follows(text: str, last: FoundPost, post: FoundPost) -> bool:
    same = (last.platform, last.handle.lower(), last.posted) == (
        post.platform,
        post.handle.lower(),
        post.posted,
    )
    end = last.signature.end if last.signature else last.span.end
    return same and not text[end : post.span.start].strip()

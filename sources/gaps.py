"""What is missing from a thread, in words. Pure but for the active language."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext, ngettext

# A longer list of numbers is not read: it becomes its ranges and then a count.
MOST_RANGES = 8


def missing_numbers(have: Iterable[int], length: int | None) -> list[int]:
    """The numbers from 1 to the stated length, or to the highest that is there, that are not there."""
    present = set(have)
    last = max([*present, length or 0], default=0)
    return [number for number in range(1, last + 1) if number not in present]


def gap_words(missing: Sequence[int], length: int | None) -> str:
    """ "2 posts missing: 1 and 4 of 11 are not in this archive"; "" when none is."""
    if not missing:
        return ""
    numbers = _listed(_ranges(missing))
    count = len(missing)
    if length:
        words = ngettext(
            "%(count)d post missing: %(numbers)s of %(length)d is not in this archive.",
            "%(count)d posts missing: %(numbers)s of %(length)d are not in this archive.",
            count,
        )
    else:
        words = ngettext(
            "%(count)d post missing: %(numbers)s is not in this archive.",
            "%(count)d posts missing: %(numbers)s are not in this archive.",
            count,
        )
    return words % {"count": count, "numbers": numbers, "length": length}


def gap_here(missing: Sequence[int]) -> str:
    """What is missing between two posts: "Not in this archive: 4"; "" when nothing is."""
    return (
        gettext("Not in this archive: %(numbers)s") % {"numbers": _listed(_ranges(missing))}
        if missing
        else ""
    )


def _ranges(numbers: Sequence[int]) -> list[str]:
    """`1 2 3 5` as "1–3" and "5"; two neighbours stay two."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    words: list[str] = []
    for run in runs:
        words += [f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run)  # noqa: PLR2004
    return words


def _listed(words: Sequence[str]) -> str:
    if len(words) > MOST_RANGES:
        return gettext("%(some)s and others") % {"some": ", ".join(words[:MOST_RANGES])}
    if len(words) == 1:
        return words[0]
    return gettext("%(some)s and %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}

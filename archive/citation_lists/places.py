"""Where an entry goes when somebody moves it. Pure: sections and entries are their keys.

What a person says is turned into "after that entry" or "first in that section". Such a place means the same when somebody
else has moved other entries meanwhile, which a number would not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

UP, DOWN, FIRST, LAST = "up", "down", "first", "last"
STEPS = (UP, DOWN, FIRST, LAST)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section by its key (None: before the first), and its entries in order."""

    section: int | None
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """After the entry `after`, wherever that is; or, where it is None, first in the section."""

    section: int | None
    after: int | None = None


def step(shelves: Sequence[Shelf], entry: int, way: str) -> Place | None:
    """The place that one step leads to. Beyond the ends of a section lies the next one. None: it is there already."""
    at = next(place for place, shelf in enumerate(shelves) if entry in shelf.entries)
    shelf, here = shelves[at], shelves[at].entries.index(entry)
    others = [each for each in shelf.entries if each != entry]
    if way == UP:
        return after_number(shelf.section, others, here) if here else _at_end(shelves, at - 1)
    if way == DOWN:
        is_last = here == len(others)
        return _at_start(shelves, at + 1) if is_last else after_number(shelf.section, others, here + 2)
    goal = Place(shelf.section) if way == FIRST else after_number(shelf.section, others, len(others) + 1)
    return None if here == (0 if way == FIRST else len(others)) else goal


def numbered(shelves: Sequence[Shelf], entry: int, section: int | None, number: int) -> Place:
    """The place with that number, from 1, in a section; the last one where it has fewer."""
    shelf = next((each for each in shelves if each.section == section), Shelf(section, ()))
    return after_number(section, [each for each in shelf.entries if each != entry], number)


def after_number(section: int | None, others: Sequence[int], number: int) -> Place:
    """So that it becomes the `number`th beside `others`."""
    if number <= 1 or not others:
        return Place(section)
    return Place(section, others[min(number - 1, len(others)) - 1])


def _at_end(shelves: Sequence[Shelf], at: int) -> Place | None:
    if at < 0:
        return None
    shelf = shelves[at]
    return Place(shelf.section, shelf.entries[-1] if shelf.entries else None)


def _at_start(shelves: Sequence[Shelf], at: int) -> Place | None:
    return Place(shelves[at].section) if at < len(shelves) else None

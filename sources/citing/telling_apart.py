"""Which works have to be formatted together because a style may tell them apart: 2019a and 2019b, A. Berg and C. Berg.

A unit holds the works whose citations can come out in the same words, and beside them works of which only the names
matter. What a unit gives depends on nothing else in the list, so that it can be kept. Pure.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sources.citing.stylefile import Telling

Item = Mapping[str, Any]

CREATORS = (
    "author", "editor", "editor-translator", "translator", "director", "composer", "interviewer", "recipient",
    "illustrator", "collection-editor", "compiler", "host", "performer", "chair", "organizer", "curator",
    "container-author", "original-author", "reviewed-author", "guest", "narrator", "producer", "script-writer",
    "series-creator", "executive-producer", "contributor",
)  # fmt: skip
IN_PLACE_OF_NAMES = ("title", "title-short", "container-title", "publisher", "authority")


@dataclass(frozen=True, slots=True)
class Unit:
    """Positions in a list: of `members`, whose citations are wanted, and of `witnesses`, which are only there.

    Units with witnesses in common have the same `kin`: side by side, they need each of them once. `is_piece`: others
    belong to it that were left out because they are too many.
    """

    members: tuple[int, ...]
    witnesses: tuple[int, ...] = ()
    kin: int = 0
    is_piece: bool = False


def units(items: Sequence[Item], telling: Telling) -> list[Unit]:
    """Every position once as a member, members in the order of the list."""
    if not telling.at_all:
        return [Unit((position,)) for position in range(len(items))]
    groups = _joined([list(_keys(item, telling)) for item in items])
    if telling.names in {"", "by-cite"}:
        return [Unit(group) for group in groups]
    names = [list(_names(item, telling)) for item in items]
    bearers = _bearers(names)
    return [_with_witnesses(group, names, bearers) for group in groups]


def _keys(item: Item, telling: Telling) -> Iterator[Hashable]:
    """What a citation may start with, and the year where the style prints one to tell works apart."""
    year = _year(item) if telling.years else ""
    names = _creators(item)
    if names:
        yield _family(names[0]), year
        return
    yield from ((str(item[name]).casefold(), year) for name in IN_PLACE_OF_NAMES if item.get(name))


def _joined(keys: Sequence[Sequence[Hashable]]) -> list[tuple[int, ...]]:
    """The positions, those that share a key together; whatever has no key stands alone."""
    root = list(range(len(keys)))

    def root_of(position: int) -> int:
        while root[position] != position:
            root[position] = position = root[root[position]]
        return position

    first: dict[Hashable, int] = {}
    for position, each in enumerate(keys):
        for key in each:
            low, high = sorted((root_of(first.setdefault(key, position)), root_of(position)))
            root[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for position in range(len(keys)):
        groups[root_of(position)].append(position)
    return [tuple(group) for group in groups.values()]


def _names(item: Item, telling: Telling) -> Iterator[tuple[str, str]]:
    """Family and given names that count: of the first author, or of all where the rule says so."""
    names = _creators(item)
    for name in names if telling.names.startswith("all-names") else names[:1]:
        yield _family(name), str(name.get("given", ""))


def _bearers(names: Iterable[Iterable[tuple[str, str]]]) -> dict[str, dict[str, int]]:
    """For each family name the given names that stand with it, and where each stands first."""
    bearers: dict[str, dict[str, int]] = defaultdict(dict)
    for position, each in enumerate(names):
        for family, given in each:
            bearers[family].setdefault(given, position)
    return bearers


def _with_witnesses(
    group: tuple[int, ...], names: Sequence[list[tuple[str, str]]], bearers: dict[str, dict[str, int]]
) -> Unit:
    """With the first work by each namesake."""
    own = {name for position in group for name in names[position]}
    namesakes = {
        name: position for family, _given in own for name, position in _of_family(family, bearers).items()
    }
    others = {position for name, position in namesakes.items() if name not in own}
    return Unit(group, tuple(sorted(others)), min(namesakes.values(), default=group[0]))


def _of_family(family: str, bearers: dict[str, dict[str, int]]) -> dict[tuple[str, str], int]:
    return {(family, given): position for given, position in bearers[family].items()}


def _creators(item: Item) -> list[dict[str, Any]]:
    return next((list(item[role]) for role in CREATORS if item.get(role)), [])


def _family(name: Mapping[str, Any]) -> str:
    return str(name.get("family") or name.get("literal") or name.get("given") or "").casefold()


def _year(item: Item) -> str:
    issued = item.get("issued") or {}
    parts = issued.get("date-parts") or [
        [issued.get("raw") or issued.get("literal") or issued.get("edtf") or ""]
    ]
    return str(parts[0][0] if parts[0] else "")[:4]

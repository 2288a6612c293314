"""Who is named where, and so with whom. Pure.

A *mention* is that somebody or something is named, quoted or spoken of at a place of a Document. A *tie* is what
mentions make: between whoever is mentioned in a Document and the Document, and between two that are mentioned in the
same passage of it. That two stand in one Document is no tie of its own: it says little, and the Document shows it.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SUBJECT, AGENT, DOCUMENT = "subject", "agent", "document"
# How two stand in the same passage: spoken of in somebody's own words, or merely side by side.
IN_WORDS_OF, TOGETHER = "in their words", "together"
NOWHERE = -1  # where a mention ends that is of no passage


class Key(NamedTuple):
    """Tells a record from every other: its sort (`SUBJECT`, `AGENT` or `DOCUMENT`) and its primary key."""

    sort: str
    pk: int


class Place(NamedTuple):
    """`number` is that of the passage, 0 for the Document as a whole; `anchor` is an id on its reader page."""

    document: int
    number: int
    anchor: str = ""


class How(NamedTuple):
    """A way of being tied, in a word of the code; `start` is who it is said of, None where it is said of both alike."""

    word: str
    start: Key | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """`first` to `last`, in code points from the beginning of a passage, is what it is of; `NOWHERE`: of none.

    `how` says how they are tied to the Document; `voice`: the words there are their own.
    """

    who: Key
    place: Place
    first: int
    last: float
    how: How
    voice: bool = False


@dataclass(slots=True)
class Tie:
    """What joins `one` and `other`, and the places it rests on; a tie without places is said on a record's own page."""

    one: Key
    other: Key
    hows: set[How] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)

    @property
    def strength(self) -> int:
        """On how many passages it rests, at least 1: what is said on a record's page counts as one."""
        return max(len({(place.document, place.number) for place in self.places}), 1)

    def end(self, start: Key) -> Key:
        """The other end."""
        return self.other if start == self.one else self.one


Ties = dict[tuple[Key, Key], Tie]


def ties_from(mentions: Iterable[Mention], documents: Iterable[int]) -> Ties:
    """`documents`: those that are tied to what is mentioned in them; in the others it still meets in passages."""
    found: Ties = {}
    drawn = set(documents)
    by_document: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_document[mention.place.document].append(mention)
        if mention.place.document in drawn:
            document = Key(DOCUMENT, mention.place.document)
            add(found, mention.who, document, mention.how, mention.place)
    for here in by_document.values():
        for one, other in _meeting(here):
            narrower = one if one.last - one.first <= other.last - other.first else other
            add(found, one.who, other.who, _how(one, other), _passage(narrower.place))
    return found


def add(ties: Ties, one: Key, other: Key, how: How, place: Place | None = None) -> None:
    """One more reason for the tie between two."""
    pair = (min(one, other), max(one, other))
    tie = ties.setdefault(pair, Tie(*pair))
    tie.hows.add(how)
    if place is not None:
        tie.places.add(place)


def merged(ties: Ties, more: Ties) -> Ties:
    """All ties of both, each with all reasons that either knows."""
    found = dict(ties)
    for pair, tie in more.items():
        known = found.get(pair)
        found[pair] = Tie(*pair, known.hows | tie.hows, known.places | tie.places) if known else tie
    return found


def nearest(ties: Ties, centre: Key, *, depth: int, at_most: int) -> tuple[dict[Key, int], int]:
    """How far each lies from the centre, itself (0) included, the strongest `at_most`; and how many were left out.

    What is nearer comes first, then what more rests on.
    """
    near: dict[Key, list[Tie]] = defaultdict(list)
    for tie in ties.values():
        near[tie.one].append(tie)
        near[tie.other].append(tie)
    steps = {centre: 0}
    left_out: set[Key] = set()
    for step in range(1, depth + 1):
        ring = _ring(near, steps)
        room = max(at_most + 1 - len(steps), 0)
        left_out.update(ring[room:])
        steps |= dict.fromkeys(ring[:room], step)
    return steps, len(left_out)


def among(ties: Ties, steps: Mapping[Key, int]) -> list[Tie]:
    """The ties between those, nearest the centre first, then strongest.

    A Document is not tied again to what its passages tie more closely already: it is named among the places of that.
    """
    kept = [tie for tie in ties.values() if tie.one in steps and tie.other in steps]
    close = {key for tie in kept for key in _further(tie, steps) if tie.end(key).sort != DOCUMENT != key.sort}
    telling = [tie for tie in kept if _is_telling(tie, steps, close)]
    return sorted(
        telling, key=lambda tie: (steps[tie.one] + steps[tie.other], -tie.strength, tie.one, tie.other)
    )


def _further(tie: Tie, steps: Mapping[Key, int]) -> list[Key]:
    """The end that is further from the centre, if one is."""
    return [key for key in (tie.one, tie.other) if steps[key] > steps[tie.end(key)]]


def _is_telling(tie: Tie, steps: Mapping[Key, int], close: Container[Key]) -> bool:
    return not any(
        key.sort == DOCUMENT and 0 < steps[key] <= steps[tie.end(key)] and tie.end(key) in close
        for key in (tie.one, tie.other)
    )


def _ring(near: Mapping[Key, Sequence[Tie]], steps: Mapping[Key, int]) -> list[Key]:
    """Whoever is one step further out, those tied most strongly first."""
    weights: dict[Key, int] = defaultdict(int)
    for start in steps:
        for tie in near[start]:
            if tie.end(start) not in steps:
                weights[tie.end(start)] += tie.strength
    return sorted(weights, key=lambda key: (-weights[key], key))


def _meeting(mentions: Iterable[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Every two of one Document that share a passage: one sweep over the places where each begins and ends."""
    still: list[Mention] = []
    whole = (each for each in mentions if each.last != NOWHERE)
    for mention in sorted(whole, key=lambda each: (each.first, each.last, each.who)):
        still = [each for each in still if each.last >= mention.first]
        yield from ((each, mention) for each in still if each.who != mention.who)
        still.append(mention)


def _passage(place: Place) -> Place:
    return place._replace(anchor=f"p{place.number}" if place.number else "")


def _how(one: Mention, other: Mention) -> How:
    """Read from whoever's words it is."""
    for voice, spoken_of in ((one, other), (other, one)):
        if voice.voice and spoken_of.who.sort == SUBJECT:
            return How(IN_WORDS_OF, voice.who)
    return How(TOGETHER)

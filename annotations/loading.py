"""A file of annotations of one Document: read, and checked against itself and that Document's text. Pure.

JSON. Everything in it is named by a key of the file's own; words are pointed at by quotation, never by offsets.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from annotations.anchoring import AnchorError, TextQuote, locate
from annotations.models import ClaimStatus, Kind, Stance, Strength, SubjectKind, SubjectRelationKind

NAMED_KINDS = (SubjectKind.VENDOR, SubjectKind.TECHNOLOGY, SubjectKind.AGENCY, SubjectKind.PLACE)


class NotLoadable(ValueError):
    """The file cannot be loaded; the message has a line for each fault, with the place in the file."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__("\n".join(faults))


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An object of the file: a field that it does not know is an error."""


class TagEntry(Entry, frozen=True):
    """A tag of the vocabulary. `broader`: the name of another one in the file."""

    name: str
    description: str
    broader: str = ""
    synonyms: tuple[str, ...] = ()


class SubjectEntry(Entry, frozen=True):
    """A vendor, technology, agency or place. `names`: other names, in any script."""

    key: str
    kind: SubjectKind
    name: str
    description: str = ""
    names: tuple[str, ...] = ()


class StatusEntry(Entry, frozen=True, rename={"status": "is", "reason": "because"}):
    """How a claim stands, and why."""

    status: ClaimStatus
    reason: str


class ClaimEntry(Entry, frozen=True):
    """`claimed_by` is the name of an Agent who is behind a Source of the Document; `where` the key of a place."""

    key: str
    statement: str
    description: str = ""
    claimed_by: str = ""
    when: str = ""
    where: str = ""
    status: StatusEntry | None = None


class FigureEntry(Entry, frozen=True):
    """A number and the key of the annotation that is the evidence for it."""

    value: str
    unit: str
    annotation: str


class LeakEntry(Entry, frozen=True):
    """What was exposed. `categories` of personal data, in our words."""

    key: str
    title: str
    exposed: str
    figures: tuple[FigureEntry, ...]
    description: str = ""
    whose: str = ""
    categories: tuple[str, ...] = ()
    how: str = ""
    found: str = ""


class QuoteEntry(Entry, frozen=True):
    """Words of the Document; `prefix` and `suffix` as far as they are needed to tell one place from another."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def selector(self) -> TextQuote:
        return TextQuote(self.exact, self.prefix, self.suffix)


class AnnotationEntry(Entry, frozen=True):
    """`evidence`: (key of a Subject, stance, strength)."""

    key: str
    kind: Kind
    quote: QuoteEntry
    note: str
    tags: tuple[str, ...] = ()
    evidence: tuple[tuple[str, Stance, Strength], ...] = ()


class Collection(Entry, frozen=True):
    """The whole file. `relations`: (key, relation, key), read from left to right."""

    tags: tuple[TagEntry, ...]
    subjects: tuple[SubjectEntry, ...]
    claims: tuple[ClaimEntry, ...]
    leaks: tuple[LeakEntry, ...]
    relations: tuple[tuple[str, SubjectRelationKind, str], ...]
    annotations: tuple[AnnotationEntry, ...]

    @property
    def subject_keys(self) -> list[str]:
        named = [each.key for each in self.subjects]
        return named + [each.key for each in self.claims] + [each.key for each in self.leaks]


def read_collection(data: bytes, text: str) -> Collection:
    """The file's content, every key in it known and every quotation found exactly once in `text`.

    Raises `NotLoadable` with all faults, or with the first when the file does not have the shape of one.
    """
    try:
        collection = msgspec.json.decode(data, type=Collection)
    except msgspec.DecodeError as error:
        raise NotLoadable([str(error)]) from error
    if faults := [*_repeated(collection), *_unknown(collection), *_misplaced(collection, text)]:
        raise NotLoadable(faults)
    return collection


def _repeated(collection: Collection) -> Iterator[str]:
    kinds = {
        "tag": [tag.name for tag in collection.tags],
        "subject": collection.subject_keys,
        "annotation": [each.key for each in collection.annotations],
    }
    for kind, keys in kinds.items():
        yield from (
            f"{kind} “{key}” stands {times} times" for key, times in Counter(keys).items() if times > 1
        )


def _unknown(collection: Collection) -> Iterator[str]:
    """Keys and names that nothing in the file has."""
    known = {
        "subject": set(collection.subject_keys),
        "place": {each.key for each in collection.subjects if each.kind == SubjectKind.PLACE},
        "annotation": {each.key for each in collection.annotations},
        "tag": {tag.name for tag in collection.tags},
    }
    for where, kind, key in _mentions(collection):
        if key not in known[kind]:
            yield f"{where}: there is no {kind} “{key}”"


def _mentions(collection: Collection) -> Iterator[tuple[str, str, str]]:
    """(where, what kind of thing, its key) for every key that is used."""
    yield from ((f"tag {tag.name}", "tag", tag.broader) for tag in collection.tags if tag.broader)
    yield from ((f"claim {claim.key}", "place", claim.where) for claim in collection.claims if claim.where)
    for leak in collection.leaks:
        yield from ((f"leak {leak.key}", "annotation", figure.annotation) for figure in leak.figures)
    for left, relation, right in collection.relations:
        yield from ((f"relation {left} {relation} {right}", "subject", key) for key in (left, right))
    for each in collection.annotations:
        where = f"annotation {each.key}"
        yield from ((where, "tag", name) for name in each.tags)
        yield from ((where, "subject", key) for key, _stance, _strength in each.evidence)


def _misplaced(collection: Collection, text: str) -> Iterator[str]:
    """Quotations that are not in the text exactly once, and kinds of Subject that have a section of their own."""
    for each in collection.annotations:
        try:
            locate(text, quote=each.quote.selector)
        except AnchorError as error:
            yield f"annotation {each.key}: {error}"
    for subject in collection.subjects:
        if subject.kind not in NAMED_KINDS:
            yield f"subject {subject.key}: a {subject.kind} has a list of its own"

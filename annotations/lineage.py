"""What a Subject rests on, as a drawing and as a table: from it to the texts that speak of it, and on to the earliest Source."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from annotations.models import Stance, Subject
from annotations.witnesses import Witness, witnesses_for
from archive.citing import Cited, Citing
from sources.models import Source
from sources.pictures.layered import Edge, Node, Picture, layered

ITSELF = "itself"


@dataclass(frozen=True, slots=True)
class Row:
    """A step of the table: one Source, what it does with the next, and that. `by` is None for the Subject itself.

    `ending` says in words whether the way ends there, "" where it goes on.
    """

    by: Cited | None
    how: str
    on: Cited
    ending: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """`picture` has a box for each Source and one for the Subject; `rows` say the same; `earliest` where all ends."""

    picture: Picture
    rows: list[Row]
    earliest: list[Cited]


def lineage_of(subject: Subject, user: User | AnonymousUser) -> Lineage | None:
    """None where nothing bears on it. As many queries as its page needs for its evidence."""
    witnesses = witnesses_for(subject, user)
    if not witnesses:
        return None
    sources = {step.source.pk: step.source for each in witnesses for step in each.chain}
    citing = Citing(user)
    cited = {key: citing.cited(source) for key, source in sources.items()}
    steps = _steps(witnesses)
    ends = _ends(witnesses)
    columns = _columns(steps)
    nodes = [
        Node(ITSELF, 0, subject.name, str(subject.get_kind_display()), subject.get_absolute_url(), "claim"),
        *(
            _node(source, cited[key], columns[key], is_earliest=key in ends)
            for key, source in sources.items()
        ),
    ]
    edges = [Edge(_key(start), _key(end), how) for (start, end), how in steps.items()]
    rows = [
        Row(None if start is None else cited[start], how, cited[end], _ending(end, ends, steps))
        for (start, end), how in sorted(steps.items(), key=lambda each: (columns[each[0][1]], each[1]))
    ]
    return Lineage(layered(nodes, edges), rows, [cited[key] for key in sources if key in ends])


def _key(source: int | None) -> str:
    return ITSELF if source is None else str(source)


def _node(source: Source, cited: Cited, column: int, *, is_earliest: bool) -> Node:
    when = cited.issued.words if cited.issued else ""
    kind = "earliest" if is_earliest else "source"
    name = cited.name.words if cited.is_known else _("source not yet identified")
    return Node(str(source.pk), column, name, when or cited.container, cited.name.address, kind)


def _steps(witnesses: Iterable[Witness]) -> dict[tuple[int | None, int], str]:
    """Each step once, in words: from the Subject with how much evidence of which stance stands there."""
    stances: dict[int, Counter[str]] = {}
    steps: dict[tuple[int | None, int], str] = {}
    for witness in witnesses:
        first = witness.chain[0].source.pk
        stances.setdefault(first, Counter())[witness.evidence.stance] += 1
        steps[None, first] = ""
        for one, next_one in zip(witness.chain, witness.chain[1:], strict=False):
            steps[one.source.pk, next_one.source.pk] = one.relation
    for source, counts in stances.items():
        steps[None, source] = ", ".join(
            str(Stance(stance).label) if count == 1 else f"{count} × {Stance(stance).label}"
            for stance, count in counts.items()
        )
    return steps


def _ends(witnesses: Iterable[Witness]) -> set[int]:
    return {each.origin.pk for each in witnesses}


def _ending(source: int, ends: set[int], steps: Iterable[tuple[int | None, int]]) -> str:
    if source not in ends:
        return ""
    goes_on = any(start == source for start, _end in steps)
    return _("for some of its words the earliest known here") if goes_on else _("the earliest known here")


def _columns(steps: Iterable[tuple[int | None, int]]) -> dict[int, int]:
    """How far each Source lies from the Subject, by the longest way; in a circle of quotations no way is endless."""
    ways: Sequence[tuple[int | None, int]] = list(steps)
    columns = {end: 1 for _start, end in ways}
    for _each in columns:
        moved = False
        for start, end in ways:
            if start is not None and columns[end] <= columns[start] < len(columns):
                columns[end], moved = columns[start] + 1, True
        if not moved:
            break
    return columns

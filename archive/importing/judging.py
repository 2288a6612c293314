"""What each row is, before a person says so: new, here already, doubtful, or not to be read. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from archive.importing.filling import gaps
from archive.importing.reading import Row
from archive.matching.references import Ground, Known, Wanted, grounds, known_sources, strong_keys
from archive.models import ImportedRow
from archive.models.imported import Choice, Verdict
from sources.citing.items import SourceFields
from sources.models import Source


@dataclass(frozen=True, slots=True)
class Judged:
    """A row with its verdict. `gaps` are the columns of the match that the row could fill."""

    row: Row
    verdict: Verdict
    reason: str = ""
    match: Source | None = None
    is_certain: bool = False
    gaps: tuple[str, ...] = ()

    @property
    def usual(self) -> Choice | None:
        """What is done with it unless a person says otherwise: nothing that is doubtful is taken."""
        if self.verdict == Verdict.UNREADABLE:
            return None
        if self.verdict == Verdict.NEW:
            return Choice.TAKE
        return Choice.FILL if self.verdict == Verdict.KNOWN and self.gaps else Choice.SKIP


def judged(rows: Sequence[Row], user: User | AnonymousUser | None) -> list[Judged]:
    """In the order of the rows. `user` None is the operator, who sees everything."""
    readable = [row for row in rows if row.fields is not None]
    known = dict(zip((row.number for row in readable), _known(readable, user), strict=True))
    earlier = _taken_before(readable, user)
    met: dict[tuple[Ground, str], int] = {}
    return [_again(_judge(row, known.get(row.number), earlier), row, met) for row in rows]


def _known(rows: Iterable[Row], user: User | AnonymousUser | None) -> list[Known | None]:
    wanted = [Wanted(row.fields, row.item) for row in rows if row.fields is not None and row.item is not None]
    return known_sources(wanted, user)


def _taken_before(rows: Iterable[Row], user: User | AnonymousUser | None) -> dict[str, Source]:
    """Key of a row → the Source that the same row of any file has come to be."""
    keys = list({row.key for row in rows})
    visible = Source.objects.all() if user is None else Source.objects.visible_to(user)
    found: dict[str, Source] = {}
    for start in range(0, len(keys), 1_000):
        taken = ImportedRow.objects.filter(key__in=keys[start : start + 1_000], source__in=visible)
        found |= {each.key: each.source for each in taken.select_related("source") if each.source}
    return found


def _judge(row: Row, known: Known | None, earlier: dict[str, Source]) -> Judged:
    if row.fields is None:
        return Judged(row, Verdict.UNREADABLE, " ".join(row.problems) or _("Nothing can be made of it."))
    if row.key in earlier:
        source = earlier[row.key]
        return Judged(
            row, Verdict.KNOWN, _("this very row was imported before"), source, gaps=gaps(row.fields, source)
        )
    if known is not None:
        verdict = Verdict.KNOWN if known.is_sure else Verdict.DOUBTFUL
        certain = known.ground in (Ground.OURS, Ground.SAME_POST)
        return Judged(row, verdict, known.reason, known.source, certain, gaps(row.fields, known.source))
    if not _says_enough(row.fields):
        return Judged(row, Verdict.DOUBTFUL, _("it has neither a title nor an address"))
    return Judged(row, Verdict.NEW)


def _says_enough(fields: SourceFields) -> bool:
    return bool(fields.title or fields.url or fields.doi or fields.isbn)


def _again(judged_: Judged, row: Row, met: dict[tuple[Ground, str], int]) -> Judged:
    """The same work twice in one file is made once: a later row says which one it repeats."""
    if judged_.verdict == Verdict.UNREADABLE or row.fields is None or row.item is None:
        return judged_
    keys = list(strong_keys(Wanted(row.fields, row.item)))
    first = next(((ground, met[ground, key]) for ground, key in keys if (ground, key) in met), None)
    for each in keys:
        met.setdefault(each, row.number)
    if first is None or judged_.match is not None:
        return judged_
    reason = _("the same as row %(number)d of this file: %(ground)s") % {
        "number": first[1],
        "ground": grounds(first[0]),
    }
    return replace(judged_, verdict=Verdict.KNOWN, reason=reason, is_certain=first[0] == Ground.SAME_POST)

"""What the reader page shows of one Document, in a fixed number of queries whatever its length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from archive.citing import Check, Cited, Citing, Slip, check_of, post_of
from archive.drawing import Drawing, Piece
from archive.fragments import source_line
from archive.layers import BEGINNING, MARK, Mark, laid
from archive.models import Document, KeptAs, Reference, ReferenceKind
from archive.rendering import Block, Group, Range, Segment, editorial_ranges, grouped, han_ranges, segments_of
from sources.models import Attachment, Contribution, Link, Source

HAN_LANGUAGES = frozenset({"zh", "ja", "ko"})
IN_BLOCKS = frozenset({ReferenceKind.POST, ReferenceKind.QUOTATION})
# After the last of their words comes the number of the footnote.
NUMBERED = frozenset(ReferenceKind.values)
TAGS = {"preformatted": "pre"}
OPENING = 60


@dataclass(slots=True)
class Footnote:
    """A Source in order of first appearance, and each place that refers to it.

    `opening`: the first words quoted, where nothing else tells it from its neighbours.
    """

    number: int
    cited: Cited
    relation: str
    opening: str = ""
    places: list["Place"] = field(default_factory=list)


@dataclass(slots=True)
class Place:
    """One reference as drawn: `anchor` is the id that the footnote's back-link goes to."""

    anchor: str
    reference: Reference
    footnote: Footnote
    check: Check
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as drawn: `tag` is its element, `words` what stands in it, `plain` the same as text."""

    block: Block
    words: SafeString
    plain: str
    tag: str = "p"


@dataclass(frozen=True, slots=True)
class Part:
    """A step of the flow. `kind` is `post`, `quotation`, `list` or "" for a passage by itself."""

    kind: str
    places: list[Place]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Related:
    """A link of this Source to or from another, and that other in one line."""

    link: Link
    line: SafeString


@dataclass(frozen=True, slots=True)
class ReaderPage:
    source: Cited
    parts: list[Part]
    footnotes: list[Footnote]
    headings: list[Line]
    links_out: list[Related]
    links_in: list[Related]
    versions: list[Document]
    newer: Document | None = None


def read_page(document: Document, user: User | AnonymousUser, marks: Iterable[Mark] = ()) -> ReaderPage:
    """Everything the page shows that this person may see, `marks` among it.

    Seven queries, the document's own and those for the marks not counted.
    """
    references = list(
        Reference.objects.visible_to(user)
        .filter(document=document)
        .select_related("link__target__post__account__agent", "link__target__post__thread", "target_document")
        .defer("target_document__text")
        .order_by("start", "pk")
    )
    sources = [document.source, *(each.link.target for each in references)]
    _fetch_parts(sources)
    citing = Citing(user)
    footnotes = _footnotes(document.text, references, citing)
    parts = list(_parts(document, [place for note in footnotes for place in note.places], marks))
    versions = _versions(document, user)
    links = _links(document.source, {each.link_id for each in references}, user)
    return ReaderPage(
        source=citing.cited(document.source, in_full=True),
        parts=parts,
        footnotes=footnotes,
        headings=[line for part in parts for line in part.lines if line.block.kind == "heading"],
        links_out=[
            Related(link, source_line(citing.cited(link.target)))
            for link in links
            if link.source_id == document.source_id
        ],
        links_in=[
            Related(link, source_line(citing.cited(link.source)))
            for link in links
            if link.target_id == document.source_id
        ],
        versions=versions,
        newer=newest_after(document, versions),
    )


def newest_after(document: Document, versions: Iterable[Document]) -> Document | None:
    """Of other texts of its Source the whole one that was kept last, when that was after this one, whole too."""
    newer = [
        each
        for each in versions
        if each.kept_as == document.kept_as == KeptAs.WHOLE
        and (each.kept_at, each.pk) > (document.kept_at, document.pk)
    ]
    return max(newer, key=lambda each: (each.kept_at, each.pk), default=None)


def _footnotes(text: str, references: Iterable[Reference], citing: Citing) -> list[Footnote]:
    notes: dict[int, Footnote] = {}
    for number, reference in enumerate(references, start=1):
        source = reference.link.target
        note = notes.get(source.pk)
        if note is None:
            opening = "" if source.title else _opening(text[reference.start : reference.end])
            relation = str(reference.link.get_relation_display())
            note = Footnote(len(notes) + 1, citing.cited(source, in_full=True), relation, opening)
            notes[source.pk] = note
        place = Place(f"r{number}", reference, note, check_of(reference))
        if reference.kind == ReferenceKind.POST and (post := post_of(source)):
            place.slip = citing.slip(post)
        note.places.append(place)
    return list(notes.values())


def _fetch_parts(sources: list[Source]) -> None:
    """Contributors and attachments of all sources at once: two queries."""
    people = Contribution.objects.select_related("agent").order_by("position", "pk")
    prefetch_related_objects(sources, Prefetch("contributions", people))
    posts = [post for source in sources if (post := post_of(source))]
    prefetch_related_objects(posts, Prefetch("attachments", Attachment.objects.order_by("position", "pk")))


def _opening(quoted: str) -> str:
    """The first words, on one line."""
    line = quoted.strip().partition("\n")[0]
    return line if len(line) <= OPENING else line[:OPENING].rpartition(" ")[0] + "…"


def _versions(document: Document, user: User | AnonymousUser) -> list[Document]:
    """Other texts of its Source, the newest first. No query where the Document knows that there are none."""
    if not getattr(document, "has_versions", True):
        return []
    others = Document.objects.visible_to(user).filter(source=document.source_id).exclude(pk=document.pk)
    return list(others.defer("text").order_by("-kept_at", "-pk"))


def _links(source: Source, drawn: set[int], user: User | AnonymousUser) -> list[Link]:
    """Links of the Source both ways, without those drawn in this text. One query."""
    return list(
        Link.objects.visible_to(user)
        .filter(Q(source=source) | Q(target=source))
        .exclude(pk__in=drawn)
        .select_related("source__post__account", "target__post__account")
        .order_by("relation", "-source__issued_on", "pk")
    )


def _parts(document: Document, places: list[Place], marks: Iterable[Mark]) -> Iterator[Part]:
    rows = document.passages.order_by("number").values_list("number", "kind", "level", "start", "end")
    blocks = [Block(*row) for row in rows]
    groups = list(grouped(blocks, _joining(places)))
    in_blocks = {id(place) for group in groups for place in group.things}
    ranges = [*_ranges(document, places, in_blocks), *laid(document.text, marks)]
    pieces = map(_pieces, segments_of(document.text, blocks, ranges))
    drawing = Drawing(_("Reference"))
    tags = dict(zip((block.number for block in blocks), _tags(blocks), strict=True))
    for group in _with_lists(groups):
        kind = group.things[0].reference.kind if group.things else group.kind
        lines = [
            _line(block, drawing.words(next(pieces)), document, "li" if group.kind else tags[block.number])
            for block in group.blocks
        ]
        yield Part(kind, group.things, lines)


def _line(block: Block, words: SafeString, document: Document, tag: str) -> Line:
    return Line(block, words, document.text[block.start : block.end], tag)


def _with_lists(groups: Iterable[Group]) -> Iterator[Group]:
    """List items that follow each other become one list."""
    for kind, run in groupby(groups, key=_run_key):
        if kind:
            yield Group(blocks=[block for group in run for block in group.blocks], kind=kind)
        else:
            yield from run


def _run_key(group: Group) -> str:
    return "list" if not group.things and group.blocks[0].kind == "list_item" else ""


def _tags(blocks: Iterable[Block]) -> Iterator[str]:
    """The element of each passage. Headings start below the page's own and never skip a level going down."""
    depth = 1
    for block in blocks:
        if block.kind == "heading":
            depth = min(max(block.level, 1) + 1, depth + 1, 6)
            yield f"h{depth}"
        else:
            yield TAGS.get(block.kind, "p")


def _joining(places: Iterable[Place]) -> Iterator[Range]:
    """What joins passages into a slip or a block quotation."""
    for place in places:
        reference = place.reference
        if reference.kind in IN_BLOCKS:
            yield Range(reference.start, reference.end, reference.kind, place)
        if reference.kind == ReferenceKind.POST and reference.mark_start is not None:
            yield Range(reference.mark_start, reference.mark_end or 0, "signature", place)


def _ranges(document: Document, places: Iterable[Place], in_blocks: set[int]) -> Iterator[Range]:
    """Everything that changes how words inside a passage are drawn."""
    quoted = []
    for place in places:
        reference = place.reference
        if id(place) not in in_blocks:
            yield Range(reference.start, reference.end, reference.kind, place)
        if reference.mark_start is not None and reference.mark_end is not None:
            kind = "signature" if reference.kind == ReferenceKind.POST else "mark"
            yield Range(reference.mark_start, reference.mark_end, kind, place)
        if reference.kind == ReferenceKind.QUOTATION:
            quoted.append(Range(reference.start, reference.end, reference.kind))
    yield from editorial_ranges(document.text, sorted(quoted, key=lambda each: each.start))
    if document.language.partition("-")[0] not in HAN_LANGUAGES:
        yield from han_ranges(document.text)


def _pieces(segments: Iterable[Segment]) -> list[Piece]:
    return [_piece(segment) if segment.ranges else Piece(segment.text) for segment in segments]


def _piece(segment: Segment) -> Piece:
    address, language = "", ""
    kinds: dict[str, None] = {}
    marks, beginning = [], []
    for each in segment.ranges:
        if each.kind == MARK:
            marks.append(each.of)
            continue
        if each.kind == BEGINNING:
            beginning.extend(each.of)
            continue
        kinds[each.kind] = None
        if each.kind == "han":
            language = "und-Hani"
        elif each.kind == ReferenceKind.LINK:
            address = each.of.footnote.cited.name.address
        elif each.kind in {"mark", ReferenceKind.FOOTNOTE}:
            address = f"#n{each.of.footnote.number}"
    closing = tuple(each.of for each in segment.closing if each.kind in NUMBERED)
    return Piece(segment.text, " ".join(kinds), language, address, closing, tuple(marks), tuple(beginning))

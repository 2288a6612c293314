"""What the reader page shows of one Document, in a fixed number of queries whatever its length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from archive.citing import Check, Cited, Citing, Slip, post_of
from archive.drawing import Drawing, Piece
from archive.layers import BEGINNING, MARK, Mark, laid
from archive.models import Document, Passage, Reference, ReferenceKind
from archive.neighbours import Related, links_around, newest_after, versions_of
from archive.reading.blocks import heading_words
from archive.rendering import Block, Group, Range, Segment, editorial_ranges, grouped, han_ranges, segments_of
from archive.rows import Rows
from sources.models import Attachment, Contribution, Relation, Source
from sources.names import text_key

HAN_LANGUAGES = frozenset({"zh", "ja", "ko"})
IN_BLOCKS = frozenset({ReferenceKind.POST, ReferenceKind.QUOTATION})
# After the last of their words comes the number of the footnote.
NUMBERED = frozenset(ReferenceKind.values)
TAGS = {"preformatted": "pre"}
OPENING = 60
NEAR_TOP = 3  # passages among which a repeated title stands: a rubric or a date may come before it
ADDED = attrgetter("target_status", "attachments")
BLOCK = ("number", "kind", "level", "start", "end")  # as in `archive.rendering.Block`


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
    """One reference as drawn: `anchor` is the id that the footnote's back-link goes to.

    `mark`: the number or sign that the text itself has for a note there; it leads to the footnote, so that no second
    number, of our own, stands beside it.
    """

    anchor: str
    reference: Reference
    footnote: Footnote
    check: Check
    slip: Slip | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A passage as drawn: `tag` is its element, `words` what stands in it, `plain` the same as text, perhaps the title."""

    block: Block
    words: SafeString
    plain: str
    tag: str = "p"
    repeats_title: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A step of the flow. `kind` is `post`, `quotation`, `list` or "" for a passage by itself."""

    kind: str
    places: list[Place]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class ReaderPage:
    source: Cited
    parts: list[Part]
    footnotes: list[Footnote]
    headings: list[Line]
    links_out: list[Related]
    links_in: list[Related]
    versions: list[Document]
    newer: Document | None


class Cite(NamedTuple):
    """A reference, the status of the text that it quotes, and address and kind of what a quoted post carries."""

    reference: Reference
    status: str | None
    carried: list[tuple[str, str]]


def read_page(document: Document, user: User | AnonymousUser, marks: Iterable[Mark] = ()) -> ReaderPage:
    """Everything the page shows that this person may see, `marks` among it.

    Three queries, and one each for the passages and the other versions where the Document did not come with them or
    with the word that there are none (`with_passages`, `knowing_versions`).
    """
    cites = _cites(document, user)
    _fetch_contributors([document.source, *(each.reference.link.target for each in cites)])
    citing = Citing(user)
    footnotes = _footnotes(document.text, cites, citing)
    parts = list(_parts(document, [place for note in footnotes for place in note.places], marks))
    versions = versions_of(document, user)
    links_out, links_in = links_around(document.source, {each.reference.link_id for each in cites}, citing)
    return ReaderPage(
        source=citing.cited(document.source, in_full=True),
        parts=parts,
        footnotes=footnotes,
        headings=[line for part in parts for line in part.lines if line.block.kind == "heading"],
        links_out=links_out,
        links_in=links_in,
        versions=versions,
        newer=newest_after(document, versions),
    )


def with_passages(documents: "QuerySet[Document]") -> "QuerySet[Document]":
    """Each comes with what the page asks of its passages."""
    passages = Passage.objects.filter(document=OuterRef("pk"))
    return documents.annotate(passage_rows=Rows(passages, *BLOCK))


def _cites(document: Document, user: User | AnonymousUser) -> list[Cite]:
    attachments = Attachment.objects.filter(post=OuterRef("link__target__post"))
    references = (
        Reference.objects.visible_to(user)
        .filter(document=document)
        .select_related("link__target__post__account__agent", "link__target__post__thread")
        .annotate(
            target_status=F("target_document__text_status"),
            attachments=Rows(attachments, "position", "pk", "url", "kind"),
        )
        .order_by("start", "pk")
    )
    return [_cite(each, *ADDED(each)) for each in references]


def _cite(reference: Reference, status: str | None, attachments: list[tuple[int, int, str, str]]) -> Cite:
    carried = [(url, kind) for _position, _pk, url, kind in sorted(attachments)]
    return Cite(reference, status, carried)


def _footnotes(text: str, cites: Iterable[Cite], citing: Citing) -> list[Footnote]:
    notes: dict[int, Footnote] = {}
    marked: set[tuple[int, int]] = set()
    for number, (reference, status, carried) in enumerate(cites, start=1):
        source, is_note = reference.link.target, reference.kind == ReferenceKind.FOOTNOTE
        note = notes.get(source.pk)
        if note is None:
            opening = "" if source.title or is_note else _opening(text[reference.start : reference.end])
            relation = citing.label(Relation(reference.link.relation))
            note = Footnote(len(notes) + 1, citing.cited(source, in_full=True), relation, opening)
            notes[source.pk] = note
        place = Place(f"r{number}", reference, note, citing.check(reference, status))
        span = (reference.start, reference.end)
        if is_note and span not in marked:  # one note may cite several works
            place.mark = text[slice(*span)]
            marked.add(span)
        if reference.kind == ReferenceKind.POST and (post := post_of(source)):
            place.slip = citing.slip(post, carried)
        note.places.append(place)
    return list(notes.values())


def _fetch_contributors(sources: list[Source]) -> None:
    """Of all sources at once: one query."""
    people = Contribution.objects.select_related("agent").order_by("position", "pk")
    prefetch_related_objects(sources, Prefetch("contributions", people))


def _opening(quoted: str) -> str:
    """The first words, on one line."""
    line = quoted.strip().partition("\n")[0]
    return line if len(line) <= OPENING else line[:OPENING].rpartition(" ")[0] + "…"


def _parts(document: Document, places: list[Place], marks: Iterable[Mark]) -> Iterator[Part]:
    blocks = _blocks(document)
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


def _blocks(document: Document) -> list[Block]:
    rows = getattr(document, "passage_rows", None)
    if rows is None:
        rows = document.passages.order_by("number").values_list(*BLOCK)
    return sorted(Block(*row) for row in rows)


def _line(block: Block, words: SafeString, document: Document, tag: str) -> Line:
    plain = document.text[block.start : block.end]
    is_title = block.kind == "heading" and block.number <= NEAR_TOP
    title = document.source.title if is_title else ""
    return Line(block, words, plain, tag, bool(title) and text_key(heading_words(plain)) == text_key(title))


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
    marks = tuple([each.of for each in segment.ranges if each.kind == MARK])
    if len(marks) == len(segment.ranges):
        return Piece(segment.text, marks=marks)
    address, language = "", ""
    kinds: dict[str, None] = {}
    beginning: list[Mark] = []
    for each in segment.ranges:
        if each.kind == MARK:
            continue
        if each.kind == BEGINNING:
            beginning.extend(each.of)
            continue
        kinds[each.kind] = None
        if each.kind == "han":
            language = "und-Hani"
        elif each.kind == ReferenceKind.LINK:
            address = each.of.footnote.cited.name.address
        elif each.kind == "mark" or (each.kind == ReferenceKind.FOOTNOTE and each.of.mark):
            address = f"#n{each.of.footnote.number}"
    closing = tuple(each.of for each in segment.closing if each.kind in NUMBERED)
    return Piece(segment.text, " ".join(kinds), language, address, closing, marks, tuple(beginning))

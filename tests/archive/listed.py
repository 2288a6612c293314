"""What tests of citation lists share."""

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from accounts.roles import EDITOR
from archive.citation_lists.entries import add_entries
from archive.citation_lists.freezing import freeze_list
from archive.citation_lists.lists import make_list
from archive.citation_lists.sections import add_section
from archive.citation_lists.wanted import Wanted
from archive.models import CitationList, Document, ListEntry
from sources.citing.formatted import Citation, Formatted
from sources.citing.styles import Style
from sources.models import Post, Source
from tests.factories import make_source, make_user

CHICAGO = "chicago-notes-bibliography"


def make_citation_list(owner: User | None = None, title: str = "Lamps", **values: Any) -> CitationList:
    given: Any = {"title": title, "style": CHICAGO, "locale": "en-US"} | values
    return make_list(owner=owner or make_user(EDITOR), values=given)


def put(made: CitationList, *things: Source | Wanted, **more: Any) -> list[ListEntry]:
    """The entries of these sources and passages, added by the owner at the end of the list, in order."""
    wanted = [each if isinstance(each, Wanted) else Wanted(each.pk) for each in things]
    more.setdefault("actor", made.owner)
    add_entries(citation_list=made, wanted=wanted, **more)
    entries = {(each.source_id, each.start): each for each in made.entries.present()}
    return [entries[each.source, each.start] for each in wanted]


def put_titles(made: CitationList, *titles: str, **more: Any) -> list[ListEntry]:
    return put(made, *[make_source(each) for each in titles], **more)


def frozen_list(owner: User) -> CitationList:
    """A list with a section, a source, a post and a passage of what is here, and a frozen version."""
    made = make_citation_list(owner)
    document = Document.objects.whole().latest("pk")
    source, post = Source.objects.articles().latest("pk"), Post.objects.latest("pk")
    put(made, source)
    section = add_section(citation_list=made, heading="Seen on the quay", actor=owner)
    put(made, post.source, words_in(document, document.text[:40].strip()), section=section)
    freeze_list(citation_list=made, actor=owner, remark="As sent")
    return made


def words_in(document: Document, words: str) -> Wanted:
    """Where they first stand."""
    start = document.text.index(words)
    return Wanted(document.source_id, document.pk, start, start + len(words), words)


def titles(made: CitationList) -> list[str]:
    """Of what is there, by place; a heading stands before its entries."""
    said: list[str] = []
    section = None
    for each in made.entries.present().in_place().select_related("source", "section"):
        if each.section_id != section and each.section:
            said.append(f"[{each.section.heading}]")
            section = each.section_id
        said.append(each.source.title)
    return said


def plainly(citations: Sequence[Citation], style: Style, locale: str) -> list[Formatted]:
    """As `formatted`, at once: an entry in brackets, a note in braces; of posts, styles with notes have a note only."""
    return [_plain(each, style) for each in citations]


def _plain(citation: Citation, style: Style) -> Formatted:
    item, words = citation.item, str(citation.item.get("title") or citation.item["id"])
    note = f"{{{words}, {citation.locator}}}" if citation.locator else f"{{{words}}}"
    entry = "" if item["type"] == "post" and style.is_note else f"[<i>{words}</i>]"
    warning = "" if entry else "kept out"
    note, in_text = (note, "") if style.is_note else ("", note)
    return Formatted(bibliography=entry, note=note, in_text=in_text, short_note="", warning=warning)

"""The reader where the article has notes and a heading of its own: what is published stands once, and stays as it is."""

import re

import pytest
from django.test import Client

from archive.models import Document, Passage, PassageKind, ReferenceKind
from sources.models import Relation
from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db

NOTED = "The lamps count.1 They count again.1 Who pays?*\n1. See the tender.\n* See the budget."


def page_of(client: Client, document: Document) -> str:
    html = client.get(document.get_absolute_url()).content.decode()
    assert faults(html) == []
    return html


def words_of(html: str) -> str:
    """The kept words of all passages: what is inside their spans, without our own numbers."""
    drawn = html.replace("\n", "")
    kept = re.findall(r'<span class="words" data-start="\d+">(.*?)</span></(?:p|h\d)>', drawn)
    return "\n".join(re.sub(r"<sup.*?</sup>|<[^>]*>", "", each) for each in kept)


def cite(document: Document, title: str, start: int, length: int = 1) -> None:
    target = make.make_source(title)
    reference = make.make_reference(
        document, target, document.text[0], kind=ReferenceKind.FOOTNOTE, relation=Relation.CITES
    )
    type(reference).objects.filter(pk=reference.pk).update(start=start, end=start + length)


def test_a_published_mark_is_the_way_to_the_footnote_and_no_number_of_ours_stands_beside_it(
    client: Client,
) -> None:
    document = make.make_document(NOTED)
    known = make.make_source("Lamps of the north")
    make.make_reference(document, known, "The lamps", kind=ReferenceKind.LINK, relation=Relation.LINKS_TO)
    cite(document, "The tender", NOTED.index("1 They"))
    cite(document, "The budget", NOTED.index("*"))
    html = page_of(client, document)
    assert '<a class="footnote" href="#n2" id="r2" aria-label="1 (Reference 2)">1</a> They' in html
    assert '<a class="footnote" href="#n3" id="r3" aria-label="* (Reference 3)">*</a></span>' in html
    # The link has no mark of its own: there our number stands.
    assert html.count('<sup class="cite"') == 1 and 'id="r1"' in html
    assert "marked in the text with 1</span>" in html and "marked in the text with *</span>" in html
    assert 'href="#r2"' in html and 'href="#r3"' in html
    assert words_of(html) == NOTED


def test_a_note_that_cites_two_works_leads_to_both(client: Client) -> None:
    document = make.make_document(NOTED)
    for title in ("The tender", "The budget"):
        cite(document, title, NOTED.index("1 They"))
    html = page_of(client, document)
    assert html.count('class="footnote" href="#n1" id="r1"') == 1
    assert '<sup class="cite" id="r2"><a href="#n2" aria-label="Reference 2">2</a></sup> They' in html
    assert words_of(html) == NOTED


@pytest.mark.parametrize(
    ("title", "first", "repeated"),
    [
        ("The lamps that watched a harbour", "The lamps that watched a harbour", True),
        ("The lamps that watched a harbour", "# The  Lamps that watched a harbour", True),
        ("The lamps that watched a harbour", "Lamps", False),
        ("", "The lamps that watched a harbour", False),
    ],
)
def test_a_title_that_the_text_repeats_is_quiet_there_and_whole(
    client: Client, title: str, first: str, repeated: bool
) -> None:
    document = make.make_document(f"{first}\nThey count.", source=make.make_source(title))
    document.passages.filter(number=1).delete()
    Passage.objects.create(
        document=document, number=1, kind=PassageKind.HEADING, level=1, start=0, end=len(first), text_key="k"
    )
    html = page_of(client, document)
    quiet = '<h2 class="passage passage--heading passage--title" id="p1">'
    assert (quiet in html) is repeated
    assert words_of(html) == document.text


def test_a_paragraph_or_a_later_heading_is_not_the_title(client: Client) -> None:
    title = "The lamps that watched a harbour"
    document = make.make_document("\n".join([title, "One.", "Two.", title]), source=make.make_source(title))
    start = document.text.rindex(title)
    document.passages.filter(number=4).delete()
    Passage.objects.create(
        document=document,
        number=4,
        kind=PassageKind.HEADING,
        level=1,
        start=start,
        end=start + len(title),
        text_key="k",
    )
    assert "passage--title" not in page_of(client, document)

"""A list as it is read: its order, and for whom what of it is there."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from accounts.roles import EDITOR, READER
from accounts.visibility import State
from archive.citation_lists.lists import MOST_ENTRIES
from archive.citation_lists.orders import sort_name
from archive.citation_lists.preview import look_of, preview_of
from archive.citation_lists.reading import cited_sections, list_citations
from archive.citation_lists.sections import add_section
from archive.models import CitationList, Document, ReferenceKind
from sources.citing import engine
from sources.models import Source
from tests.archive.listed import make_citation_list, put, put_titles, words_in
from tests.factories import make_agent, make_document, make_post, make_reference, make_source, make_user

pytestmark = pytest.mark.django_db


def read(made: CitationList, order: str = "") -> str:
    sections = cited_sections(made, made.owner, order=order)
    return " ".join(
        f"{section.heading}:{','.join(str(each.source.title) for each in section.entries)}"
        for section in sections
    )


def test_by_author_by_date_and_by_hand() -> None:
    made = make_citation_list()
    quill, ash = make_agent("Ada Quill"), make_agent("Bo Ash")
    put(
        made,
        make_source("Late", authors=[quill], issued="2020-05"),
        make_source("Undated", authors=[ash], issued=""),
        make_source("Early", authors=[quill], issued="2019-01-02"),
        make_source("Anon", issued="2018"),
    )
    assert read(made) == ":Late,Undated,Early,Anon"
    assert read(made, "date") == ":Anon,Early,Late,Undated"
    assert read(made, "author") == ":Anon,Undated,Early,Late"  # a work without an author goes by its title


def test_an_order_holds_in_each_section() -> None:
    made = make_citation_list(order="date")
    section = add_section(citation_list=made, heading="Quay", actor=made.owner)
    put(made, make_source("D", issued="2004"), make_source("C", issued="2003"))
    put(made, make_source("B", issued="2002"), make_source("A", issued="2001"), section=section)
    assert read(made) == ":C,D Quay:A,B"


def test_by_where_the_texts_of_the_list_first_cite_them() -> None:
    cited = [make_source(each) for each in ("A", "B", "C", "Elsewhere")]
    text = make_document("One b, two a, three b, four c.", source=make_source("Text"))
    other = make_document("Not on the list: Elsewhere.", source=make_source("Other"))
    for words, source in (
        ("two a", cited[0]),
        ("One b", cited[1]),
        ("three b", cited[1]),
        ("four c", cited[2]),
    ):
        make_reference(text, source, words, kind=ReferenceKind.LINK)
    make_reference(other, cited[3], "Elsewhere", kind=ReferenceKind.LINK)
    made = make_citation_list(order="first_citation")
    put(made, cited[3], text.source, *cited[:3])
    assert read(made) == ":B,A,C,Elsewhere,Text"


def test_the_name_that_a_work_is_sorted_by() -> None:
    assert sort_name({"author": [{"family": "de Ash", "given": "Bo"}]}) < sort_name(
        {"author": [{"literal": "Quill"}]}
    )
    assert sort_name({"editor": [{"literal": "Quill"}], "title": "A"}) == sort_name({"title": "quill"})
    assert sort_name({"id": "x"}) == ""


def test_a_reader_sees_only_what_is_public_and_nothing_says_that_there_is_more() -> None:
    made = make_citation_list()
    draft = make_source("Hidden", state=State.DRAFT)
    hidden_text = make_document("The lamp.", source=make_source("Text in draft"), state=State.DRAFT)
    open_text = make_document("The lamp on the quay.", source=make_source("Open"))
    put(made, draft, words_in(hidden_text, "lamp"), words_in(open_text, "lamp"), make_source("Seen"))
    for nobody in (AnonymousUser(), make_user(READER)):
        titles = [each.item["title"] for each in list_citations(made, nobody)]
        assert titles == ["Open", "Seen"]
    assert len(list_citations(made, make_user(EDITOR))) == 4
    Document.objects.filter(pk=open_text.pk).update(state=State.DRAFT)
    assert [each.item["title"] for each in list_citations(made, AnonymousUser())] == ["Seen"]


def test_a_name_that_is_not_public_and_the_words_of_a_draft_are_not_in_an_item() -> None:
    hidden = make_agent("Mole Rat", state=State.DRAFT)
    post = make_post("The lamp is out.")
    Document.objects.filter(source=post.source).update(state=State.DRAFT)
    made = make_citation_list()
    put(made, make_source("Lamps", authors=[hidden]), post.source)
    told = str([each.item for each in list_citations(made, AnonymousUser())])
    assert "Mole Rat" not in told and "lamp is out" not in told
    told = str([each.item for each in list_citations(made, made.owner)])
    assert "Rat" in told and "lamp is out" in told


def test_a_passage_has_the_numbers_of_what_it_stands_in_and_its_words_in_code_points() -> None:
    document = make_document("灯塔 one.\nTwo 灯.\nThree.")
    made = make_citation_list()
    put(made, words_in(document, "one.\nTwo"), words_in(document, "灯."), document.source)
    entries = cited_sections(made, made.owner)[0].entries
    assert [each.citation.locator for each in entries] == ["1–2", "2", ""]
    assert [each.words for each in entries] == ["one.\nTwo", "灯.", ""]
    assert [each.address.partition("#")[2] for each in entries] == ["p1", "p2", ""]


@pytest.mark.usefixtures("plain_style")
def test_a_passage_in_notes_and_in_author_and_date() -> None:
    document = make_document("The lamp.", source=make_source("Lamps"))
    post = make_post("Out again.")
    made = make_citation_list()
    put(made, words_in(document, "lamp"), document.source, post.source)
    lines = preview_of(made, made.owner, look_of(made)).lines
    assert [str(each.main) for each in lines] == ["{Lamps, 1}", "[<i>Lamps</i>]", "{Out again.}"]
    assert [each.is_kept_out for each in lines] == [False, False, True]
    lines = preview_of(made, made.owner, look_of(made, style="apa")).lines
    assert [str(each.main) for each in lines] == ["[<i>Lamps</i>]", "[<i>Lamps</i>]", "[<i>Out again.</i>]"]
    assert [str(each.cited_as) for each in lines] == ["{Lamps, 1}", "", ""]


@pytest.mark.parametrize("style", ["nonsense", "\0"])
def test_what_is_asked_of_a_look_and_is_not_there_changes_nothing(style: str) -> None:
    made = make_citation_list()
    look = look_of(made, style=style, locale="xx", order="upside down")
    assert (look.style.id, look.locale, look.order) == (made.style, made.locale, "hand")


def test_reading_costs_the_same_whatever_the_length(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    made = make_citation_list(order="first_citation")
    owner = make_user(EDITOR)
    for count in (2, 20):
        put_titles(made, *[f"{count}.{each}" for each in range(count)])
        put(made, *[words_in(make_document("The lamp."), "lamp") for _each in range(count)])
        put(made, *[make_post().source for _each in range(count)])
        owner = type(owner).objects.get(pk=owner.pk)
        with django_assert_num_queries(8):
            list_citations(made, owner)


@pytest.mark.slow
def test_a_list_may_be_as_long_as_lists_may_be() -> None:
    """SQLite takes no condition of more than a thousand parts."""
    sources = Source.objects.bulk_create(
        Source(title=f"{each}", state=State.PUBLIC, issued="2019") for each in range(MOST_ENTRIES)
    )
    made = make_citation_list()
    put(made, *sources)
    citations = list_citations(made, made.owner)
    assert [each.item["title"] for each in citations] == [each.title for each in sources]


@pytest.mark.slow
def test_after_one_change_the_engine_runs_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not at all where nothing has changed, whatever the order."""
    runs: list[object] = []
    original = engine.cite

    def counted(*given: Any) -> Any:
        runs.append(given)
        return original(*given)

    monkeypatch.setattr(engine, "cite", counted)
    made = make_citation_list()
    quills = [make_agent(f"Ada Quill{letter}") for letter in "abcdefghijklmnopqrst"]
    entries = put(made, *[make_source(f"Lamps of {each}", authors=[each]) for each in quills])

    def looked_at(order: str = "") -> int:
        runs.clear()
        preview = preview_of(made, made.owner, look_of(made, order=order))
        assert not preview.failed and preview.count == 20
        return len(runs)

    assert looked_at() >= 1
    assert looked_at() == looked_at("author") == 0
    Source.objects.filter(pk=entries[7].source_id).update(title="Lamps, corrected")
    assert looked_at() == 1

"""The order of a list: by steps, by number, by drag; and two people at once."""

import random
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from accounts.models import AuditEntry
from accounts.roles import EDITOR, RESEARCHER
from archive.citation_lists.entries import remove_entry, restore_entry
from archive.citation_lists.ordering import number_entry, place_entry, settle_order, step_entry
from archive.citation_lists.places import DOWN, FIRST, LAST, STEPS, UP, Place
from archive.citation_lists.refusals import Refused
from archive.citation_lists.sections import add_section, move_section, remove_section, rename_section
from archive.models import CitationList, ListEntry, ListSection
from tests.archive.listed import make_citation_list, put_titles, titles
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def shelves() -> tuple[CitationList, dict[str, ListEntry], dict[str, ListSection]]:
    """A, B without a section; C, D under One; nothing under Two."""
    made = make_citation_list()
    sections = {
        each: add_section(citation_list=made, heading=each, actor=made.owner) for each in ("One", "Two")
    }
    rows = put_titles(made, "A", "B") + put_titles(made, "C", "D", section=sections["One"])
    return made, {each.source.title: each for each in rows}, sections


@pytest.mark.parametrize(
    ("name", "ways", "order"),
    [
        ("B", (UP,), "BA[One]CD"),
        ("A", (UP,), "AB[One]CD"),
        ("A", (DOWN,), "BA[One]CD"),
        ("A", (DOWN, DOWN), "B[One]ACD"),
        ("C", (UP,), "ABC[One]D"),
        ("D", (DOWN,), "AB[One]C[Two]D"),
        ("D", (DOWN, DOWN), "AB[One]C[Two]D"),
        ("D", (DOWN, UP), "AB[One]CD"),
        ("D", (FIRST,), "AB[One]DC"),
        ("C", (LAST,), "AB[One]DC"),
        ("C", (LAST, LAST), "AB[One]DC"),
        ("A", (FIRST,), "AB[One]CD"),
    ],
)
def test_steps(name: str, ways: tuple[str, ...], order: str) -> None:
    made, entries, _sections = shelves()
    for way in ways:
        step_entry(entry=entries[name], way=way, actor=made.owner)
    assert "".join(titles(made)) == order


@pytest.mark.parametrize(
    ("name", "section", "number", "order"),
    [
        ("A", "One", 1, "B[One]ACD"),
        ("A", "One", 2, "B[One]CAD"),
        ("A", "One", 99, "B[One]CDA"),
        ("A", "Two", 1, "B[One]CD[Two]A"),
        ("C", None, 2, "ACB[One]D"),
        ("C", "One", 2, "AB[One]DC"),
        ("D", "One", 1, "AB[One]DC"),
        ("A", None, 1, "AB[One]CD"),
    ],
)
def test_to_a_number_of_a_section(name: str, section: str | None, number: int, order: str) -> None:
    made, entries, sections = shelves()
    key = sections[section].pk if section else None
    number_entry(entry=entries[name], section=key, number=number, actor=made.owner)
    assert "".join(titles(made)) == order


def test_the_log_says_where_an_entry_stood_and_stands() -> None:
    made, entries, sections = shelves()
    number_entry(entry=entries["A"], section=sections["One"].pk, number=2, actor=made.owner)
    entry = AuditEntry.objects.about("citation_list", made.public_id).latest("pk")
    assert (entry.verb, entry.changes) == ("moved entry", {"A": ["1", "One, 2"]})


def test_a_place_that_is_gone_is_refused() -> None:
    made, entries, _sections = shelves()
    elsewhere = make_citation_list()
    other = add_section(citation_list=elsewhere, heading="Not here", actor=elsewhere.owner)
    with pytest.raises(Refused, match="section is not there"):
        place_entry(entry=entries["A"], place=Place(other.pk), actor=made.owner)
    with pytest.raises(Refused, match="not in this list"):
        place_entry(entry=entries["A"], place=Place(None, after=10**9), actor=made.owner)
    remove_entry(entry=entries["A"], actor=made.owner)
    with pytest.raises(Refused, match="taken out"):
        step_entry(entry=entries["A"], way=DOWN, actor=made.owner)
    assert "".join(titles(made)) == "B[One]CD"


def test_after_an_entry_that_somebody_moved_meanwhile_means_after_it() -> None:
    made, entries, sections = shelves()
    number_entry(entry=entries["B"], section=sections["Two"].pk, number=1, actor=made.owner)
    place_entry(entry=entries["A"], place=Place(None, after=entries["B"].pk), actor=made.owner)
    assert "".join(titles(made)) == "[One]CD[Two]BA"


def test_after_an_entry_that_was_taken_out_meanwhile_is_where_it_stood() -> None:
    made, entries, _sections = shelves()
    remove_entry(entry=entries["C"], actor=made.owner)
    place_entry(entry=entries["A"], place=Place(None, after=entries["C"].pk), actor=made.owner)
    restore_entry(entry=entries["C"], actor=made.owner)
    assert "".join(titles(made)) == "B[One]CAD"


def test_no_entry_goes_with_its_section() -> None:
    made, entries, sections = shelves()
    number_entry(entry=entries["B"], section=sections["Two"].pk, number=1, actor=made.owner)
    move_section(section=sections["Two"], way=UP, actor=made.owner)
    assert "".join(titles(made)) == "A[Two]B[One]CD"
    rename_section(section=sections["Two"], heading="II", actor=made.owner)
    remove_section(section=sections["One"], actor=made.owner)
    assert "".join(titles(made)) == "A[II]BCD"
    move_section(section=sections["Two"], way=DOWN, actor=made.owner)
    remove_section(section=sections["Two"], actor=made.owner)
    assert "".join(titles(made)) == "ABCD"
    with pytest.raises(Refused, match="not there any more"):
        rename_section(section=sections["Two"], heading="III", actor=made.owner)


def test_what_is_shown_becomes_the_order_by_hand() -> None:
    made, entries, _sections = shelves()
    CitationList.objects.update(order="date")
    shown = [entries[each].pk for each in "BADC"]
    settle_order(citation_list=made, entries=shown, actor=made.owner)
    assert "".join(titles(made)) == "BA[One]DC"
    assert CitationList.objects.get(pk=made.pk).order == "hand"


def test_nobody_else_moves_anything() -> None:
    made, entries, sections = shelves()
    other = make_user(RESEARCHER)
    with pytest.raises(PermissionDenied):
        step_entry(entry=entries["B"], way=UP, actor=other)
    with pytest.raises(PermissionDenied):
        remove_section(section=sections["One"], actor=other)
    assert "".join(titles(made)) == "AB[One]CD"


def test_any_row_of_moves_keeps_every_entry_and_the_order_of_the_rest() -> None:
    made, entries, sections = shelves()
    chance = random.Random(5)  # noqa: S311 - the same row each time
    keys: list[int | None] = [None, *(each.pk for each in sections.values())]
    for _each in range(60):
        name = chance.choice("ABCD")
        before = [each for each in titles(made) if each in "ABCD" and each != name]
        if chance.random() < 0.5:
            step_entry(entry=entries[name], way=chance.choice(STEPS), actor=made.owner)
        else:
            section, number = chance.choice(keys), chance.randint(1, 4)
            number_entry(entry=entries[name], section=section, number=number, actor=made.owner)
        after = [each for each in titles(made) if each in "ABCD"]
        assert sorted(after) == [*"ABCD"]
        assert [each for each in after if each != name] == before


def test_a_move_costs_the_same_whatever_the_length(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = make_citation_list()
    for count in (3, 60):
        entries = put_titles(made, *[f"{count}.{each}" for each in range(count)])
        with django_assert_num_queries(12):
            step_entry(entry=entries[-1], way=FIRST, actor=made.owner)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_lose_no_entry_and_no_place() -> None:
    owner, other = make_user(EDITOR), make_user(RESEARCHER)
    made = make_citation_list(owner, access="team")
    entries = put_titles(made, *[f"{each:02}" for each in range(12)])
    start, faults = threading.Barrier(2), []

    def work(actor: object, mine: list[ListEntry], name: str) -> None:
        try:
            start.wait()
            for place, entry in enumerate(mine):
                step_entry(entry=entry, way=LAST if place % 2 else UP, actor=actor)  # type: ignore[arg-type]
                put_titles(made, f"{name}{place}", actor=actor)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    hands = [
        threading.Thread(target=work, args=(owner, entries[::2], "x")),
        threading.Thread(target=work, args=(other, entries[1::2], "y")),
    ]
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    assert faults == []
    wanted = [f"{each:02}" for each in range(12)] + [f"{who}{each}" for who in "xy" for each in range(6)]
    assert sorted(titles(made)) == sorted(wanted)
    positions = list(made.entries.values_list("position", flat=True))
    assert len(set(positions)) == len(positions)

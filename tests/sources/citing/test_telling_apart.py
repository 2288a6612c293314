"""Units of works that may be cited in the same words: formatted alone they come out as in the whole list."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from sources.citing.formatted import Citation, formatted
from sources.citing.house_rules import mended_mention, printed
from sources.citing.stylefile import Telling, style_of
from sources.citing.styles import official_file, style_named
from sources.citing.telling_apart import Unit, units
from sources.citing.writing import Pinpoint, write

YEARS = Telling(at_all=True, names="primary-name", years=True)
BY_CITE = Telling(at_all=True, names="by-cite", years=False)
NOTHING = Telling(at_all=False, names="", years=False)


def work(family: str = "", given: str = "A", year: int = 2019, **more: Any) -> dict[str, Any]:
    authors = {"author": [{"family": family, "given": given}]} if family else {}
    return {"type": "book", "title": "T", "issued": {"date-parts": [[year]]}, **authors, **more}


@pytest.mark.parametrize(
    ("works", "telling", "expected"),
    [
        ([work("Arden"), work("Brook")], YEARS, [Unit((0,)), Unit((1,))]),
        ([work("Arden"), work("Brook"), work("arden")], YEARS, [Unit((0, 2)), Unit((1,))]),
        ([work("Arden"), work("Arden", year=2018)], YEARS, [Unit((0,)), Unit((1,))]),
        ([work("Arden"), work("Arden", "B", 2018)], YEARS, [Unit((0,), (1,)), Unit((1,), (0,))]),
        ([work("Arden"), work("Arden", "B", 2018)], BY_CITE, [Unit((0, 1))]),
        ([work("Arden"), work("Arden")], NOTHING, [Unit((0,)), Unit((1,))]),
        ([work(title="T"), work(title="t")], YEARS, [Unit((0, 1))]),
        (
            [work(title="T", publisher="P"), work(title="U", publisher="P"), work(title="U")],
            YEARS,
            [Unit((0, 1, 2))],
        ),
        ([], YEARS, []),
    ],
)
def test_units(works: list[dict[str, Any]], telling: Telling, expected: list[Unit]) -> None:
    assert [Unit(each.members, each.witnesses) for each in units(works, telling)] == expected


@pytest.mark.slow
@pytest.mark.parametrize(
    "style_id", ["chicago-author-date", "apa", "mla", "harvard-cite-them-right", "gb-t-7714-2015-author-date"]
)
def test_units_give_what_the_whole_list_gives(style_id: str, tmp_path: Path, settings: Settings) -> None:
    """Few names and few years, so that everything collides; each work alone in its unit, and all in one run."""
    chance, style = random.Random(7), style_named(style_id)  # noqa: S311 - the same at every run
    works = [some_work(chance, number) for number in range(60)]
    whole = write([(printed(each, style), Pinpoint()) for each in works], style, "en-US")
    expected = [mended_mention(each.cite, item, style) for each, item in zip(whole, works, strict=True)]
    for turn in range(3):
        settings.DATA_DIR = tmp_path / str(turn)  # nothing kept
        order = chance.sample(range(60), 60) if turn else list(range(60))
        # Where two are alike in all that sorts them, the order of the list decides: so it stays that of `works`.
        made = formatted([Citation(works[number]) for number in sorted(order)], style, "en-US")
        assert [each.in_text for each in made] == expected


def some_work(chance: random.Random, number: int) -> dict[str, Any]:
    names = [
        {"family": chance.choice("ABC"), "given": chance.choice(["Mia", "Noor"])}
        for _ in range(chance.choice([0, 1, 1, 2, 3]))
    ]
    item = work(
        year=chance.choice([2018, 2019]),
        title=chance.choice(["One", "Two", f"Title {number}"]),
        language="en",
    )
    return {**item, "id": f"w{number}", **({"author": names} if names else {"container-title": "C"})}


def test_a_note_refers_to_the_note_where_the_work_was_first_cited(tmp_path: Path, settings: Settings) -> None:
    """OSCOLA says `(n 2)`: the number is that of the list, whatever else was formatted along."""
    settings.DATA_DIR = tmp_path
    path = official_file("oscola")
    assert path is not None
    style = style_of(path.read_bytes(), id="oscola")
    one, two = work("Arden", title="One"), work("Brook", title="Two")
    made = formatted([Citation(one), Citation(two, "3"), Citation(two, "4")], style, "en-GB")
    assert "(n 1)" in made[0].short_note
    assert ["(n 2)" in each.short_note for each in made[1:]] == [True, True]
    assert json.dumps([each.note for each in made]).count("(n ") == 0

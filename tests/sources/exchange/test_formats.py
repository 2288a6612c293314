"""The registry of formats."""

from pathlib import Path

import pytest

from sources.exchange.formats import FORMATS, UnknownFormat, format_named, read_formats, written_formats
from tests.sources.exchange.losses import table


def test_each_name_leads_to_one_format() -> None:
    names = [name for each in FORMATS for name in (each.name, *each.aliases)]
    assert len(set(names)) == len(names)
    assert all(format_named(each.name) is each for each in FORMATS)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownFormat):
        format_named("wordperfect")


def test_menus_offer_what_can_be_done() -> None:
    assert all(each.write for each in written_formats())
    assert all(each.read for each in read_formats())
    assert format_named("csl") in written_formats()


def test_the_page_on_citations_lists_what_no_format_can_carry() -> None:
    page = (Path(__file__).parents[3] / "docs" / "citations.md").read_text()
    assert "\n".join(table()) in page

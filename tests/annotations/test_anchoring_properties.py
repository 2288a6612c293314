"""What holds for any text, any range and any revision."""

from hypothesis import given
from hypothesis import strategies as st

from annotations.alignment import carried, likeness, places
from annotations.anchoring import anchor, code_points_to_utf16, locate, utf16_to_code_points, verify
from annotations.candidates import floor_of
from annotations.reanchoring import find, reanchor

# Few letters, so that words repeat; an emoji, astral Han, a mark, a joiner, Arabic, CR LF.
LETTERS = st.text(alphabet="ab 灯港🙂𠮷\u0301\u200dم\r\n?", min_size=1, max_size=80)
ANY = st.text(min_size=1, max_size=80)
TEXTS = LETTERS | ANY


@st.composite
def ranges(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> tuple[str, int, int]:
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(ranges())
def test_offsets_survive(case: tuple[str, int, int]) -> None:
    text, start, end = case
    held = anchor(text, start, end)
    assert text[held.start : held.end] == held.exact
    assert text[start - len(held.prefix) : end + len(held.suffix)] == held.prefix + held.exact + held.suffix
    verify(text, held)
    assert locate(text, quote=held.quote, position=held.position) == held


@given(ranges())
def test_a_browser_and_the_server_mean_the_same_range(case: tuple[str, int, int]) -> None:
    text, start, end = case
    units = text.encode("utf-16-le", "surrogatepass")
    there = [code_points_to_utf16(text, place) for place in (start, end)]
    assert units[2 * there[0] : 2 * there[1]].decode("utf-16-le", "surrogatepass") == text[start:end]
    assert [utf16_to_code_points(text, place) for place in there] == [start, end]


@given(ranges())
def test_in_an_unchanged_text_the_very_range_is_found_even_where_its_words_repeat(
    case: tuple[str, int, int],
) -> None:
    text, start, end = case
    held = anchor(text, start, end)
    found = find(text, held.quote, near=start)
    assert found is not None
    assert (found.start, found.end) == (start, end)
    assert reanchor(text, text, held) is not None


@given(ranges(), TEXTS)
def test_no_answer_has_fewer_of_the_words_than_the_floor(case: tuple[str, int, int], new: str) -> None:
    text, start, end = case
    held = anchor(text, start, end)
    for found in (find(new, held.quote), find(new, held.quote, near=start), reanchor(text, new, held)):
        if found is not None:
            words = likeness(held.exact, new[found.start : found.end])
            assert words >= floor_of(held.exact)
            assert 0 <= found.score <= 1
            assert not found.sure or words == 1.0


@given(ranges(), st.integers(0, 80), TEXTS)
def test_words_put_in_elsewhere_do_not_make_another_place_sure(
    case: tuple[str, int, int], at: int, more: str
) -> None:
    """Whatever is put in outside the context, what is sure is the old words where they are now."""
    text, start, end = case
    held = anchor(text, start, end)
    new = (more if at < 40 else "") + text + (more if at >= 40 else "")
    found = reanchor(text, new, held)
    if found is not None and found.sure:
        assert new[found.start : found.end] == held.exact


@given(LETTERS, LETTERS)
def test_a_place_has_as_many_edits_as_it_says(query: str, text: str) -> None:
    for place in places(query, text, at_most=len(query)):
        longer = max(len(query), place.end - place.start)
        edits = round((1 - likeness(query, text[place.start : place.end])) * longer)
        # Two characters with the same low byte pass for one another, so there may be more edits, never fewer.
        alike = len({ord(letter) % 256 for letter in query + text}) < len(set(query + text))
        assert edits == place.edits or (alike and edits > place.edits)


@given(ranges(LETTERS), LETTERS)
def test_a_range_is_carried_into_the_text(case: tuple[str, int, int], text: str) -> None:
    query, start, end = case
    first, last = carried(query, text, start, end)
    assert 0 <= first <= last <= len(text)
    assert carried(query, query, start, end) == (start, end)

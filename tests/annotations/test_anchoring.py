"""Ranges as words and back, case by case."""

import pytest

from annotations.anchoring import (
    CONTEXT,
    SHORTEST_CONTEXT,
    AnchorError,
    AnchorMismatch,
    QuoteAmbiguous,
    QuoteMissing,
    RangeOutside,
    TextPosition,
    TextQuote,
    anchor,
    code_points_to_utf16,
    locate,
    utf16_to_code_points,
    verify,
)

LAMPS = "The lamps count people. Nobody was told. The lamps count ships."
TEXTS = {
    "Latin": ("The lamps count people.", "lamps"),
    "emoji before": ("🙂👁️ the lamps count people", "lamps"),
    "emoji inside": ("they wrote 🙂 twice", "wrote 🙂"),
    "astral Han": ("他在𠮷野家看见𡃁仔。", "𠮷野家"),
    "combining marks": ("q̈ŭị̃t the harbour", "ŭị̃"),
    "right to left": ("قال العمدة إن المصابيح تعد الناس", "المصابيح"),
    "both directions": ("The mayor said المصابيح (the lamps)", "المصابيح (the"),
    "over two blocks": ("one lamp\ntwo lamps", "lamp\ntwo"),
    "at the very start": ("Lamps count.", "Lamps"),
    "at the very end": ("Lamps count.", "count."),
    "all of it": ("灯", "灯"),
}


@pytest.mark.parametrize(("text", "words"), TEXTS.values(), ids=TEXTS)
def test_an_anchor_holds_the_words_and_what_is_around_them(text: str, words: str) -> None:
    start = text.index(words)
    held = anchor(text, start, start + len(words))
    assert held.exact == words
    assert held.prefix + held.exact + held.suffix == text  # all of these are short
    verify(text, held)
    assert locate(text, quote=held.quote) == locate(text, position=held.position) == held


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 3), (4, 2), (-1, 2), (0, 99), (98, 99)])
def test_what_is_no_range_of_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(RangeOutside, match=f"{start}–{end}.*{len(LAMPS)} characters"):
        anchor(LAMPS, start, end)
    with pytest.raises(RangeOutside):
        locate(LAMPS, position=TextPosition(start, end))


def test_other_words_in_the_range_are_refused_by_name() -> None:
    held = anchor(LAMPS, 4, 9)
    with pytest.raises(AnchorMismatch, match="At 4–9 stands “harbo”, not “lamps”") as caught:
        verify("The harbour counts people.", held)
    fault = caught.value
    assert (fault.start, fault.end, fault.expected, fault.found) == (4, 9, "lamps", "harbo")


def test_a_text_that_became_shorter_is_refused() -> None:
    with pytest.raises(RangeOutside):
        verify("The", anchor(LAMPS, 4, 9))


def test_context_is_as_long_as_it_says() -> None:
    held = anchor("x" * 500, 200, 210)
    assert len(held.prefix) == len(held.suffix) == CONTEXT


@pytest.mark.parametrize("character", ["e\u0323\u0302", "👩\u200d🚀", "👍🏽", "🇳🇴", "❤\ufe0f"])
def test_context_does_not_begin_or_end_inside_a_character(character: str) -> None:
    for shift in range(len(character)):
        text = "y" * shift + character * 200
        held = anchor(text, 120, 121)
        for side in (held.prefix, held.suffix):
            assert SHORTEST_CONTEXT <= len(side) <= CONTEXT
        assert (120 - len(held.prefix) - shift) % len(character) == 0
        assert (121 + len(held.suffix) - shift) % len(character) == 0


def test_a_character_longer_than_any_context_does_not_empty_it() -> None:
    held = anchor("e" + "\u0301" * 500, 250, 251)
    assert len(held.prefix) == CONTEXT


def test_a_repeated_phrase_is_told_apart_by_its_context() -> None:
    first = locate(LAMPS, quote=TextQuote("lamps count", suffix=" people"))
    second = locate(LAMPS, quote=TextQuote("lamps count", prefix="told. The "))
    assert (first.start, second.start) == (4, 45)


def test_a_repeated_phrase_alone_is_refused() -> None:
    with pytest.raises(QuoteAmbiguous, match="stands 2 times") as caught:
        locate(LAMPS, quote=TextQuote("lamps count"))
    assert caught.value.copies == 2


def test_a_repeated_phrase_with_its_position_is_the_one_there() -> None:
    quote = TextQuote("lamps count")
    assert locate(LAMPS, quote=quote, position=TextPosition(45, 56)).start == 45
    with pytest.raises(AnchorMismatch):
        locate(LAMPS, quote=quote, position=TextPosition(44, 55))


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        (TextQuote("harbour"), "“harbour” is not in this text"),
        (TextQuote("lamps", prefix="Our "), "“lamps” stands 2 times in this text, never in that context"),
        (TextQuote("x" * 99), f"“{'x' * 60}…” is not in this text"),
    ],
)
def test_words_that_do_not_stand_there_are_refused(quote: TextQuote, message: str) -> None:
    with pytest.raises(QuoteMissing, match=message):
        locate(LAMPS, quote=quote)


@pytest.mark.parametrize("quote", [None, TextQuote(""), TextQuote("", "The ", "lamps")])
def test_a_target_that_says_nothing_is_refused(quote: TextQuote | None) -> None:
    with pytest.raises(AnchorError, match="needs a quote or a position"):
        locate(LAMPS, quote=quote)


def test_words_from_a_form_are_put_into_the_form_of_kept_texts() -> None:
    kept = "caf\u00e9\nopen\nlate"
    sent = TextQuote("cafe\u0301\r\nopen", suffix="\rlate")
    with pytest.raises(QuoteMissing):
        locate(kept, quote=sent)
    held = locate(kept, quote=sent.normalised())
    assert (held.exact, held.suffix) == ("caf\u00e9\nopen", "\nlate")


@pytest.mark.parametrize(
    ("text", "units", "points"),
    [
        ("lamp", 4, 4),
        ("🙂 lamp", 2, 1),
        ("🙂 lamp", 3, 2),
        ("他在𠮷野", 4, 3),
        ("👩\u200d🚀!", 5, 3),
        ("e\u0301", 2, 2),
        ("", 0, 0),
    ],
)
def test_offsets_of_a_browser(text: str, units: int, points: int) -> None:
    assert utf16_to_code_points(text, units) == points
    assert code_points_to_utf16(text, points) == units


@pytest.mark.parametrize(("text", "units"), [("🙂 lamp", 1), ("lamp", 5), ("lamp", -1), ("𠮷", 1), ("𠮷", 3)])
def test_offsets_inside_a_character_or_beyond_the_text_are_refused(text: str, units: int) -> None:
    with pytest.raises(RangeOutside):
        utf16_to_code_points(text, units)


@pytest.mark.parametrize("points", [-1, 5])
def test_code_points_beyond_the_text_are_refused(points: int) -> None:
    with pytest.raises(RangeOutside):
        code_points_to_utf16("lamp", points)

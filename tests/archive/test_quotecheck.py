import pytest

from archive.quotecheck import check

KEPT = "The lamps count people, said the mayor, and nobody was told. 张三 saw it 🙂 first."


@pytest.mark.parametrize(
    ("quoted", "verdict", "words"),
    [
        (KEPT, "verbatim", KEPT),
        ("nobody was told", "verbatim", "nobody was told"),
        ("张三 saw it 🙂 first.", "verbatim", "张三 saw it 🙂 first."),
        (KEPT.replace(" ", "  ").upper(), "verbatim", KEPT),
        (
            "The lamps count people […] nobody was told.",
            "elided",
            "The lamps count people, said the mayor, and nobody was told.",
        ),
        ("The lamps [of the harbour] count people", "elided", "The lamps count people"),
        (
            "count people [...] saw it",
            "elided",
            "count people, said the mayor, and nobody was told. 张三 saw it",
        ),
        ("nobody was told […] The lamps count", "altered", KEPT),
        ("The lamps count ships", "altered", KEPT),
        ("[…]", "altered", KEPT),
    ],
)
def test_the_verdict_and_the_words_it_speaks_of(quoted: str, verdict: str, words: str) -> None:
    checked = check(quoted, KEPT)
    assert (checked.verdict, KEPT[checked.start : checked.end]) == (verdict, words)


def test_shortened_addresses_do_not_change_the_words() -> None:
    assert check("Look. pic.twitter.com/abc123", "Look. https://t.co/zzz9").verdict == "verbatim"

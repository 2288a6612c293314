"""The digest that the archive begins with, read whole. Skipped, visibly, where it is absent."""

from pathlib import Path

import pytest

from archive.reading import Proposal, read

FOLDER = Path(__file__).parents[4] / "shared" / "seeds"
SEEDS = sorted(FOLDER.glob("*.txt"))
pytestmark = pytest.mark.skipif(not SEEDS, reason="../shared/seeds is absent: the real digest was NOT read")


@pytest.fixture(scope="module")
def data() -> bytes:
    return SEEDS[0].read_bytes()


@pytest.fixture(scope="module")
def digest(data: bytes) -> Proposal:
    return read(data, name=SEEDS[0].name)


def test_the_text_is_the_paragraphs_of_the_file(data: bytes, digest: Proposal) -> None:
    paragraphs = [line.strip() for line in data.decode().split("\n") if line.strip()]
    assert digest.text == "\n".join(paragraphs)
    assert [digest.text[block.start : block.end] for block in digest.blocks] == paragraphs
    assert {block.kind for block in digest.blocks} == {"paragraph"}


def test_how_it_was_read(data: bytes, digest: Proposal) -> None:
    assert (digest.media_type, digest.encoding, digest.encoding_origin) == ("text/plain", "utf-8", "valid")
    assert digest.size == len(data)
    assert digest.warnings == ()
    assert digest.metadata.title.value == ""
    assert Proposal.from_json(digest.to_json()) == digest


def test_posts_by_account_and_day(digest: Proposal) -> None:
    counts: dict[tuple[str, str, str], int] = {}
    for post in digest.posts:
        key = (post.handle, post.display_name, post.posted)
        counts[key] = counts.get(key, 0) + 1
    assert counts == {
        ("paulmozur", "Paul Mozur 孟建国", "2019-12-18"): 8,
        ("S_Rabinovitch", "Simon Rabinovitch", "2019-12-16"): 11,
        ("ipvideo", "IPVM", "2019-12-16"): 1,
        ("YuanfenYang", "Yuan Yang", "2019-12-11"): 2,
    }
    assert {post.platform for post in digest.posts} == {"x"}


def test_threads_and_their_numbers(digest: Proposal) -> None:
    numbers = {post.key: post.thread_number for post in digest.posts}
    assert [
        (thread.handle, thread.basis, thread.length, [numbers[key] for key in thread.posts])
        for thread in digest.threads
    ] == [
        ("paulmozur", "consecutive", None, [None] * 8),
        ("S_Rabinovitch", "numbered", 11, list(range(1, 12))),
        ("ipvideo", "numbered", 2, [2]),
        ("YuanfenYang", "numbered", None, [2, 3]),
    ]


@pytest.mark.parametrize(
    ("number", "start", "end"),
    [
        (1, "I had a look", "pic.twitter.com/b7v5igzSOb"),
        (3, "Website design", "pic.twitter.com/4NH5bdgAZ1"),
        (5, "Carefree children", "pic.twitter.com/zCHPVl2FTd"),
        (6, "Several companies talk", "pic.twitter.com/xNprNO9vdJ"),
        (10, "Actually the Chinese firms", "pic.twitter.com/5lp0SRAynQ"),
    ],
)
def test_posts_of_several_paragraphs_are_whole(digest: Proposal, number: int, start: str, end: str) -> None:
    (post,) = (
        post for post in digest.posts if (post.handle, post.thread_number) == ("S_Rabinovitch", number)
    )
    words = digest.words(post.span)
    assert words.startswith(start)
    assert words.endswith(end)
    assert words.count("\n") == 1
    assert post.confidence > 0.9


def test_only_those_posts_have_several_paragraphs(digest: Proposal) -> None:
    assert sum("\n" in digest.words(post.span) for post in digest.posts) == 5


def test_every_post_ends_at_its_signature(digest: Proposal) -> None:
    for post in digest.posts:
        assert post.signature is not None
        signature = digest.words(post.signature)
        assert signature.startswith(f"— {post.display_name} (@{post.handle}) December ")
        assert digest.text[post.span.end : post.signature.start] in ("", "\n")
        assert "— " + post.display_name not in digest.words(post.span)


def test_media_and_links_of_the_posts(digest: Proposal) -> None:
    media = [url for post in digest.posts for url in post.media]
    assert len(set(media)) == len(media) == 12
    assert all(url.startswith("https://pic.twitter.com/") and len(url) == 34 for url in media)
    assert [url for post in digest.posts for url in post.links] == ["https://t.co/zThx7ce6xd"]
    assert digest.links == ()


def test_quotations(digest: Proposal) -> None:
    first, second = digest.quotations
    assert digest.words(first.span).startswith("Chinese authorities are knitting")
    assert digest.words(first.span).endswith("and travel records.")
    assert digest.words(second.span).startswith("In the wake of the leaks")
    assert digest.words(second.span).endswith("predict them precisely.")
    assert [digest.words(quotation.mark) for quotation in (first, second) if quotation.mark] == [
        "[Source]"
    ] * 2
    assert [digest.words(span) for span in first.elisions] == ["[…]"] * 3
    assert [digest.words(span) for span in first.insertions] == ["[housing]"]
    assert (second.elisions, second.insertions) == ((), ())


def test_line_ends_and_byte_order_mark_change_nothing(data: bytes, digest: Proposal) -> None:
    windows = read(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), name="digest.txt")
    assert windows.text == digest.text
    assert windows.posts == digest.posts
    assert windows.quotations == digest.quotations
    assert windows.sha256 != digest.sha256


def test_blank_lines_between_paragraphs_change_nothing(data: bytes, digest: Proposal) -> None:
    spaced = read(data.replace(b"\n", b"\n\n"))
    assert (spaced.text, spaced.posts, spaced.quotations) == (digest.text, digest.posts, digest.quotations)

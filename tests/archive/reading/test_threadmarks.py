"""Thread numbers, what is not one, and the threads they make."""

import pytest

from archive.reading.proposal import FoundPost, Span
from archive.reading.threadmarks import ThreadMark, begins_with_threadmark, find_threadmark, group, settled


@pytest.mark.parametrize(
    ("text", "number", "length"),
    [
        ("Words. (3/x) pic.twitter.com/4NH5bdgAZ1", 3, None),
        ("Words. (3/x)", 3, None),
        ("Words. (12/n) https://t.co/a pic.twitter.com/b", 12, None),
        ("Words 3/x", 3, None),
        ("Words 4/N", 4, None),
        ("Words. 2/", 2, None),
        ("2/ The fact", 2, None),
        ("2/\nThe fact", 2, None),
        ("12/今天", 12, None),
        ("1/n A thread", 1, None),
        ("1/x: A thread", 1, None),
        ("(1/?) A thread", 1, None),
        ("1/… A thread", 1, None),
        ("[4/7] Words", 4, 7),
        ("Words [4/7]", 4, 7),
        ("【4/7】文字", 4, 7),
        ("🧵 1/9 Words", 1, 9),
        ("🧵1/ Words", 1, None),
        ("Words (21/25)", 21, 25),
        ("Words in that time 2/2", 2, 2),
        ("Words. (3/3)", 3, 3),
    ],
)
def test_a_sure_number(text: str, number: int, length: int | None) -> None:
    mark = find_threadmark(text)
    assert mark is not None
    assert (mark.number, mark.length, mark.sure) == (number, length, True)


@pytest.mark.parametrize(
    "text",
    [
        "Since 12/18",
        "Words (11/11)",
        "They met on 9/11",
        "I rate it 7/10",
        "1/5 Words",
        "Ends 10/10",
        "(4/7)",
        "5/40 Words",
        "I give it 89/100",
        "(89/100)",
    ],
)
def test_an_ambiguous_number_is_not_sure(text: str) -> None:
    mark = find_threadmark(text)
    assert mark is not None
    assert not mark.sure
    assert settled([mark]) == [None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Watched 24/7",
        "24/7 surveillance",
        "It ended 3/2",
        "1/2 of the firms",
        "3/4-inch pipe",
        "12/18/2019 it began",
        "It began 12/18/2019",
        "Half, or 1/2, of them",
        "On 12/18 it began",
        "1/1",
        "0/5 stars",
        "and/or",
        "km/h",
        "Words 5/1000",
        "See example.org/2/",
        "See https://example.org/2/3",
        "1/3rd of it",
        "2/ 3 of it",
    ],
)
def test_what_is_not_a_number(text: str) -> None:
    assert find_threadmark(text) is None


def test_a_neighbour_settles_an_ambiguous_number() -> None:
    third, fourth, other = (
        ThreadMark(3, 7, False, False),
        ThreadMark(4, 7, False, False),
        ThreadMark(9, 11, False, False),
    )
    assert settled([third, None, fourth, other]) == [third, None, fourth, None]
    last = ThreadMark(11, 11, False, False)
    assert settled([ThreadMark(10, None, True, False), last])[1] == last


def test_only_the_beginning_counts_for_a_paragraph() -> None:
    assert begins_with_threadmark("  2/ Words") == ThreadMark(2, None, True, True)
    assert begins_with_threadmark("Words 2/2") is None


def posts(*rows: tuple[str, str, str]) -> tuple[str, list[FoundPost]]:
    """A text and its posts from rows of words, handle and day; `""` as handle makes a passage between posts."""
    text = ""
    found: list[FoundPost] = []
    for words, handle, day in rows:
        if handle:
            span = Span(len(text), len(text) + len(words))
            found.append(FoundPost(f"p{len(found) + 1}", span, platform="x", handle=handle, posted=day))
        text += f"{words}\n"
    return text, found


def test_numbered_posts_make_a_thread_whose_length_one_of_them_states() -> None:
    text, found = posts(
        ("a (1/x)", "A", "1"), ("b (2/x)", "a", "1"), ("Words between.", "", ""), ("c (3/3)", "A", "2")
    )
    grouped, (thread,) = group(text, found)
    assert (thread.posts, thread.length, thread.basis) == (("p1", "p2", "p3"), 3, "numbered")
    assert [(post.thread, post.thread_number, post.thread_length) for post in grouped] == [
        ("t1", 1, 3),
        ("t1", 2, 3),
        ("t1", 3, 3),
    ]


def test_numbers_that_fall_or_lengths_that_differ_begin_another_thread() -> None:
    text, found = posts(*((f"w {mark}", "A", "1") for mark in ("[1/3]", "[3/3]", "[2/3]", "[3/5]", "4/x")))
    _, threads = group(text, found)
    assert [(thread.posts, thread.length) for thread in threads] == [
        (("p1", "p2"), 3),
        (("p3",), 3),
        (("p4", "p5"), 5),
    ]


def test_threads_of_two_accounts_may_interleave() -> None:
    text, found = posts(
        *((f"w {number}/x", handle, "1") for number, handle in ((1, "A"), (1, "B"), (2, "A"), (2, "B")))
    )
    _, threads = group(text, found)
    assert [thread.posts for thread in threads] == [("p1", "p3"), ("p2", "p4")]


def test_posts_far_apart_are_no_thread() -> None:
    text, found = posts(("w 1/x", "A", "1"), *(("w", f"B{n}", "1") for n in range(6)), ("w 2/x", "A", "1"))
    assert [thread.posts for thread in group(text, found)[1]] == [("p1",), ("p8",)]


def test_posts_without_numbers_are_a_thread_when_nothing_stands_between_them() -> None:
    rows = [
        ("a", "A", "1"),
        ("b", "A", "1"),
        ("c", "A", "2"),
        ("d", "A", "2"),
        ("Words.", "", ""),
        ("e", "A", "2"),
    ]
    text, found = posts(*rows, ("f", "B", "2"))
    grouped, threads = group(text, found)
    assert [(thread.posts, thread.basis) for thread in threads] == [
        (("p1", "p2"), "consecutive"),
        (("p3", "p4"), "consecutive"),
    ]
    assert [post.thread for post in grouped] == ["t1", "t1", "t2", "t2", "", ""]
    assert {post.thread_number for post in grouped} == {None}

"""Whatever comes in: a sound proposal, or a refusal in words."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.reading import Proposal, UnreadableInput, read

SIGNED = "— Ann (@ann) March 2, 2020"


def check(proposal: Proposal) -> None:
    """What every proposal must keep, whatever was read."""
    text = proposal.text
    assert "\n".join(text[block.start : block.end] for block in proposal.blocks) == text
    assert all(block.start < block.end for block in proposal.blocks)
    assert all(after.start == before.end + 1 for before, after in pairwise(proposal.blocks))
    assert all(
        piece == piece.strip() for piece in (text[block.start : block.end] for block in proposal.blocks)
    )
    spans = [span for post in proposal.posts for span in (post.span, post.signature) if span]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    for quotation in proposal.quotations:
        inner = [*quotation.elisions, *quotation.insertions]
        assert all(quotation.span.start <= span.start < span.end <= quotation.span.end for span in inner)
        assert (
            quotation.mark is None
            or quotation.span.end <= quotation.mark.start < quotation.mark.end <= len(text)
        )
        assert all(quotation.span.end <= span.start or span.end <= quotation.span.start for span in spans)
    keys = [post.key for post in proposal.posts]
    assert len(set(keys)) == len(keys)
    assert all(set(thread.posts) <= set(keys) for thread in proposal.threads)
    assert Proposal.from_json(proposal.to_json()) == proposal


PIECES = st.sampled_from(
    [
        *(
            "Words.",
            "Said:",
            "说：",
            "[…] more",
            "[housing]",
            " [Source]",
            "[来源]",
            "# Part",
            "===",
            "---",
            "- item",
            "> quote",
        ),
        *(
            "1/ one",
            "2/ two",
            "(3/x)",
            "(3/3)",
            "2/2",
            "pic.twitter.com/abc",
            "https://t.co/x",
            "12/18",
            SIGNED,
        ),
        *(
            "— Ben (@ben) March 3, 2020",
            "— Ann (@ann) February 30, 2020",
            "\u200b",
            "\u202e",
            "\x07",
            "e\u0301",
            "🧵",
        ),
    ]
)
ARTICLES = st.lists(
    st.tuples(st.one_of(PIECES, st.text(max_size=8)), st.sampled_from(["\n", "\n\n", " ", "", "\r\n"])),
    max_size=24,
).map(lambda rows: "".join(piece + end for piece, end in rows))


@settings(max_examples=300, deadline=None)
@given(st.one_of(ARTICLES, st.text()))
@example(f"[Source]\n{SIGNED}")
@example(f"{SIGNED}{SIGNED}")
@example("\ufeff\ufeff\u3000a\u3000")
def test_any_text_gives_a_sound_proposal_or_a_refusal(text: str) -> None:
    try:
        proposal = read(text.encode("utf-8", "replace"), media_type="text/plain")
    except UnreadableInput as refusal:
        assert refusal.code
        return
    if proposal.media_type == "text/plain":
        check(proposal)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(), ARTICLES.map(lambda text: text.encode("utf-16", "replace"))))
def test_any_bytes_give_a_sound_proposal_or_a_refusal(data: bytes) -> None:
    try:
        check(read(data, name="a.txt"))
    except UnreadableInput as refusal:
        assert refusal.code

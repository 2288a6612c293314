from archive.passages import passages_of, passages_within
from archive.reading.proposal import Block, FoundPost, FoundQuotation, Proposal, Span

TEXT = "Intro.\nFirst.\nSecond.\n— A (@a) May 1, 2020\nQuoted. [Source]\nEnd."
BLOCKS = tuple(
    Block("paragraph", start, start + len(line))
    for line, start in ((line, TEXT.index(line)) for line in TEXT.split("\n"))
)


def proposal(*, accepted: bool = True) -> Proposal:
    post = FoundPost("p1", Span(7, 21), Span(22, 42), accepted=accepted)
    start = TEXT.index("Quoted")
    quotation = FoundQuotation("q1", Span(start, start + 7), accepted=accepted)
    return Proposal(
        "", "text/plain", "utf-8", "", "", 0, TEXT, BLOCKS, posts=(post,), quotations=(quotation,)
    )


def test_passages_are_numbered_and_say_what_they_are() -> None:
    assert [(each.number, each.kind) for each in passages_of(proposal())] == [
        (1, "paragraph"),
        (2, "post"),
        (3, "post"),
        (4, "attribution"),
        (5, "quotation"),
        (6, "paragraph"),
    ]


def test_a_rejected_finding_leaves_plain_paragraphs() -> None:
    assert {each.kind for each in passages_of(proposal(accepted=False))} == {"paragraph"}


def test_a_part_of_the_text_has_offsets_of_its_own() -> None:
    span = Span(7, 21)
    words = TEXT[span.start : span.end]
    assert [words[each.start : each.end] for each in passages_within(BLOCKS, span, "post")] == [
        "First.",
        "Second.",
    ]

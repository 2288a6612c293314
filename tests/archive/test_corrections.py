"""Corrections of a proposal, as tables: no database, no request."""

from dataclasses import replace
from typing import Any

import pytest

from archive.corrections import (
    BY_HAND,
    NEW_THREAD,
    Addition,
    CannotCorrect,
    Edits,
    LinkEdit,
    Place,
    Places,
    PostEdit,
    QuotationEdit,
    correct,
    findings,
    labels,
)
from archive.reading import Proposal, read
from archive.reading.proposal import Found, FoundLink, FoundPost, Metadata, Span
from tests.archive.articles import ARTICLE


@pytest.fixture
def proposal() -> Proposal:
    """Two posts of one thread (¶ 5, and ¶ 7–8), and a quotation (¶ 11)."""
    return read(ARTICLE.encode(), name="harbour.txt")


def post_edit(proposal: Proposal, key: str, **changes: Any) -> PostEdit:
    """The post as it is, but for the changes."""
    post = next(each for each in proposal.posts if each.key == key)
    same = {name: getattr(post, name) for name in PostEdit.__dataclass_fields__ if hasattr(post, name)}
    return PostEdit(**{**same, "place": Places(proposal).of(post.span), **changes})


def with_posts(proposal: Proposal, **edits: PostEdit) -> Proposal:
    return correct(proposal, Edits(posts=edits))


def faults_of(proposal: Proposal, edits: Edits) -> list[tuple[str, str]]:
    with pytest.raises(CannotCorrect) as refused:
        correct(proposal, edits)
    return [(fault.key, fault.field) for fault in refused.value.faults]


def test_nothing_typed_changes_nothing(proposal: Proposal) -> None:
    same = {post.key: post_edit(proposal, post.key) for post in proposal.posts}
    assert correct(proposal, Edits()) == proposal
    assert with_posts(proposal, **same) == proposal


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("handle", "adaquill2"),
        ("display_name", "Ada Quill"),
        ("platform", "mastodon"),
        ("posted", "2021-03-04"),
        ("platform_id", "1234"),
        ("url", "https://example.org/1234"),
        ("text_status", "translated"),
        ("thread_number", 7),
    ],
)
def test_a_field_of_a_post_is_changed_and_then_sure(proposal: Proposal, field: str, value: Any) -> None:
    alone = {"thread": "", "thread_length": None}
    changed = with_posts(proposal, p1=post_edit(proposal, "p1", **alone, **{field: value})).posts[0]
    assert getattr(changed, field) == value
    assert (changed.confidence, changed.reason) == (1.0, "")


def test_an_at_sign_is_no_part_of_a_handle(proposal: Proposal) -> None:
    edits = {key: post_edit(proposal, key, handle="@quill") for key in ("p1", "p2")}
    corrected = with_posts(proposal, **edits)
    assert [post.handle for post in corrected.posts] == ["quill", "quill"]
    assert corrected.threads[0].handle == "quill"


def test_moved_words_take_their_media_along(proposal: Proposal) -> None:
    shorter = with_posts(proposal, p1=post_edit(proposal, "p1", place=Place(5, 5, "", "it is not new.")))
    assert proposal.words(shorter.posts[0].span).endswith("it is not new.")
    assert shorter.posts[0].media == ()
    longer = with_posts(shorter, p1=post_edit(shorter, "p1", place=Place(4, 5)))
    assert longer.posts[0].media == ("https://pic.twitter.com/aaaa1111",)


def test_media_that_only_the_markup_gave_stay(proposal: Proposal) -> None:
    from_markup = "https://pic.example/cover.jpg"
    post = replace(proposal.posts[0], media=(*proposal.posts[0].media, from_markup))
    given = replace(proposal, posts=(post, *proposal.posts[1:]))
    moved = with_posts(given, p1=post_edit(given, "p1", place=Place(5, 5, "", "it is not new.")))
    assert moved.posts[0].media == (from_markup,)


def test_a_signature_taken_into_the_words_is_none(proposal: Proposal) -> None:
    swallowed = with_posts(proposal, p1=post_edit(proposal, "p1", place=Place(5, 6)))
    assert swallowed.posts[0].signature is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"posted": "last spring"}, "posted"),
        ({"posted": "2021-02-30"}, "posted"),
        ({"url": "not an address"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"place": Place(5, 5, "camera in the")}, "begins"),
        ({"place": Place(77, 77)}, "first"),
        ({"place": Place(5, 7)}, "first"),  # over the words of Post 2
        ({"handle": "another"}, "thread"),
        ({"handle": "two/steps"}, "handle"),
        ({"thread_length": 5, "thread": "t1"}, ""),
    ],
)
def test_what_cannot_be_names_finding_and_field(proposal: Proposal, changes: Any, field: str) -> None:
    edits = Edits(posts={"p1": post_edit(proposal, "p1", **changes)})
    if not field:
        assert correct(proposal, edits).threads[0].length == 5
        return
    assert field in {name for _key, name in faults_of(proposal, edits)}


def test_all_faults_are_named_at_once(proposal: Proposal) -> None:
    edits = Edits(
        metadata={"issued": "soon", "url": "here", "language": "Englisch!"},
        posts={"p1": post_edit(proposal, "p1", posted="soon")},
        links={},
    )
    assert faults_of(proposal, edits) == [
        ("metadata", "issued"),
        ("metadata", "url"),
        ("metadata", "language"),
        ("p1", "posted"),
    ]


def test_an_overlap_names_both(proposal: Proposal) -> None:
    with pytest.raises(CannotCorrect, match=r"Post 1 and Post 2 overlap in ¶ 7"):
        with_posts(proposal, p1=post_edit(proposal, "p1", place=Place(5, 7)))


def test_a_rejected_post_is_in_nobodys_way(proposal: Proposal) -> None:
    corrected = with_posts(
        proposal,
        p1=post_edit(proposal, "p1", place=Place(5, 8)),
        p2=post_edit(proposal, "p2", accepted=False),
    )
    assert [post.accepted for post in corrected.posts] == [True, False]
    assert corrected.threads[0].posts == ("p1",)


def test_a_rejected_post_comes_back_to_its_thread(proposal: Proposal) -> None:
    rejected = with_posts(proposal, p2=post_edit(proposal, "p2", accepted=False))
    back = with_posts(rejected, p2=post_edit(rejected, "p2", accepted=True))
    assert back == proposal


def test_threads_follow_their_numbers_and_agree_on_a_length(proposal: Proposal) -> None:
    corrected = with_posts(
        proposal,
        p1=post_edit(proposal, "p1", thread_number=3, thread_length=3),
        p2=post_edit(proposal, "p2"),
    )
    thread = corrected.threads[0]
    assert (thread.posts, thread.length) == (("p2", "p1"), 3)
    assert [post.thread_length for post in corrected.posts] == [3, 3]


def test_two_new_lengths_of_one_thread_are_a_fault(proposal: Proposal) -> None:
    edits = {
        "p1": post_edit(proposal, "p1", thread_length=3),
        "p2": post_edit(proposal, "p2", thread_length=4),
    }
    assert faults_of(proposal, Edits(posts=edits)) == [("p2", "thread_length")]


def test_a_post_leaves_its_thread_for_one_of_its_own(proposal: Proposal) -> None:
    corrected = with_posts(proposal, p2=post_edit(proposal, "p2", thread=NEW_THREAD))
    assert [(each.key, each.posts) for each in corrected.threads] == [("t1", ("p1",)), ("t2", ("p2",))]


@pytest.mark.parametrize("kind", ["post", "quotation", "link"])
def test_a_finding_is_added_and_taken_out_again(proposal: Proposal, kind: Any) -> None:
    added = correct(proposal, Edits(addition=Addition(kind, Place(3, 3, "first figures"))))
    new = next(found for found in findings(added) if found.key == "added1")
    assert added.words(new.span) == "first figures last week."
    edit: dict[str, Any] = {"place": Places(added).of(new.span), "removed": True}
    taken_out = {
        "post": Edits(posts={"added1": PostEdit(**edit)}),
        "quotation": Edits(quotations={"added1": QuotationEdit(**edit)}),
        "link": Edits(links={"added1": LinkEdit(**edit)}),
    }
    assert correct(added, taken_out[kind]) == proposal


def test_what_was_read_is_never_taken_out(proposal: Proposal) -> None:
    assert with_posts(proposal, p1=post_edit(proposal, "p1", removed=True)) == proposal


def test_an_added_finding_that_overlaps_is_refused_where_it_was_typed(proposal: Proposal) -> None:
    assert faults_of(proposal, Edits(addition=Addition("post", Place(5, 5)))) == [("add", "first")]
    assert faults_of(proposal, Edits(addition=Addition("post", Place(3, 3, "nowhere")))) == [
        ("add", "begins")
    ]


def test_keys_of_added_findings_are_never_the_same(proposal: Proposal) -> None:
    one = correct(proposal, Edits(addition=Addition("link", Place(1, 1))))
    two = correct(one, Edits(addition=Addition("post", Place(2, 2))))
    assert [found.key for found in findings(two)][:2] == ["added1", "added2"]


def test_findings_are_called_by_kind_and_place(proposal: Proposal) -> None:
    with_link = correct(proposal, Edits(addition=Addition("link", Place(1, 1))))
    assert labels(with_link) == {"added1": "Link 1", "p1": "Post 1", "p2": "Post 2", "q1": "Quotation 1"}


def test_metadata_says_which_field_a_person_changed() -> None:
    found = Metadata(title=Found("Lamps", "first heading"), authors=(Found("Ada Quill", "byline"),))
    proposal = replace(read(ARTICLE.encode()), metadata=found)
    said = {
        "title": "Lamps",
        "authors": "Ada  Quill\n\n Bo Wick \n",
        "container": "The Lantern",
        "issued": "",
    }
    metadata = correct(proposal, Edits(metadata=said)).metadata
    assert metadata.title == Found("Lamps", "first heading")
    assert metadata.authors == (Found("Ada Quill", "byline"), Found("Bo Wick", BY_HAND))
    assert metadata.container == Found("The Lantern", BY_HAND)
    assert metadata.issued == Found()


def test_an_emptied_field_is_not_known() -> None:
    proposal = replace(read(ARTICLE.encode()), metadata=Metadata(title=Found("Lamps", "first heading")))
    assert correct(proposal, Edits(metadata={"title": ""})).metadata.title == Found()


def test_the_source_of_a_quotation_is_described(proposal: Proposal) -> None:
    quotation = proposal.quotations[0]
    said = {"title": "Bulletin 7", "authors": "Harbour office", "container": "", "issued": "2021", "url": ""}
    edit = QuotationEdit(place=Places(proposal).of(quotation.span), said=said)
    corrected = correct(proposal, Edits(quotations={"q1": edit})).quotations[0]
    assert (corrected.title, corrected.author) == ("Bulletin 7", "Harbour office")
    assert corrected.cited.issued == Found("2021", BY_HAND)
    assert corrected.mark == quotation.mark


def test_a_moved_quotation_finds_its_elisions_again() -> None:
    proposal = read("They wrote:\nLamps see. […] They [all] count.[Source]\nSo it went.".encode())
    start = Places(proposal).of(proposal.quotations[0].span)
    shorter = replace(start, begins="They [all]")
    edits = Edits(quotations={"q1": QuotationEdit(place=shorter)})
    moved = correct(proposal, edits).quotations[0]
    assert len(proposal.quotations[0].elisions) == 1
    assert moved.elisions == ()
    assert [proposal.words(each) for each in moved.insertions] == ["[all]"]


def test_the_address_of_a_link_is_changed_with_what_its_page_said() -> None:
    proposal = read(b"Seen at https://example.org/a today.\nThat was all.")
    link = proposal.links[0]
    edit = LinkEdit(place=Places(proposal).of(link.span), said={"url": "https://example.org/b"})
    changed = correct(proposal, Edits(links={link.key: edit})).links[0]
    assert (changed.url, changed.cited.url.value) == ("https://example.org/b", "https://example.org/b")


def test_a_strange_address_that_was_read_is_not_judged_again() -> None:
    proposal = replace(
        read(b"One line.\nAnother one."), links=(FoundLink("l1", Span(0, 3), url="mailto:quay@example.org"),)
    )
    edit = LinkEdit(place=Place(1, 1, "", "One"), said={"url": "mailto:quay@example.org"})
    assert correct(proposal, Edits(links={"l1": edit})) == proposal


def test_an_embed_with_its_words_found_has_them() -> None:
    bare = FoundPost("p1", Span(0, 9), has_text=False)
    proposal = replace(read(b"One line.\nAnother one."), posts=(bare,))
    moved = with_posts(proposal, p1=post_edit(proposal, "p1", place=Place(2, 2)))
    assert moved.posts[0].has_text

"""Where words come from: link by link to the earliest source, however many steps that takes."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from accounts.visibility import State
from annotations.chains import FARTHEST, Step, Words, chains_from
from annotations.witnesses import origins_of, witnesses_for
from archive.models import Document
from sources.models import Link, Relation, Source
from tests.annotation_factories import make_annotation, make_claim, make_evidence
from tests.annotations.desk import page
from tests.archive.pages import words_of
from tests.factories import make_document, make_link, make_post, make_reference, make_source

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
SAID = "the lamps of Port Sorrel listened"


def passed_on(steps: int, *, first: Source | None = None) -> list[Document]:
    """Texts that have the words each from the next; the last is the earliest, in `first` if that is given."""
    texts = [
        make_document(
            f"{'Again. ' * number}They say that {SAID}.",
            source=make_source(f"Report {number}", issued="2020"),
        )
        for number in range(steps)
    ]
    texts.append(make_document(f"It is so: {SAID}.", source=first or make_source("First", issued="2019")))
    for later, earlier in pairwise(texts):
        start = earlier.text.index(SAID)
        make_reference(
            later,
            earlier.source,
            SAID,
            target_document=earlier,
            target_start=start,
            target_end=start + len(SAID),
        )
    return texts


def place(document: Document) -> Words:
    start = document.text.index(SAID)
    return Words(document.source, document.pk, start, start + len(SAID))


def linked(steps: int) -> list[Source]:
    """Whole sources, each of which reports on the next."""
    sources = [make_source(f"Report {number}") for number in range(steps + 1)]
    for later, earlier in pairwise(sources):
        make_link(later, earlier, relation=Relation.REPORTS_ON)
    return sources


def sources_in(chain: Sequence[Step]) -> list[Source]:
    return [step.source for step in chain]


@pytest.mark.parametrize("steps", [1, 3, 4, 12])
def test_words_are_followed_to_the_earliest_source(steps: int) -> None:
    texts = passed_on(steps)
    (chain,) = chains_from([place(texts[0])], NOBODY)
    assert sources_in(chain) == [each.source for each in texts]
    assert {step.relation for step in chain[:-1]} == {"quotes"}
    assert (chain[-1].relation, chain[-1].goes_on) == ("", False)


def test_five_articles_at_any_remove_rest_on_one_post() -> None:
    post = make_post(f"So {SAID}, all of them.")
    claim = make_claim()
    for steps in range(1, 6):
        *later, _text = passed_on(steps, first=post.source)
        make_evidence(make_annotation(SAID, document=later[0]), claim.subject)
    (origin,) = origins_of(witnesses_for(claim.subject, NOBODY))
    assert (origin.source, origin.documents, origin.pieces) == (post.source, 5, 5)
    assert "5 documents rest on one source: Post by" in words_of(page(claim.subject))


def test_a_circle_of_any_length_is_gone_around_once() -> None:
    ring = linked(7)
    make_link(ring[-1], ring[0], relation=Relation.REPORTS_ON)
    for place_in_ring in (0, 4):
        (chain,) = chains_from([Words(ring[place_in_ring])], NOBODY)
        assert sources_in(chain) == ring[place_in_ring:] + ring[:place_in_ring]
        assert not chain[-1].goes_on


def test_a_way_out_of_a_circle_is_not_missed() -> None:
    one, other, earliest = linked(2)
    make_link(other, one, relation=Relation.TRANSLATES)  # comes before what it reports on
    (chain,) = chains_from([Words(one)], NOBODY)
    assert sources_in(chain) == [one, other, earliest]


def test_a_step_that_the_reader_may_not_see_ends_the_chain() -> None:
    texts = passed_on(5)
    Source.objects.filter(pk=texts[3].source_id).update(state=State.DRAFT)
    (chain,) = chains_from([place(texts[0])], NOBODY)
    assert sources_in(chain) == [each.source for each in texts[:3]]
    Source.objects.update(state=State.PUBLIC)
    Document.objects.filter(pk=texts[2].pk).update(state=State.DRAFT)
    (chain,) = chains_from([place(texts[0])], NOBODY)
    assert sources_in(chain) == [each.source for each in texts[:3]]


def test_the_number_of_queries_is_that_of_the_steps(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    places = [place(passed_on(3)[0]) for _each in range(3)]
    for given in (places[:1], places):
        with django_assert_num_queries(
            3 + 1 + 1
        ):  # the steps, the look that finds none, whose each source is
            chains_from(given, NOBODY)


@pytest.mark.parametrize(("steps", "goes_on"), [(FARTHEST, False), (FARTHEST + 1, True)])
def test_where_a_chain_is_followed_no_farther_it_says_so(steps: int, *, goes_on: bool) -> None:
    sources = linked(steps)
    (chain,) = chains_from([Words(sources[0])], NOBODY)
    assert sources_in(chain) == sources[: FARTHEST + 1]
    assert chain[-1].goes_on is goes_on
    claim = make_claim()
    text = make_document(f"They say {SAID}.", source=sources[0])
    make_evidence(make_annotation(SAID, document=text), claim.subject)
    words = words_of(page(claim.subject).split('class="chain"')[1].split("</div>")[0])
    assert ("rests on more: followed for 40 steps" in words) is goes_on
    assert ("the earliest known here" in words) is not goes_on
    assert Link.objects.count() == steps

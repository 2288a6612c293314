"""Facets: each value leads to a query that finds as many as it says."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.visibility import State
from annotations.models import Annotation, Kind, Stance, Subject, SubjectKind, WorkState
from archive.models import Document, Passage, ReferenceKind
from sources.models import Agent, Post, Source
from sources.searching.facets import FACET_CAP, SHOWN, Facet, facets_of
from sources.searching.indexes import all_indexes, index_of
from sources.searching.matching import Hits, match
from sources.searching.querying import parse
from tests import factories as make
from tests.annotation_factories import make_annotation, make_claim, make_evidence, make_subject

pytestmark = pytest.mark.django_db
WORDS = "The lamps of the lower quay wrote down 482 residents."
Someone = User | AnonymousUser
MOST_QUERIES = 10


@pytest.fixture(autouse=True)
def dossier(db: None) -> None:
    """Three articles that quote a post each; the second and third marked, the third a draft."""
    ada = make.make_agent("Ada Quill", kind="person")
    claim = make_claim("482 residents were written down.", claimed_by=ada)
    for number, state in enumerate((State.PUBLIC, State.PUBLIC, State.DRAFT)):
        post = make.make_post(
            f"{WORDS} Part {number}.",
            account=make.make_account(f"adaq{number}", agent=ada),
            issued="2019-12-11",
        )
        source = make.make_source(
            f"Lamps {number}",
            issued=f"20{18 + number}-12-18",
            authors=[make.make_agent("Bo Fen")],
            container_title=f"Quay Times {number % 2}",
            language="zh-Hant",
            state=state,
        )
        text = f"Seen from the quay.\n{WORDS} Part {number}.\nIt was denied."
        document = make.make_document(
            text, source=source, language=("zh-Hant", "en")[number % 2], state=state
        )
        make.make_reference(document, post.source, f"{WORDS} Part {number}.", kind=ReferenceKind.POST)
        if number:
            for words, tag in (("482 residents", "Policing"), ("quay.\nThe lamps", "Light")):
                marked = make_annotation(words, document=document, kind=Kind.CLAIM, tags=[tag])
                make_evidence(marked, claim.subject, Stance.SUPPORTS)
    for index in all_indexes():
        index.rebuild()


def facets_at(model: type[Model], query: str, user: Someone) -> list[Facet]:
    return facets_of(index_of(model), found(model, query, user).candidates, user)


def narrowed(model: type[Model], query: str, user: Someone) -> int:
    return found(model, query, user).count


def found(model: type[Model], query: str, user: Someone) -> Hits:
    index = index_of(model)
    records: Any = index.records
    return match(index, parse(query).tree, visible=records.visible_to(user), user=user)


@pytest.mark.parametrize("may_see_drafts", [False, True])
@pytest.mark.parametrize(
    ("model", "query", "names"),
    [
        (Passage, "the", "about from from kind kind lang on outlet tag"),
        (Passage, "has:text", "about from from kind kind lang on outlet tag"),
        (Post, "lamps", "from lang on"),
        (Source, "lamps", "from kind lang on outlet"),
        (Annotation, "residents OR lamps", "about kind on stance status tag"),
        (Subject, "residents", "kind stance status tag"),
        (Agent, "quill", "kind"),
    ],
)
def test_each_value_finds_as_many_as_it_says(
    model: type[Model], query: str, names: str, *, may_see_drafts: bool
) -> None:
    user = make.make_user() if may_see_drafts else AnonymousUser()
    facets = facets_at(model, query, user)
    assert " ".join(sorted({each.name for each in facets} - {"status"})) == " ".join(
        sorted(set(names.split()) - {"status"})
    )
    for facet in facets:
        for value in facet.values:
            text = parse(query).with_field(facet.name, value.value).text()
            assert narrowed(model, text, user) == value.count, text


def test_drafts_are_in_no_facet_of_those_who_do_not_see_them() -> None:
    """The third article is one: its year, its annotations and its counts are not there."""
    years = {
        value.value
        for each in facets_at(Passage, "the", AnonymousUser())
        if each.name == "on"
        for value in each.values
    }
    assert years == {"2018", "2019"}
    assert "2020" in str(facets_at(Passage, "the", make.make_user()))
    hidden = make_annotation(
        "denied",
        document=Document.objects.get(source__title="Lamps 0"),
        tags=["Secret"],
        state=WorkState.DRAFT,
    )
    make_evidence(hidden, make_subject("Hidden Works", kind=SubjectKind.VENDOR, state=State.DRAFT))
    Agent.objects.filter(name="Bo Fen").update(state=State.DRAFT)
    seen, unseen = (
        str(facets_at(Passage, "denied", make.make_user())),
        str(facets_at(Passage, "denied", AnonymousUser())),
    )
    for words in ("Secret", "Hidden Works", "Bo Fen", "'draft'"):
        assert words in seen
        assert words not in unseen


def test_many_values_are_cut_and_counted() -> None:
    for number in range(SHOWN + 3):
        make.make_source(f"Lamps {number}", container_title=f"Paper {number:02}")
    index_of(Source).rebuild()
    outlets = next(each for each in facets_at(Source, "lamps", AnonymousUser()) if each.name == "outlet")
    assert len(outlets.values) == SHOWN
    assert outlets.more == 5
    assert [each.count for each in outlets.values] == sorted(
        (each.count for each in outlets.values), reverse=True
    )


def test_queries_are_as_many_for_one_hit_as_for_all(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    index, user = index_of(Passage), make.make_user()
    keys: list[Any] = list(Passage.objects.values_list("pk", flat=True))
    for some in (keys[:1], keys, keys * (FACET_CAP // len(keys) + 1)):
        with django_assert_max_num_queries(MOST_QUERIES):
            facets_of(index, some, user)
    assert facets_of(index, [], user) == []

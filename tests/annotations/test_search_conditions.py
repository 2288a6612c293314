"""What the fields of a query find, in each index."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.visibility import State
from annotations.models import (
    Annotation,
    Kind,
    Stance,
    Subject,
    SubjectKind,
    Tag,
    WorkState,
)
from archive.models import Document, Passage, ReferenceKind
from sources.models import Account, Agent, Post, Source
from sources.searching.indexes import all_indexes
from tests import factories as make
from tests.annotation_factories import make_annotation, make_claim, make_evidence, make_subject

pytestmark = pytest.mark.django_db
WORDS = "The lamps of the lower quay wrote down 482 residents."
ANYBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def dossier(db: None) -> Document:
    """An article of 18 December 2019 in Chinese by Bo Fen that quotes a post by Ada Quill and says one thing of its own."""
    ada = make.make_agent("Ada Quill", kind="person")
    post = make.make_post(WORDS, account=make.make_account("adaq", agent=ada), issued="2019-12-11")
    make.make_attachment(post)
    source = make.make_source(
        "Lamps",
        issued="2019-12-18",
        authors=[make.make_agent("Bo Fen")],
        container_title="Quay Times",
        language="zh-Hant",
    )
    document = make.make_document(
        f"Seen from the quay.\n{WORDS}\nIt was denied.", source=source, language="zh-Hant"
    )
    make.make_reference(document, post.source, WORDS, kind=ReferenceKind.POST)
    claim = make_claim("482 residents were written down.", claimed_by=ada)
    marked = make_annotation("482 residents", document=document, kind=Kind.CLAIM, tags=["Policing"])
    make_evidence(marked, claim.subject, Stance.SUPPORTS)
    for index in all_indexes():
        index.rebuild()
    return document


def found(model: Any, query: str, user: Any = ANYBODY) -> list[str]:
    rows = (
        model.objects.visible_to(user).search(query, user)
        if model is not Tag
        else model.objects.search(query, user)
    )
    if model is Passage:
        return sorted(row.document.text[row.start : row.end][:9] for row in rows)
    return sorted(str(row) for row in rows)


QUOTED, OWN, DENIED = "The lamps", "Seen from", "It was de"
OF_ARTICLE = sorted([QUOTED, OWN, DENIED])
PASSAGES = {
    "from:@adaq": [QUOTED, QUOTED],
    'from:"ada quill"': [QUOTED, QUOTED],
    'from:"Bo Fen"': OF_ARTICLE,
    "from:nobody": [],
    'outlet:"quay times"': OF_ARTICLE,
    "outlet:quay": OF_ARTICLE,
    "lang:zh": OF_ARTICLE,
    "lang:zh-Hans": [],
    "before:2019-12-18": [QUOTED],
    "on:2019-12-18": OF_ARTICLE,
    "after:2019-12-11": OF_ARTICLE,
    "after:2019": [],
    "kind:post": [QUOTED],
    "kind:claim": [QUOTED],
    "kind:vendor": [],
    "kind:passage -from:@adaq": sorted([OWN, DENIED]),
    "kind:passage OR tag:policing": sorted([*OF_ARTICLE, QUOTED]),
    "tag:policing": [QUOTED],
    "tag:POLICING": [QUOTED],
    "stance:supports": [QUOTED],
    "stance:disputes": [],
    "about:482": [],
    'about:"482 residents were written down."': [QUOTED],
    "has:media": [QUOTED],
    "has:annotation -has:note": [],
    "residents has:evidence": [QUOTED],
    "status:public residents": [QUOTED, QUOTED],
    "status:draft": [],
}


@pytest.mark.parametrize(("query", "passages"), PASSAGES.items())
def test_passages(query: str, passages: list[str]) -> None:
    assert found(Passage, query) == passages


@pytest.mark.parametrize(
    ("model", "query", "count"),
    [
        (Post, "from:@adaq", 1),
        (Post, 'from:"Bo Fen"', 0),
        (Post, "kind:post has:text has:media", 1),
        (Post, "tag:policing", 0),
        (Post, "on:2019-12-11", 1),
        (Source, "kind:source", 1),
        (Source, 'from:"Bo Fen" outlet:quay', 1),
        (Source, "lang:zh has:date", 1),
        (Agent, 'from:"ada quill"', 1),
        (Agent, "kind:person", 1),
        (Account, "from:@ADAQ", 1),
        (Account, 'from:"Ada Quill" kind:account', 1),
        (Annotation, "kind:claim", 1),
        (Annotation, "kind:annotation has:note", 1),
        (Annotation, "from:@adaq", 1),
        (Annotation, "from:nobody", 0),
        (Annotation, "outlet:quay", 1),
        (Annotation, "lang:zh tag:policing stance:supports", 1),
        (Annotation, "status:accepted", 1),
        (Annotation, "status:draft", 0),
        (Annotation, f"on:{dt.datetime.now(dt.UTC).year}", 1),
        (Subject, "kind:claim", 1),
        (Subject, "kind:vendor", 0),
        (Subject, "status:unreviewed", 1),
        (Subject, "status:refuted", 0),
        (Subject, 'from:"Ada Quill" tag:policing stance:supports has:evidence', 1),
        (Tag, "tag:policing kind:tag", 1),
    ],
)
def test_the_other_records(model: Any, query: str, count: int) -> None:
    assert len(found(model, query)) == count


def test_drafts_are_no_way_to_what_is_public() -> None:
    """A draft name of somebody, a draft annotation and a draft subject find nothing for those who do not see them."""
    document = Document.objects.get(source__title="Lamps")
    Agent.objects.filter(name="Bo Fen").update(state=State.DRAFT)
    draft = make_annotation(
        "denied", document=document, kind=Kind.VENDOR, tags=["Secret"], state=WorkState.DRAFT
    )
    make_evidence(draft, make_subject("Hidden Works", kind=SubjectKind.VENDOR, state=State.DRAFT))
    researcher = make.make_user()
    for query in ('from:"Bo Fen"', "tag:secret", "kind:vendor", 'about:"Hidden Works"'):
        assert found(Passage, query) == []
        assert found(Passage, query, researcher) != []


def test_a_withdrawn_annotation_says_nothing_of_its_words() -> None:
    annotation = Annotation.objects.get()
    Annotation.objects.update(state=WorkState.WITHDRAWN, reason="Wrong.")
    assert annotation.tagged.count() == 1
    assert found(Passage, "tag:policing", make.make_user()) == []

"""Whatever a service writes, the indexes hold it at once: each act once, then every entry compared with its record."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from annotations.models import Annotation, Kind, Move, Subject, SubjectKind, Tag
from annotations.services import leaks, merging, moving, reviewing, revising, subjects, vocabulary
from annotations.services.annotating import annotate, reply
from annotations.services.claims import set_claim
from annotations.services.evidence import Bearing, change_evidence, give_evidence, take_back
from annotations.services.saying import Saying, say
from archive.models import Document
from archive.publishing import publish, withdraw
from archive.undo import undo_batch
from sources.models import Account, Agent, Post
from sources.services import Edit, edit_account, edit_agent, edit_post, edit_source
from sources.snapshots import agent_snapshot
from tests.annotation_factories import (
    make_annotation,
    make_claim,
    make_evidence,
    make_leak,
    make_subject,
    make_tag,
)
from tests.annotations.foreign import imported, said_of
from tests.annotations.moving import annotate_old, make_versions
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.factories import make_agent, make_batch, make_document, make_user
from tests.indexing import differences, index_everything

pytestmark = pytest.mark.django_db
NOBODY = Edit(actor=None)
WORDS = "did more than give light"


@pytest.fixture(autouse=True)
def kept(settings: Settings, tmp_path: object) -> None:
    settings.DATA_DIR = tmp_path


def a_subject(kind: str = SubjectKind.VENDOR, name: str = "Sorrel Lamp Works") -> Subject:
    """With an annotation that is evidence for it, a tag with a synonym on that, and an agent behind it."""
    subject = make_subject(name, kind=kind, agent=make_agent("Sorrel Lamps 灯"))
    tag = make_tag("street lamps", synonyms=["lanterns"])
    make_evidence(make_annotation(WORDS, kind=kind, tags=[tag.name]), subject)
    index_everything()
    return subject


def ingest_again() -> None:
    ingest_text(article_with("Another report"))


def publish_and_withdraw() -> None:
    document = Document.objects.whole().get()
    publish(document=document, actor=None)
    assert differences() == []
    withdraw(document=document, actor=None)
    post_text = Document.objects.filter(kept_as="quotation").first()
    assert post_text is not None
    withdraw(document=post_text, actor=None)


def undo() -> None:
    document = Document.objects.whole().earliest("pk")
    assert document.batch is not None
    undo_batch(batch=document.batch, actor=None)


def undo_what_another_rests_on() -> None:
    ingest_again()
    undo()


def undo_an_enrichment() -> None:
    batch = make_batch()
    ingest_text(article_with("A third report"), batch=batch)
    undo_batch(batch=batch, actor=None)


def edit_the_source() -> None:
    source = Document.objects.whole().get().source
    values = {"title": "灯 of another kind", "contributors": [
        {"name": "New Person 新人", "role": "author", "credited_as": "N. Person"}
    ]}  # fmt: skip
    edit_source(source=source, values=values, edit=NOBODY)


def edit_a_post() -> None:
    post = Post.objects.first()
    assert post is not None
    edit_post(post=post, values={"account": "somebodynew", "note": "Seen twice."}, edit=NOBODY)


def edit_the_account() -> None:
    account, other = Account.objects.get(), make_agent("Somebody Else 别人")
    index_everything()
    values = {"display_name": "A. Q.", "agent": {"agent": other.public_id, "name": other.name}}
    edit_account(account=account, values=values, edit=NOBODY)


def edit_the_agent() -> None:
    agent = Agent.objects.filter(accounts__isnull=False).get()
    names = [{"name": "Adah Quille 羽", "language": "und", "is_citation_form": False}]
    edit_agent(agent=agent, values=agent_snapshot(agent) | {"names": names, "note": "Met."}, edit=NOBODY)


@pytest.mark.parametrize(
    "act",
    [
        ingest_again, publish_and_withdraw, undo, undo_what_another_rests_on, undo_an_enrichment, edit_the_source,
        edit_a_post, edit_the_account, edit_the_agent,
    ],
)  # fmt: skip
def test_after_an_act_of_the_archive(act: Callable[[], None]) -> None:
    ingest_text(ARTICLE)
    assert differences() == []
    act()
    assert differences() == []


def annotate_and_reply() -> None:
    document = make_document()
    index_everything()
    at = document.text.index(WORDS)
    ranges = [(at, at + len(WORDS), WORDS)]
    saying = Saying(kind=Kind.CLAIM, note="So.", tags=["a new tag"], subject="A new claim.")
    reply(to=say(document=document, ranges=ranges, saying=saying, actor=make_user()), note="No.", actor=None)
    annotate(document=document, ranges=ranges, kind=Kind.NOTE, actor=None, tags=["street lamps"])


def revise_and_restore() -> None:
    annotation = Annotation.objects.get()
    revised = revising.revise(
        annotation=annotation, version=1, actor=None, note="Other.", tags=["lanterns", "x"]
    )
    assert differences() == []
    revising.restore(annotation=revised, number=1, actor=None)


def give_and_take_evidence() -> None:
    annotation = Annotation.objects.get()
    other = make_claim().subject
    index_everything()
    evidence = give_evidence(annotation=annotation, bearing=Bearing(other, "supports"), actor=None)
    assert differences() == []
    take_back(
        evidence=change_evidence(evidence=evidence, stance="disputes", strength="weak", actor=None),
        actor=None,
    )


def review() -> None:
    reviewing.withdraw(annotation=Annotation.objects.get(), reason="Wrong.", actor=None)


def name_a_subject() -> None:
    subject = Subject.objects.get()
    subjects.edit_subject(subject=subject, version=None, actor=None, name="Other Works", description="Lamps.")
    assert differences() == []
    (name,) = subjects.add_name(subject=subject, name="灯厂", actor=None)
    assert differences() == []
    subjects.remove_name(name=name, actor=None)
    subjects.withdraw_subject(subject=subject, actor=None)
    assert differences() == []
    subjects.publish_subject(subject=subject, actor=None)


def make_another_subject() -> None:
    subjects.make_subject(kind=SubjectKind.PLACE, name="Port Sorrel 港", actor=None, names=["The Port"])


def describe_a_claim() -> None:
    claim, place = make_claim(), make_subject("Port Sorrel", kind=SubjectKind.PLACE)
    speaker = make_agent("Ada Quill 羽安")
    index_everything()
    set_claim(
        claim=claim, version=None, actor=None, claimed_by=speaker, holds_when="2019-12", holds_where=place
    )
    assert differences() == []
    subjects.edit_subject(subject=place, version=None, actor=None, name="Port Laurel")


def describe_a_leak() -> None:
    leak = make_leak()
    index_everything()
    leaks.set_leak(leak=leak, version=None, actor=None, exposed="Names.", whose="Residents'")
    figure = leaks.add_figure(leak=leak, value=482, unit="residents", actor=None)
    assert differences() == []
    leaks.remove_figure(figure=figure, actor=None)


def merge_and_part_subjects() -> None:
    kept, other = Subject.objects.get(), make_subject("The Lamp Works")
    make_evidence(make_annotation(WORDS), other)
    make_evidence(Annotation.objects.exclude(evidence__subject=other).get(), other)
    index_everything()
    merge = merging.merge_subjects(kept=kept, merged=other, reason="The same.", actor=None)
    assert differences() == []
    merging.unmerge(merge=merge, actor=None)


def keep_the_vocabulary() -> None:
    tag, other = Tag.objects.get(), make_tag("quays", synonyms=["piers"])
    make_annotation(WORDS, tags=["quays", "street lamps"])
    index_everything()
    vocabulary.rename_tag(tag=tag, name="lamps in streets", actor=None)
    assert differences() == []
    synonym = vocabulary.add_synonym(tag=other, name="docks", actor=None)
    vocabulary.describe_tag(tag=other, description="Where ships lie.", actor=None)
    assert differences() == []
    vocabulary.remove_synonym(synonym=synonym, actor=None)
    assert differences() == []
    tag.refresh_from_db()
    vocabulary.merge_tags(kept=tag, merged=other, actor=None)
    assert differences() == []
    vocabulary.unmerge_tag(tag=other, actor=None)


def carry_over() -> None:
    old, new = make_versions()
    annotate_old(old)
    index_everything()
    moving.propose_moves(document=new, actor=None)
    moving.accept_exact(document=new, actor=None)
    assert differences() == []
    move = Move.objects.filter(state="proposed").first()
    assert move is not None
    moving.place_by_hand(move=move, place=(0, 3, new.text[:3]), actor=None)


def bring_in() -> None:
    document = make_document("𠮷田 saw the lamps.")
    index_everything()
    imported(said_of(document, "𠮷田 saw"))


def rename_the_agent() -> None:
    agent = Agent.objects.get(subjects__isnull=False)
    names = [{"name": "Lamp Makers", "language": "en", "is_citation_form": True}]
    edit_agent(agent=agent, values={"names": names}, edit=NOBODY)


@pytest.mark.parametrize(
    "act",
    [
        annotate_and_reply, revise_and_restore, give_and_take_evidence, review, name_a_subject, make_another_subject,
        describe_a_claim, describe_a_leak, merge_and_part_subjects, keep_the_vocabulary, carry_over, bring_in, rename_the_agent,
    ],
)  # fmt: skip
def test_after_an_act_of_the_desk(act: Callable[[], None]) -> None:
    a_subject()
    act()
    assert differences() == []

"""The layer of annotations on the reader page: marks, notes, the filter, who sees what, at what cost."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.roles import EDITOR, READER, RESEARCHER
from annotations.models import Annotation, Kind, Stance, WorkState
from annotations.services.annotating import reply
from annotations.services.suggesting import dismiss_suggestion
from archive.models import Document, ReferenceKind
from sources.models import Relation
from tests import annotation_factories as annotated
from tests import factories as make
from tests.html import faults

pytestmark = pytest.mark.django_db


def page_of(client: Client, document: Document, **query: str) -> str:
    response = client.get(document.get_absolute_url(), query)
    assert response.status_code == 200
    html = response.content.decode()
    assert faults(html) == []
    return html


def note_of(html: str, annotation: Annotation) -> str:
    return html.partition(f'id="note-{annotation.pk}"')[2].partition("</li>\n")[0]


def test_nothing_is_laid_over_a_text_of_which_nobody_said_anything(client: Client) -> None:
    html = page_of(client, make.make_document())
    for part in ("<mark", 'class="notes"', "annotations", "annotate"):
        assert part not in html.split("<main")[1]


def test_a_mark_leads_to_its_note_and_back(client: Client) -> None:
    author = make.make_user(username="ada")
    document = make.make_document()
    annotation = annotated.make_annotation("two winters", document=document, kind=Kind.CLAIM, actor=None)
    Annotation.objects.update(created_by=author)
    html = page_of(client, document)
    assert (
        f'<mark class="m m--claim m--0" id="a-{annotation.pk}" aria-details="note-{annotation.pk}">'
        f'<a class="m__to" href="#note-{annotation.pk}" aria-describedby="note-{annotation.pk}">1'
        '<span class="visually-hidden"> Claim by ada: </span></a>two winters</mark>' in html
    )
    note = note_of(html, annotation)
    for part in (f'href="#a-{annotation.pk}"', "Claim", "ada", "<p>Seen", annotation.get_absolute_url()):
        assert part in note
    assert "formaction" not in note


def test_a_note_has_its_tags_its_subjects_and_its_replies(client: Client) -> None:
    document = make.make_document()
    annotation = annotated.make_annotation(
        document=document, kind=Kind.CLAIM, tags=["harbour"], note="*Light*"
    )
    subject = annotated.make_claim("The lamps listened.").subject
    annotated.make_evidence(annotation, subject, Stance.DISPUTES)
    reply(to=annotation, note="Which lamps?", actor=None, state=WorkState.ACCEPTED)
    note = note_of(page_of(client, document), annotation)
    for part in (
        "<em>Light</em>", 'class="stance stance--disputes">disputes</span>', subject.get_absolute_url(),
        "The lamps listened.", ">harbour</a>", "Which lamps?",
    ):  # fmt: skip
        assert part in note


def test_drafts_and_acts_are_for_those_who_work_here(client: Client) -> None:
    document = make.make_document()
    annotation = annotated.make_annotation(document=document, state=WorkState.SUBMITTED)
    for role in ("", READER):
        if role:
            client.force_login(make.make_user(role))
        assert str(annotation.pk) not in page_of(client, document)
    client.force_login(make.make_user(RESEARCHER))
    html = page_of(client, document)
    assert "Submitted" in note_of(html, annotation)
    assert "/accept/" not in note_of(html, annotation)
    assert f'href="/documents/{document.public_id}/annotate/?passage=2"' in html
    client.force_login(make.make_user(EDITOR))
    assert f'formaction="/annotations/{annotation.pk}/accept/"' in note_of(
        page_of(client, document), annotation
    )


def test_what_is_said_of_a_quoted_post_shows_in_the_article(client: Client) -> None:
    post, reference = make.make_quoted_post("The lamps of 羽 are out. 👁️ All of them.")
    annotation = annotated.make_annotation("👁️ All", document=post.source.documents.get())
    html = page_of(client, reference.document)
    assert f'id="a-{annotation.pk}"' in html
    assert "👁️ All</mark>" in html


def test_the_filter_narrows_marks_and_notes_and_keeps_numbers(client: Client) -> None:
    document = make.make_document()
    ada = make.make_user(username="ada")
    first = annotated.make_annotation("lamps", document=document, kind=Kind.NOTE)
    second = annotated.make_annotation("two winters", document=document, kind=Kind.VENDOR, tags=["eyes"])
    Annotation.objects.filter(pk=second.pk).update(created_by=ada)
    subject = annotated.make_subject("Sorrel Lamp Works")
    annotated.make_evidence(second, subject)
    queries = (
        {"kind": "vendor"}, {"tag": "eyes"}, {"by": str(ada.pk)}, {"about": f"vendor/{subject.slug}"},
    )  # fmt: skip
    for query in queries:
        html = page_of(client, document, **query)
        assert f'id="note-{first.pk}"' not in html
        assert f'id="a-{first.pk}"' not in html
        assert '">2<span class="visually-hidden">' in html
    assert f'id="note-{first.pk}"' in page_of(client, document, kind="nonsense")
    assert "No annotation fits" in page_of(client, document, kind="note", tag="eyes")


def test_hostile_words_stay_words(client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    document = make.make_document()
    annotation = annotated.make_annotation(document=document, note=evil, tags=[evil])
    annotated.make_evidence(annotation, annotated.make_subject(evil, slug="lamp"))
    Annotation.objects.update(created_by=make.make_user(username="x", first_name=evil))
    assert "<script>alert" not in page_of(client, document)


@pytest.mark.parametrize("role", ["", RESEARCHER])
def test_queries_stay_constant(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, role: str
) -> None:
    document = make.make_document("\n".join(f"Paragraph {number} of the article." for number in range(100)))
    author, subject = make.make_user(), annotated.make_subject()
    for number in range(40):
        annotation = annotated.make_annotation(
            f"Paragraph {number}", document=document, actor=None, tags=["quay"]
        )
        annotated.make_evidence(annotation, subject)
        reply(to=annotation, note="Which?", actor=author)
    if role:
        client.force_login(make.make_user(role))
        client.get(document.get_absolute_url())
    with django_assert_max_num_queries(12):
        html = client.get(document.get_absolute_url()).content.decode()
    assert html.count('class="m__to"') >= 40


def full_page() -> Document:
    """An article of 25 posts and 100 passages, linked both ways, with everything a reader page can show of them."""
    account = make.make_account("ada", agent=make.make_agent())
    words = [f"Lamp {number} of the Sorrel Lamp Works is out 羽." for number in range(25)]
    posts = [make.make_post(each, account=account) for each in words]
    text = "\n".join([*(f"Paragraph {number} of the Sorrel Lamp Works." for number in range(75)), *words])
    document = make.make_document(text, source=make.make_source(authors=[make.make_agent("Bo Fen")]))
    for post, each in zip(posts, words, strict=True):
        make.make_attachment(post)
        make.make_reference(document, post.source, each, kind=ReferenceKind.POST)
        annotated.make_annotation("is out", document=post.source.documents.get(), actor=None)
    make.make_link(make.make_source("A later report"), document.source, relation=Relation.CITES)
    make.make_link(document.source, make.make_source("The first report"), relation=Relation.REPORTS_ON)
    works, quarry = annotated.make_subject("Sorrel Lamp Works"), annotated.make_subject("Sorrel Quarry")
    for number in range(40):
        annotation = annotated.make_annotation(f"Paragraph {number} of", document=document, tags=["quay"])
        annotated.make_evidence(annotation, quarry)
        reply(to=annotation, note="Which?", actor=None, state=WorkState.ACCEPTED)
    start = text.index(works.name)
    place = (start, start + len(works.name), works.name)
    dismiss_suggestion(document=document, place=place, subject=works, actor=make.make_user())
    return document


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("role", "queries"), [("", 13), (RESEARCHER, 15), (EDITOR, 15)])
def test_posts_annotations_and_suggestions_together_take_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, role: str, queries: int
) -> None:
    """With those for the session, the person, the roles, the question whether the page is kept, and what programs read."""
    document = full_page()
    if role:
        client.force_login(make.make_user(role))
    with django_assert_max_num_queries(queries):
        html = client.get(document.get_absolute_url()).content.decode()
    assert (html.count('class="slip"'), html.count('class="pilcrow"')) == (25, 100)
    assert html.count('class="note note--') == 65
    assert html.count('class="suggestion"') == (99 if role else 0)

"""Undoing an ingest that annotations rest on, and a batch of the desk itself."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Batch
from accounts.roles import EDITOR
from annotations.models import Annotation, Claim, Subject
from archive.batches import rehearse_undo
from archive.models import Document
from archive.undo import CannotUndo, undo_batch
from sources.models import Agent, Source
from tests.annotation_factories import make_annotation, make_claim
from tests.annotations.test_dossier_annotations import demo_annotations_said
from tests.archive.articles import ARTICLE, article_with, ingest_text
from tests.archive.test_dossier import demo
from tests.factories import make_batch, make_user
from tests.html import faults

pytestmark = pytest.mark.django_db
WITHDRAWN = "each of its records is withdrawn on its own"


def test_what_an_annotation_rests_on_stays_and_the_rest_goes() -> None:
    batch = make_batch()
    for text in (ARTICLE, article_with("Later,").decode()):
        ingest_text(text, batch=batch)
    annotated, other = Document.objects.whole().order_by("pk")
    annotation = make_annotation(annotated.text[:40], document=annotated)
    undone = undo_batch(batch=batch, actor=None)
    assert (undone.kept["documents"], undone.removed["documents"]) == (1, 1)
    assert list(Document.objects.whole()) == [annotated]
    assert not Source.objects.filter(pk=other.source_id).exists()
    assert annotated.references.count() > 0
    assert annotation.targets.get().document == annotated


def test_whoever_made_a_claim_stays() -> None:
    batch = make_batch()
    ingest_text(ARTICLE, batch=batch)
    claim = make_claim(claimed_by=Agent.objects.get())
    undone = undo_batch(batch=batch, actor=None)
    assert (undone.kept["agents"], undone.removed["documents"]) == (1, 1)
    assert Claim.objects.get().claimed_by == claim.claimed_by


def test_the_annotated_dossier_is_not_undone_under_its_annotations(client: Client) -> None:
    demo()
    demo_annotations_said()
    client.force_login(make_user(EDITOR))
    dossier, annotations = Batch.objects.order_by("pk")
    asked = client.get(reverse("archive:batch_undo", args=[dossier.public_id]))
    assert asked.status_code == 200 and faults(asked.content.decode()) == []
    assert rehearse_undo(dossier).kept["documents"] == 1

    page = client.get(reverse("archive:batch_detail", args=[annotations.public_id])).content.decode()
    assert faults(page) == []
    assert WITHDRAWN in page and "Undo this batch" not in page and "no record" not in page
    posted = client.post(reverse("archive:batch_undo", args=[annotations.public_id]), follow=True)
    assert WITHDRAWN in posted.content.decode()
    with pytest.raises(CannotUndo, match=WITHDRAWN):
        undo_batch(batch=annotations, actor=None)
    assert Annotation.objects.count() > 0 < Subject.objects.count()
    assert Batch.objects.filter(undone_at__isnull=False).count() == 0

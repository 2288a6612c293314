"""`manage.py demo_annotations`: what there is to say about the bundled dossier, passage by passage."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import BatchKind
from accounts.services import start_batch
from annotations.loading import NotLoadable, read_collection
from annotations.models import Annotation, Subject, SubjectKind, Tag
from annotations.models.subject import PLURALS
from annotations.services.loading import load
from archive import blobs
from archive.ingest import known_document
from archive.management.commands.demo import DOSSIER
from archive.models import Document

COLLECTION = Path(__file__).parents[2] / "dossier" / "surveillance-2019.json"


class Command(BaseCommand):
    help = (
        "Annotate the bundled dossier on a desk that is still empty, for everybody to see. Safe to run twice."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        document = known_document(blobs.sha256_of(DOSSIER.read_bytes()))
        if document is None:
            self.stdout.write("The dossier is not in this archive: there is nothing to annotate.")
        elif _is_annotated(document):
            self.stdout.write("The annotations of the dossier are here already: nothing new.")
        elif any(model.objects.exists() for model in (Annotation, Subject, Tag)):
            self.stdout.write(
                "The desk has annotations, subjects or tags of its own: those of the dossier are left out."
            )
        else:
            made = annotate_dossier(document)
            self.stdout.write(f"The dossier got {counted(made)}. Read them at {document.get_absolute_url()}")


def _is_annotated(document: Document) -> bool:
    return Annotation.objects.filter(targets__document=document, batch__kind=BatchKind.DEMO).exists()


@transaction.atomic
def annotate_dossier(document: Document) -> Counter[str]:
    """Load the bundled file. CommandError, and nothing written, when it does not fit the dossier."""
    try:
        collection = read_collection(COLLECTION.read_bytes(), document.text)
        batch = start_batch(kind=BatchKind.DEMO, label=f"Annotations: {document}", actor=None)
        return load(collection=collection, document=document, batch=batch, actor=None)
    except NotLoadable as error:
        raise CommandError(f"{COLLECTION.name}: {error}") from error


def counted(made: Counter[str]) -> str:
    """`90 annotations, 22 claims, 1 agency …`"""
    words = {"annotation": "annotations"} | {str(kind): PLURALS[kind] for kind in SubjectKind}
    return ", ".join(
        f"{made[kind]} {kind if made[kind] == 1 else many}" for kind, many in words.items() if made[kind]
    )

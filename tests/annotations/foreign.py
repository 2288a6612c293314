"""Annotations as other programs write them, and what the tests of import and export share."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from annotations.anchoring import TextPosition, TextQuote
from annotations.iris import Iris
from annotations.models import Annotation, Tag
from annotations.outgoing import as_seen_by, web_annotation
from annotations.services.importing import Arrival, Row, import_annotations
from annotations.webannotation import Bearing, Creator, TextTarget, WebAnnotation, canonical, items_of, write
from annotations.webannotation.vocabulary import ANNO_CONTEXT
from archive.models import Document

LAMPS = "https://lamps.example"
BASE = "http://127.0.0.1:8000"
IRIS = Iris(BASE)
TEXT = "💡 The lamps 燈火 listened.\n𠮷田 saw them; the lamps saw 𠮷田."
OPERATOR = Arrival(base=BASE, actor=None)
AT = datetime(2019, 12, 18, 9, 30, tzinfo=UTC)
FULL = WebAnnotation(
    iri=f"{LAMPS}/annotations/5f0e2bd0-0000-4000-8000-000000000001/",
    targets=(
        TextTarget(
            source=f"{LAMPS}/documents/abc/",
            quote=TextQuote("燈火 listened", "💡 The lamps ", ".\n"),
            position=TextPosition(12, 23),
            kept_at=AT,
            cached=f"{LAMPS}/documents/abc/text/",
            text_sha256="0" * 64,
        ),
        TextTarget(source=f"{LAMPS}/documents/def/", quote=TextQuote("listened")),
    ),
    motivation="classifying",
    kind="claim",
    note="*Said* on the quay.",
    language="en",
    tags=("lamps", "燈"),
    bearings=(
        Bearing(
            subject=f"{LAMPS}/claims/lamps/",
            label="The lamps listened.",
            stance="supports",
            strength="strong",
        ),
        Bearing(subject=f"{LAMPS}/vendors/works/", label="Works", stance="mentions", strength="weak"),
    ),
    creators=(Creator(name="Ada Quill", type="Person"),),
    created=AT,
    modified=AT,
    via="https://elsewhere.example/1",
)


def said_of(document: Document, exact: str, **members: Any) -> dict[str, Any]:
    """An annotation by another site of words in a Document here."""
    return {
        "@context": ANNO_CONTEXT,
        "id": "https://elsewhere.example/1",
        "type": "Annotation",
        "bodyValue": "Seen.",
        "target": {
            "source": IRIS.document(document.public_id),
            "selector": {"type": "TextQuoteSelector", "exact": exact},
        },
    } | members


def imported(data: object, arrival: Arrival = OPERATOR) -> Row:
    (row,) = import_annotations(items_of(data), arrival)
    return row


def as_written(annotation: Annotation) -> dict[str, Any]:
    row = as_seen_by(AnonymousUser()).get(pk=annotation.pk)
    written: dict[str, Any] = json.loads(canonical(write(web_annotation(row, IRIS), BASE)))
    return written


def everything(path: Path, *options: str) -> bytes:
    call_command("export_annotations", *options, output=path, stdout=StringIO())
    return path.read_bytes()


def forget_everything() -> None:
    Annotation.objects.update(reply_to=None)
    Annotation.objects.all().delete()
    Tag.objects.all().delete()

"""A text that was kept twice, for tests: what was edited between, and annotations on the first."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from annotations.models import Annotation, Move
from archive.models import Document
from sources.models import Source
from tests.annotation_factories import make_annotation
from tests.factories import make_document, make_source

OLD = (
    "The council met in March. Officials in Brack counted 482 residents, according to the ledger.\n"
    "Nobody was told. The lamps count people at the gate, said Ada Quill, and the lamps count ships at the quay.\n"
    "灯塔的记录存放在一个没有保护的服务器上，👁️当地的居民没有得到通知。人脸识别的相机安装在每一个街道的入口。\n"
    "Officials in Caldmere counted 517 residents, according to the register. That was all."
)
# Moved as they are, changed, gone.
SAME, CHANGED, GONE = "lamps count ships", "没有保护的服务器", "Officials in Caldmere counted 517 residents"
NEW = "A correction of the editors.\n" + OLD.replace("没有保护的", "沒有保护的").replace(
    "Officials in Caldmere counted 517 residents, according to the register. ", ""
)


def kept_again(text: str = NEW, *, source: Source, days: int = 1, **fields: Any) -> Document:
    """The text of a Source as it was kept so many days from now."""
    return make_document(text, source=source, kept_at=timezone.now() + timedelta(days=days), **fields)


def make_versions(**fields: Any) -> tuple[Document, Document]:
    """The same Source as it was kept first and a day later."""
    source = make_source("The lamps of Brack")
    return make_document(OLD, source=source), kept_again(source=source, **fields)


def move_of(annotation: Annotation, document: Document) -> Move:
    return Move.objects.get(target__annotation=annotation, document=document)


def annotate_old(old: Document, **fields: Any) -> tuple[Annotation, Annotation, Annotation]:
    """Words that stay, words that change, words that go."""
    return (
        make_annotation(SAME, document=old, **fields),
        make_annotation(CHANGED, document=old, **fields),
        make_annotation(GONE, document=old, **fields),
    )


def words_on(annotation: Annotation, document: Document) -> list[str]:
    """The words that it stands on in a text; what the row says and what stands there must agree."""
    places = list(annotation.targets.filter(document=document))
    assert all(document.text[each.start : each.end] == each.exact for each in places)
    return [each.exact for each in places]

"""`manage.py export_annotations`: what everybody may see, as one AnnotationPage of the W3C model."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.iris import Iris
from annotations.models.annotation import AnnotationQuerySet
from annotations.outgoing import as_seen_by, web_annotations
from annotations.webannotation import WebAnnotation, page_lines
from archive.models import Document


class Command(BaseCommand):
    help = (
        "Write the annotations that everybody may see as JSON-LD, one a line, the oldest first. "
        "The same annotations give the same bytes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--document", default="", metavar="ID", help="only those on this document")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        iris = Iris(settings.BASE_URL)
        rows = self._rows(options["document"])
        query = f"document={options['document']}" if options["document"] else ""
        lines = page_lines(iris.annotations(query), self._counted(web_annotations(rows, iris)), iris.base)
        if options["output"] is None:
            for line in lines:
                self.stdout.write(line, ending="")
        else:
            write_whole(options["output"], lines)
            self.stdout.write(f"{self.count} annotations in {options['output']}.")

    def _rows(self, public_id: str) -> AnnotationQuerySet:
        rows = as_seen_by(AnonymousUser()).order_by("created_at", "pk")
        if not public_id:
            return rows
        document = Document.objects.visible_to(AnonymousUser()).filter(public_id=public_id).first()
        if document is None:
            raise CommandError(f"There is no public document “{public_id}”.")
        return rows.filter(targets__document=document).distinct()

    def _counted(self, annotations: Iterable[WebAnnotation]) -> Iterator[WebAnnotation]:
        self.count = 0
        for each in annotations:
            self.count += 1
            yield each


def write_whole(path: Path, lines: Iterable[str]) -> None:
    """UTF-8 under that name only when all of it is on disk. CommandError where it cannot be written."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(f"{path}: {error.strerror or error}.") from error

"""`manage.py import_annotations FILE…`: annotations of the W3C model, each written once or refused with the reason."""

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from annotations.models import WorkState
from annotations.services.importing import (
    Arrival,
    Outcome,
    Reader,
    Row,
    import_annotations,
    rehearse_import,
)
from annotations.webannotation import Refusal, addresses_of_rest, items_of, parse


class Command(BaseCommand):
    help = (
        "Import Web Annotations (JSON-LD): one, an array, an AnnotationPage or an AnnotationCollection with its page. "
        "They are submitted for review. Safe to run twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="JSON in UTF-8")
        parser.add_argument("--accept", action="store_true", help="accept them at once, for everybody to see")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would become of each, write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.options = argparse.Namespace(**options)
        files = [(path, self._readers(path)) for path in self.options.files]
        names = [(path, place) for path, readers in files for place in range(1, len(readers) + 1)]
        readers = list(chain.from_iterable(readers for _path, readers in files))
        counts: Counter[str] = Counter()
        for row in self._rows(readers):
            counts[row.outcome] += 1
            self._say(row, *names[row.number - 1])
        self._conclude(counts)

    def _rows(self, readers: list[Reader]) -> Iterator[Row]:
        state = WorkState.ACCEPTED if self.options.accept else WorkState.SUBMITTED
        arrival = Arrival(base=settings.BASE_URL, actor=None, state=state)
        if self.options.dry_run:
            return iter(rehearse_import(readers, arrival))
        return import_annotations(readers, arrival)

    def _readers(self, path: Path) -> list[Reader]:
        """Every file is looked at before anything is written; one that is no JSON-LD of annotations ends it."""
        try:
            data = parse(path.read_bytes())
            readers = list(items_of(data))
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}. Nothing was written.") from error
        except Refusal as refusal:
            raise CommandError(f"{path}: {refusal} Nothing was written.") from refusal
        for address in addresses_of_rest(data):
            self.stderr.write(f"{path}: there is more at {address}, which is not fetched.")
        return readers

    def _say(self, row: Row, path: Path, place: int) -> None:
        where = f"{path}, annotation {place}" + (f" ({row.iri})" if row.iri else "")
        if row.outcome == Outcome.REFUSED:
            self.stderr.write(self.style.ERROR(f"{where}: refused: {row.reason}"))
        elif row.reason:
            self.stderr.write(f"{where}: known: {row.reason}")
        if row.left_out:
            self.stderr.write(f"{where}: not kept: {', '.join(row.left_out)}")

    def _conclude(self, counts: Counter[str]) -> None:
        new = "would be new" if self.options.dry_run else "new"
        words = {Outcome.NEW: new, Outcome.KNOWN: "known already", Outcome.REFUSED: "refused"}
        parts = ", ".join(f"{counts[outcome]} {word}" for outcome, word in words.items())
        self.stdout.write(f"{counts.total()} annotations: {parts}.")
        if counts[Outcome.REFUSED]:
            raise CommandError(
                f"{counts[Outcome.REFUSED]} annotations were refused, each with its reason above."
            )

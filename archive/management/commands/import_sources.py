"""`manage.py import_sources FILE`: references of another program, made as sources in one batch."""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import User
from archive.counted import all_counted
from archive.importing.reading import MOST_BYTES, File
from archive.importing.service import (
    ChangedMeanwhile,
    Imported,
    choose,
    discard_import,
    rehearse_import,
    start_import,
    take_import,
)
from archive.management.people import person_named
from archive.models import Import, ImportedRow
from archive.models.imported import Choice, Verdict
from sources.exchange.formats import read_formats
from sources.exchange.shapes import Unreadable


class Command(BaseCommand):
    help = "Make sources of the references in a file: CSL-JSON, BibTeX, BibLaTeX, RIS, EndNote XML, Zotero RDF or CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        names = [each.name for each in read_formats()]
        parser.add_argument("--format", default="", choices=names, help="else it is found out from the file")
        parser.add_argument(
            "--column",
            dest="columns",
            action="append",
            default=[],
            metavar="VARIABLE",
            help="for CSV: the variable of CSL that a column is, once for each column in order; '' leaves one out",
        )
        parser.add_argument(
            "--doubtful",
            choices=(Choice.SKIP, Choice.TAKE),
            default=Choice.SKIP,
            help="what to do with those",
        )
        parser.add_argument("--as", dest="username", default="", help="the person it is imported by")
        parser.add_argument(
            "--public", action="store_true", help="make it public at once; else it is a draft"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be made, write nothing")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        self.options = argparse.Namespace(**options)
        actor = person_named(self.options.username)
        file = self._file()
        with transaction.atomic():
            result, rows = self._import(file, actor)
            if self.options.dry_run:
                transaction.set_rollback(True)
        self._report(result, rows)

    def _file(self) -> File:
        path: Path = self.options.file
        try:
            if (size := path.stat().st_size) > MOST_BYTES:
                limit = MOST_BYTES // 2**20
                raise CommandError(
                    f"{path}: {size / 2**20:.1f} MB; the limit is {limit} MB. Nothing was written."
                )
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}. Nothing was written.") from error
        return File(data, path.name, self.options.format, tuple(self.options.columns))

    def _import(self, file: File, actor: User | None) -> tuple[Imported, list[ImportedRow]]:
        """A file of which nothing is made leaves nothing behind."""
        self._tell("reading, and comparing each row with what is here …")
        try:
            imported = start_import(file=file, actor=actor)
        except Unreadable as error:
            raise CommandError(f"{self.options.file}: {error} Nothing was written.") from error
        imported = self._choose(imported)
        rows = list(imported.rows.select_related("match"))
        self._tell(f"{len(rows)} rows read; writing …")
        try:
            if self.options.dry_run:
                return rehearse_import(imported, actor), rows
            public = self.options.public
            result = take_import(imported=imported, version=imported.version, actor=actor, public=public)
        except ChangedMeanwhile as error:
            raise CommandError(f"{error} Nothing was written: run it again.") from error
        if result.batch is None:
            discard_import(imported=imported, version=imported.version, actor=actor)
        return result, rows

    def _choose(self, imported: Import) -> Import:
        if self.options.doubtful == Choice.SKIP:
            return imported
        doubtful = imported.rows.filter(verdict=Verdict.DOUBTFUL).values_list("number", flat=True)
        choices = dict.fromkeys(doubtful, str(Choice.TAKE))
        return choose(imported=imported, version=imported.version, choices=choices)

    def _tell(self, words: str) -> None:
        """How far it is, for whoever waits at a terminal."""
        self.stderr.write(words)

    def _report(self, result: Imported, rows: list[ImportedRow]) -> None:
        if self.options.json:
            self.stdout.write(json.dumps(self._as_object(result, rows), ensure_ascii=False))
            return
        for row in rows:
            for words in _notes(row):
                self.stdout.write(f"  row {row.number}: {words}")
        made = ", ".join([*all_counted(result.made), *_filled(result.made)]) or "nothing new"
        word = "would be made" if self.options.dry_run else "made"
        self.stdout.write(f"{self.options.file}: {len(rows)} rows; {word}: {made}.")
        if result.batch:
            self.stdout.write(f"Undo with: python manage.py undo {result.batch.public_id}")

    def _as_object(self, result: Imported, rows: list[ImportedRow]) -> dict[str, Any]:
        return {
            "file": str(self.options.file),
            "dry_run": self.options.dry_run,
            "made": {
                kind: result.made[kind] for kind in ("sources", "posts", "agents", "accounts", "filled")
            },
            "verdicts": dict(Counter(row.verdict for row in rows)),
            "batch": result.batch.public_id if result.batch else None,
            "rows": [
                {
                    "number": row.number,
                    "verdict": row.verdict,
                    "reason": row.reason,
                    "match": row.match.public_id if row.match else None,
                    "choice": row.choice,
                    "problems": row.problems,
                }
                for row in rows
            ],
        }


def _notes(row: ImportedRow) -> list[str]:
    told = [f"{row.get_verdict_display()}: {row.reason}"] if row.reason else []
    return [*told, *(f"note: {problem}" for problem in row.problems if problem not in row.reason)]


def _filled(made: Counter[str]) -> list[str]:
    return [f"{made['filled']} filled in"] if made["filled"] else []

"""`manage.py ingest FILE…`: read, accept the proposal, keep."""

import argparse
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Batch
from accounts.services import start_batch
from archive.counted import all_counted
from archive.ingest import Arrival, Ingested, ingest, known_document, rehearse, with_text_status
from archive.management.people import person_named
from archive.models import CaptureMethod, TextStatus
from archive.reading import Proposal, UnreadableInput, read
from archive.reading.fitting import too_long
from archive.reading.proposal import Found
from archive.report import as_object
from sources.addresses import is_web_address
from sources.dates import NotADate, first_day

GIVEN = "given on the command line"


class Command(BaseCommand):
    help = "Keep article files: their exact text, the posts they quote and the sources they cite, as linked records."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="plain text or HTML")
        parser.add_argument("--url", default="", help="the article's address (one file only)")
        parser.add_argument(
            "--title", default="", help="its title; wins over what the file says (one file only)"
        )
        parser.add_argument(
            "--issued", default="", help="its date, EDTF: 2019-12-18; wins likewise (one file only)"
        )
        parser.add_argument("--as", dest="username", default="", help="the person it is kept by")
        parser.add_argument(
            "--public", action="store_true", help="make it public at once; else it is a draft"
        )
        parser.add_argument(
            "--text-status",
            choices=TextStatus.values,
            default=TextStatus.VERBATIM,
            help="how the quoted words stand to the original (default: verbatim)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object per file on standard output")
        parser.add_argument("--dry-run", action="store_true", help="say what would be made, write nothing")
        parser.add_argument("--keep-going", action="store_true", help="leave out files that cannot be read")

    def handle(self, *args: Any, **options: Any) -> None:
        self.options = argparse.Namespace(**options)
        self.actor = person_named(self.options.username)
        self.batch: Batch | None = None
        self.total: Counter[str] = Counter()
        self._check_given()
        readable, unreadable = self._readable()
        for path in readable:
            self._ingest(path)
        self._conclude(len(readable), unreadable)
        if unreadable:
            raise CommandError(f"{len(unreadable)} of {len(self.options.files)} files were left out.")

    def _check_given(self) -> None:
        given = [name for name in ("url", "title", "issued") if getattr(self.options, name)]
        if given and len(self.options.files) > 1:
            raise CommandError(
                f"--{given[0]} can only be true of one file; {len(self.options.files)} were named."
            )
        for name in given:
            if fault := too_long(name, getattr(self.options, name)):
                raise CommandError(f"--{name}: {fault} Nothing was written.")
        if self.options.url and not is_web_address(self.options.url):
            raise CommandError(
                f"--url: “{self.options.url}” is not a web address: it has to begin with https:// or http://."
            )
        try:
            first_day(self.options.issued)
        except NotADate as error:
            raise CommandError(f"--issued: {error}") from error

    def _readable(self) -> tuple[list[Path], list[Path]]:
        """Read every file once before anything is written. Raises `CommandError` naming each that cannot be."""
        good, bad = [], []
        for path in self.options.files:
            try:
                self._read(path)
                good.append(path)
            except (UnreadableInput, OSError) as error:
                self.stderr.write(self.style.ERROR(f"{path}: {_words(error)}"))
                bad.append(path)
        if bad and not self.options.keep_going:
            raise CommandError("Nothing was written. Mend the file, or leave it out with --keep-going.")
        return good, bad

    def _read(self, path: Path) -> tuple[Proposal, bytes]:
        size = path.stat().st_size
        if size > settings.MAX_UPLOAD_BYTES:
            limit = settings.MAX_UPLOAD_MB
            raise UnreadableInput("too-large", f"{size / 2**20:.1f} MB; the limit is {limit} MB.")
        data = path.read_bytes()
        proposal = read(data, name=path.name, url=self.options.url)
        return self._with_given(proposal), data

    def _with_given(self, proposal: Proposal) -> Proposal:
        metadata = proposal.metadata
        if self.options.title:
            metadata = replace(metadata, title=Found(self.options.title, GIVEN))
        if self.options.issued:
            metadata = replace(metadata, issued=Found(self.options.issued, GIVEN))
        return with_text_status(replace(proposal, metadata=metadata), self.options.text_status)

    def _ingest(self, path: Path) -> None:
        proposal, data = self._read(path)
        ingested = self._keep(proposal, data, path)
        self.total.update(ingested.tally.created)
        self.total["new"] += ingested.is_new
        if self.options.json:
            report = as_object(
                file=str(path), proposal=proposal, ingested=ingested, dry_run=self.options.dry_run
            )
            self.stdout.write(json.dumps(report, ensure_ascii=False))
        else:
            self._say(path, proposal, ingested)

    def _keep(self, proposal: Proposal, data: bytes, path: Path) -> Ingested:
        known = known_document(proposal.sha256)
        if known is None and self.batch is None and not self.options.dry_run:
            label = (
                path.name
                if len(self.options.files) == 1
                else f"{len(self.options.files)} files, first {path.name}"
            )
            self.batch = start_batch(kind="ingest", label=label, actor=self.actor)
        arrival = Arrival(
            data=data,
            method=CaptureMethod.FILE,
            batch=self.batch,
            actor=self.actor,
            public=self.options.public,
        )
        return rehearse(proposal, arrival) if self.options.dry_run else ingest(proposal, arrival)

    def _say(self, path: Path, proposal: Proposal, ingested: Ingested) -> None:
        if not ingested.is_new:
            self.stdout.write(f"{path}: nothing new, kept already as {ingested.document.get_absolute_url()}")
        else:
            made = ", ".join(all_counted(ingested.tally.created))
            where = "would be made" if self.options.dry_run else f"at {ingested.document.get_absolute_url()}"
            self.stdout.write(f"{path}: {made}; {where}")
        for warning in (*(each.message for each in proposal.warnings), *ingested.tally.notes):
            self.stdout.write(f"  note: {warning}")
        done, all_files = self.total["done"] + 1, len(self.options.files)
        self.total["done"] = done
        if all_files > 1:
            self.stderr.write(f"[{done}/{all_files}]")

    def _conclude(self, read_files: int, unreadable: list[Path]) -> None:
        if self.options.json:
            return
        if read_files > 1 or unreadable:
            word = "would be new" if self.options.dry_run else "new"
            self.stdout.write(
                f"{read_files} files: {self.total['new']} {word}, {read_files - self.total['new']} known."
            )
        if self.batch:
            self.stdout.write(f"Undo with: python manage.py undo {self.batch.public_id}")


def _words(error: UnreadableInput | OSError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)

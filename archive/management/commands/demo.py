"""`manage.py demo`: the bundled dossier, kept like any article."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import BatchKind
from accounts.services import start_batch
from archive.counted import all_counted
from archive.ingest import Arrival, Ingested, ingest, known_document, with_text_status
from archive.models import CaptureMethod, Document
from archive.reading import read

DOSSIER = Path(__file__).parents[2] / "dossier" / "surveillance-2019.html"


class Command(BaseCommand):
    help = "Load the bundled dossier into an archive that is still empty, for everybody to see. Safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        data = DOSSIER.read_bytes()
        # The posts in it are retold: nobody may take its words for theirs.
        proposal = with_text_status(read(data, name=DOSSIER.name), "paraphrase")
        known = known_document(proposal.sha256)
        if known:
            self.stdout.write(f"The dossier is here already, at {known.get_absolute_url()}: nothing new.")
        elif Document.objects.whole().exists():
            self.stdout.write("The archive has documents of its own: the dossier is left out.")
        else:
            batch = start_batch(kind=BatchKind.DEMO, label=str(proposal.metadata.title.value), actor=None)
            arrival = Arrival(data=data, method=CaptureMethod.FILE, batch=batch, public=True)
            self.stdout.write(summary(ingest(proposal, arrival)))


def summary(ingested: Ingested) -> str:
    """One line: what was made of the dossier, and where it is."""
    made = ", ".join(all_counted(ingested.tally.created))
    return f"The dossier made {made}. Read it at {ingested.document.get_absolute_url()}"

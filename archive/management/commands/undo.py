"""`manage.py undo BATCH`: take back what one batch made."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Batch
from archive.counted import all_counted
from archive.undo import CannotUndo, undo_batch


class Command(BaseCommand):
    help = "Remove what a batch made, except what other records rest on by now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("batch", help="the batch's id, as printed by ingest")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            batch = Batch.objects.get(public_id=options["batch"])
            undone = undo_batch(batch=batch, actor=None)
        except Batch.DoesNotExist as error:
            raise CommandError(f"There is no batch “{options['batch']}”.") from error
        except CannotUndo as error:
            raise CommandError(str(error)) from error
        for word, counts in (("removed", undone.removed), ("kept, in use elsewhere", undone.kept)):
            self.stdout.write(f"{word}: {', '.join(all_counted(counts)) or 'nothing'}")

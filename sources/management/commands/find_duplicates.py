"""`manage.py find_duplicates`: which records may be one, looked for anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from sources.merging.finding import find_duplicates
from sources.models import PairKind


class Command(BaseCommand):
    help = (
        "Compare all sources, posts, agents and accounts, and list the pairs that may be one under /duplicates/. "
        "Safe to run twice: the same records give the same pairs, and what people decided stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "kinds", nargs="*", metavar="KIND", help=f"only these: {', '.join(PairKind.values)}"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = options["kinds"] or PairKind.values
        if unknown := [each for each in kinds if each not in PairKind.values]:
            raise CommandError(
                f"There is no kind {', '.join(unknown)}; there are {', '.join(PairKind.values)}."
            )
        counts = find_duplicates(kinds=kinds, progress=self._progress)
        self.stdout.write(", ".join(f"{kind}: {count} likely pairs" for kind, count in counts.items()) + ".")

    def _progress(self, kind: str, count: int) -> None:
        """On a terminal only, over the line before it."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{kind}: {count}", ending="")

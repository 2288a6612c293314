"""`manage.py reindex`: the search indexes made anew from the records, or compared with them."""

from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.statistics import keep_statistics
from sources.searching.indexes import Index, all_indexes, outdated_indexes

SHOWN = 10  # differences of one index


class Command(BaseCommand):
    help = (
        "Make every search index anew from the records, while the site serves, with the same entries that daily upkeep "
        "makes. Safe to run twice, and to stop."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        known = ", ".join(index.name for index in all_indexes())
        parser.add_argument("indexes", nargs="*", metavar="INDEX", help=f"only these: {known}")
        parser.add_argument(
            "--check", action="store_true", help="write nothing; say what is missing or stale"
        )
        parser.add_argument(
            "--outdated", action="store_true", help="only those that another edition of this code made"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = _named(options["indexes"])
        if options["outdated"]:
            outdated = {index.name for index in outdated_indexes()}
            chosen = [index for index in chosen if index.name in outdated]
        if options["check"]:
            self._check(chosen)
            return
        for index in chosen:
            count = index.rebuild(partial(self._progress, index.name))
            self.stdout.write(f"{index.name}: {count} entries made.")
        keep_statistics()

    def _progress(self, name: str, count: int) -> None:
        """On a terminal only, over the line before it."""
        if self.stderr.isatty():
            self.stderr.write(f"\r{name}: {count}", ending="")

    def _check(self, chosen: list[Index]) -> None:
        count = 0
        for index in chosen:
            found = index.differences()
            count += len(found)
            for line in found[:SHOWN]:
                self.stderr.write(self.style.ERROR(line))
            self.stdout.write(f"{index.name}: {len(found)} differences.")
        if count:
            raise CommandError(f"{count} entries are not as the records are: run manage.py reindex.")


def _named(names: list[str]) -> list[Index]:
    """All indexes, or those with these names."""
    by_name = {index.name: index for index in all_indexes()}
    if unknown := [name for name in names if name not in by_name]:
        raise CommandError(f"There is no index {', '.join(unknown)}; there are {', '.join(by_name)}.")
    return [by_name[name] for name in names] if names else list(by_name.values())

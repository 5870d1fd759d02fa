"""`manage.py search_rebuild`"""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from search import service
from search.engines.base import get_engine
from search.leases import LeaseLost, LeaseTaken
from search.params import SearchUnavailable

MOST_WORKERS = 4  # by default; more wait for the index, not for each other


class Command(BaseCommand):
    """Fill a new index from the database and put it in the place of the old one."""

    help = "Fill a new index from the database and swap it in. Interrupted, the old index stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument(
            "--workers",
            type=int,
            metavar="N",
            help="processes that fill it, where the engine can (default: one a core)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it, with a progress bar where somebody looks."""
        workers = options["workers"] or (self._workers() if get_engine().parallel else 1)
        quiet = options["verbosity"] == 0
        with tqdm(desc="Indexing", unit="record", disable=quiet or None) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done)

            try:
                written = service.rebuild(progress, workers)
            except LeaseTaken as error:
                since = f"{error.since:%Y-%m-%d %H:%M} UTC"
                raise CommandError(
                    f"Another rebuild is running since {since}; this one did nothing."
                ) from error
            except (SearchUnavailable, LeaseLost) as error:
                raise CommandError(f"The index could not be rebuilt: {error}") from error
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(f"{written} records indexed."))

    @staticmethod
    def _workers() -> int:
        return min(MOST_WORKERS, os.cpu_count() or 1)

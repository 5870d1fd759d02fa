"""`manage.py search_check`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import service
from search.params import SearchUnavailable

SHOWN = 20


class Command(BaseCommand):
    """Compare the index with the database."""

    help = "Compare the index with the database; fails where they differ and --repair is not given."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--repair", action="store_true", help="make the index equal to the database")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, print, repair."""
        try:
            difference = service.check()
            self._print(difference)
            if not difference:
                return
            if not options["repair"]:
                raise CommandError("Index and database differ; --repair makes them equal.")
            report = service.repair(difference)
            difference = service.check()
        except SearchUnavailable as error:
            raise CommandError(f"The index cannot be read: {error}") from error
        if difference:
            raise CommandError("Index and database still differ; see the errors in the outbox.")
        self.stdout.write(
            self.style.SUCCESS(f"Repaired: {report.indexed} indexed, {report.deleted} deleted.")
        )

    def _print(self, difference: service.Difference) -> None:
        if difference.waiting:
            self.stdout.write(
                f"{difference.waiting} changes wait in the outbox, {difference.parked} of them parked."
            )
        if not difference:
            self.stdout.write(self.style.SUCCESS("Index and database agree."))
        for name in ("missing", "stale", "surplus", "unreadable"):
            records = getattr(difference, name)
            if records:
                more = f" and {len(records) - SHOWN} more" if len(records) > SHOWN else ""
                self.stdout.write(f"{name}: {len(records)}: {', '.join(records[:SHOWN])}{more}")

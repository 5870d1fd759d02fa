"""`manage.py search_drain`"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import draining


class Command(BaseCommand):
    """Carry what waits in the outbox over to the index."""

    help = "Carry changes that wait in the outbox over to the index; fails if some could not be carried over."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--all", action="store_true", help="also what is not due yet after a failure")
        parser.add_argument("--every", type=float, metavar="SECONDS", help="keep running, with this pause")

    def handle(self, *args: Any, **options: Any) -> None:
        """Drain once, or for ever."""
        while True:
            report = draining.drain(everything=options["all"])
            text = f"{report.indexed} indexed, {report.deleted} deleted, {report.failed} failed"
            if report.parked:
                text += f", {report.parked} of them parked"
            if not options["every"]:
                break
            if report.indexed or report.deleted or report.failed:
                self.stdout.write(text)
            time.sleep(options["every"])
        if report.failed:
            raise CommandError(f"{text}; they stay in the outbox with the error.")
        self.stdout.write(text)

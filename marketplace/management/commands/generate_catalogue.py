"""`manage.py generate_catalogue`: a made-up catalogue of any size, for benchmarks only."""

import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from marketplace.sample_catalogue.generating import MOST, Outcome, clear, generate
from marketplace.sample_catalogue.removal import StillUsed
from marketplace.sample_catalogue.sheets import NoSheets
from marketplace.sample_catalogue.writing import NoRoom


class Command(BaseCommand):
    """Make sample listings in the place of those made before, or remove them. For benchmarks only."""

    help = (
        "Make COUNT sample listings of sample suppliers, varied from the reference sheets, in the place of those made "
        "before. For benchmarks only: they are live pages about nothing real. The same count, seed and sheets give "
        "the same listings. Run search_rebuild afterwards."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How many, and which; or none any more."""
        parser.add_argument("count", type=int, nargs="?", help=f"how many listings, 1 to {MOST}")
        parser.add_argument(
            "--seed", type=int, default=1, help="which of all possible catalogues (default: 1)"
        )
        parser.add_argument(
            "--clear", action="store_true", help="remove what this command made, nothing else"
        )
        parser.add_argument("--force", action="store_true", help="also on a site that is not in DEBUG mode")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make or remove, and say what was done."""
        began = time.monotonic()
        self._check(options)
        quiet = options["verbosity"] == 0

        def watch(numbers: Iterable[int], total: int) -> Iterable[int]:
            return tqdm(numbers, total=total, desc="Sample listings", unit="listing", disable=quiet or None)

        try:
            outcome = clear() if options["clear"] else generate(options["count"], options["seed"], watch)
        except NoSheets as error:
            raise CommandError("There are no reference sheets to vary; run load_data first.") from error
        except (NoRoom, StillUsed) as error:
            raise CommandError(f"{error}. Nothing was changed.") from error
        if not quiet:
            self._say(outcome, time.monotonic() - began)

    def _check(self, options: dict[str, Any]) -> None:
        count = options["count"]
        if (count is None) != options["clear"]:
            raise CommandError("Give either a number of listings or --clear.")
        if count is not None and not 1 <= count <= MOST:
            raise CommandError(f"From 1 to {MOST:,} listings, not {count:,}.")
        if count is not None and not settings.DEBUG and not options["force"]:
            raise CommandError(
                "This site is not in DEBUG mode. A made-up catalogue does not belong on a public server; "
                "--force overrules."
            )

    def _say(self, outcome: Outcome, seconds: float) -> None:
        if outcome.removed_suppliers or outcome.removed_listings or not outcome.listings:
            self.stdout.write(
                f"Removed: {outcome.removed_listings:,} sample listings, {outcome.removed_suppliers:,} suppliers"
            )
        if outcome.listings:
            self.stdout.write(
                f"Made: {outcome.listings:,} sample listings of {outcome.suppliers:,} sample suppliers, for "
                "benchmarks only; remove them with generate_catalogue --clear"
            )
        self.stdout.write(self.style.SUCCESS(f"Done in {seconds:.1f} s"))
        self.stdout.write("Now run search_rebuild: the index does not know of the change yet.")

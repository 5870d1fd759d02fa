"""`manage.py search_rebuild`"""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search import service
from search.documents import SearchDocument
from search.params import SearchUnavailable


class Command(BaseCommand):
    """Fill a new index from the database and put it in the place of the old one."""

    help = "Fill a new index from the database and swap it in. Interrupted, the old index stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it, with a progress bar where somebody looks."""

        def progress(documents: Iterable[SearchDocument], total: int) -> Iterable[SearchDocument]:
            quiet = options["verbosity"] == 0
            return tqdm(documents, total=total, desc="Indexing", unit="record", disable=quiet or None)

        try:
            written = service.rebuild(progress)
        except SearchUnavailable as error:
            raise CommandError(f"The index could not be rebuilt: {error}") from error
        if options["verbosity"]:
            self.stdout.write(self.style.SUCCESS(f"{written} records indexed."))

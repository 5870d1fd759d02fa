"""Loads the facts of a folder into the database: all of them, or none."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from cms.facts.applying import load
from cms.facts.catalogue import loaders
from cms.facts.report import FactsError, Report

# More lines than this about single records would bury the rest.
_NAMED = 20


class Command(BaseCommand):
    """``python manage.py load_data [--data DIR] [--only FILE]``."""

    help = (
        "Load the facts that ship with the product (vocabulary, technologies, suppliers, labels, limits …). "
        "Checks every file before anything is written, writes all or nothing, and never overwrites what an "
        "editor changed. It can be run again at any time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the facts are, and which file to load alone."""
        parser.add_argument(
            "--data",
            type=Path,
            default=settings.DATA_DIR,
            help="folder with the facts (default: %(default)s)",
        )
        parser.add_argument(
            "--only", metavar="FILE", help="load one file below that folder, e.g. suppliers.json"
        )

    def handle(self, *args: object, **options: Any) -> None:
        """Load, and say what was done; every problem with its file, record and field otherwise."""
        began = time.monotonic()
        try:
            report = load(options["data"], loaders(), only=options["only"], watch=self._watch)
        except FactsError as error:
            count = len(error.problems)
            heading = f"{count} problem{'s' if count > 1 else ''} in {options['data']}; nothing was loaded"
            raise CommandError(f"{heading}\n{error}") from error
        if options["verbosity"]:
            self._say(report, time.monotonic() - began)

    def _watch(self, title: str, records: Sequence[Any]) -> Iterator[Any]:
        """A bar on a terminal; a line per file elsewhere, where bars would fill a log."""
        if not records:
            return
        if sys.stderr.isatty():
            yield from tqdm(records, desc=f"{title:<28}", unit="record", file=sys.stderr)
        else:
            yield from records
            self.stdout.write(f"{title}: {len(records)}")

    def _say(self, report: Report, seconds: float) -> None:
        for pattern in report.absent:
            self.stdout.write(f"not there: {pattern}")
        for note in report.notes[:_NAMED]:
            self.stdout.write(f"note: {note}")
        for kept in report.kept[:_NAMED]:
            self.stdout.write(f"kept: {kept.table} {kept.key}: {kept.reason}")
        if len(report.kept) > _NAMED:
            self.stdout.write(f"kept: {len(report.kept) - _NAMED} more")
        for table, count in report.gone.items():
            if count:
                self.stdout.write(f"kept: {table}: {count} that the data no longer holds")
        added = sum(change.action == "added" for change in report.changes)
        updated = len(report.changes) - added
        unchanged = sum(report.unchanged.values())
        summary = f"{added} added, {updated} updated, {unchanged} unchanged, {len(report.kept)} kept"
        self.stdout.write(self.style.SUCCESS(f"{summary} ({seconds:.1f} s)"))

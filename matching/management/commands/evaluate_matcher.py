"""Measure the matcher on the judged needs, beside the plain methods."""

from __future__ import annotations

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from matching import evaluation
from matching.catalogue import NoTechnologies, snapshot
from matching.core import metrics


class Command(BaseCommand):
    """``python manage.py evaluate_matcher``: the table that comes with every change of the ranking."""

    help = "Print nDCG@10, recall@50 and MRR on the judged needs, by language, beside the plain methods."

    def add_arguments(self, parser) -> None:
        """The command's options."""
        parser.add_argument("--by", choices=["language", "country"], default="language")
        parser.add_argument(
            "--rankings", type=Path, help="folder for each method's rankings, for an outside scorer"
        )
        parser.add_argument("--only", help="one language only, e.g. en")

    def handle(
        self, *args: object, by: str, rankings: Path | None, only: str | None, **options: object
    ) -> None:
        """Rank, score, print."""
        needs = [need for need in evaluation.judged_needs() if not only or need.language == only]
        if not needs:
            raise CommandError(f"No judged need in {only!r}.")
        try:
            found = dict(
                tqdm(evaluation.rankings(needs, snapshot()), total=len(needs), desc="Rank", disable=None)
            )
        except NoTechnologies:
            raise CommandError("No technology is published: run load_data first.") from None
        tables = {m: {k: r[m] for k, r in found.items() if m in r} for m in evaluation.METHODS}
        tables = {method: table for method, table in tables.items() if table}
        groups = evaluation.by(needs, lambda need: getattr(need, by))
        for metric in metrics.METRICS:
            self._table(metric, groups, tables)
        self._differences(needs, tables)
        if rankings:
            self._write(rankings, tables)

    def _table(self, metric: str, groups: dict, tables: dict) -> None:
        self.stdout.write(f"\n{metric:<10} needs  " + "  ".join(f"{method:>13}" for method in tables))
        for name, needs in groups.items():
            cells = []
            for table in tables.values():
                values = metrics.scores({need.id: need.grades for need in needs}, table)[metric]
                cells.append(f"{metrics.mean(values):>13.3f}")
            self.stdout.write(f"{name:<10} {len(needs):>5}  " + "  ".join(cells))

    def _differences(self, needs: list, tables: dict) -> None:
        self.stdout.write("\nmatcher minus each plain method, nDCG@10, 95 % paired bootstrap over needs")
        grades = {need.id: need.grades for need in needs}
        ours = metrics.scores(grades, tables["matcher"])["nDCG@10"]
        for method, table in tables.items():
            if method == "matcher":
                continue
            theirs = metrics.scores(grades, table)["nDCG@10"]
            gained = [a - b for a, b in zip(ours, theirs, strict=True)]
            low, high = metrics.interval(gained)
            self.stdout.write(f"  {method:<13} {metrics.mean(gained):+.3f} [{low:+.3f}, {high:+.3f}]")

    def _write(self, folder: Path, tables: dict) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for method, table in tables.items():
            name = method.replace(" ", "-").lower() + ".json"
            (folder / name).write_text(json.dumps(table, indent=1), encoding="utf-8")
        self.stdout.write(f"\nRankings written to {folder}")

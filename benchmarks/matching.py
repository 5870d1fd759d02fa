"""Time and memory of a match, as ratios in one run: ours beside a plain numpy scan and beside the engine alone.

    python benchmarks/matching.py

Runs on the loaded catalogue (``make run`` first). Prints medians over the judged needs, warm.
"""

from __future__ import annotations

import itertools
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from matching.core.profiles import NeedProfile, TechnologyProfile

MANY = 100_000  # technologies
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.dev")


def median_ms(work: Callable[[object], object], items: Sequence[object]) -> float:
    """The median time of ``work`` on each item, in milliseconds, after one warm-up."""
    work(items[0])
    times = []
    for item in items:
        start = time.perf_counter()
        work(item)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def print_checks(needs: Sequence[NeedProfile], profiles: Sequence[TechnologyProfile]) -> None:
    """How many requirements are checked a second: one by one, and at once on as many technologies as a region has."""
    from matching.core.verdict_table import VerdictTable
    from matching.core.verdicts import judge_all

    asking = [need for need in needs if need.requirements]
    many = list(itertools.islice(itertools.cycle(profiles), MANY))
    table = VerdictTable.of(many)
    work: dict[str, tuple[int, Callable[[NeedProfile], object]]] = {
        "one by one": (len(profiles), lambda need: [judge_all(need, profile) for profile in profiles]),
        "at once": (MANY, table.outcomes),
    }
    for name, (count, judge) in work.items():
        start = time.perf_counter()
        for need in asking:
            judge(need)
        checks = sum(len(need.requirements) for need in asking) * count
        print(f"requirement checks a second, {name}: {checks / (time.perf_counter() - start):,.0f}")
    print(f"table of {MANY:,} technologies: {table.nbytes / MANY:.0f} bytes each")


def main() -> None:
    """Measure and print."""
    django.setup()
    from django.test import Client

    from matching import evaluation
    from matching.asking import understand
    from matching.catalogue import forget, snapshot
    from matching.core.ranking import rank
    from matching.core.verdicts import judge_all
    from matching.service import question

    start = time.perf_counter()
    now = snapshot()
    cold = time.perf_counter() - start
    needs = evaluation.judged_needs()[::5]
    asked = [question(understand(need.ask).profile) for need in needs]
    shelf = now.catalogue

    def scan(one: object) -> object:
        """The least anybody has to do: one product of the question with every vector."""
        return (shelf.latent @ shelf.space.vectors([one.tokens])[0]).argsort()

    rows = {
        "plain numpy scan of the latent vectors": median_ms(scan, asked),
        "understand a need": median_ms(lambda need: understand(need.ask), needs),
        "understand and encode": median_ms(lambda need: question(understand(need.ask).profile), needs),
        "rank 50 of all, judged and explained": median_ms(lambda one: rank(one, shelf), asked),
        "judge every technology, one by one": median_ms(
            lambda one: [judge_all(one.need, profile) for profile in shelf.profiles], asked
        ),
        "judge every technology, at once": median_ms(lambda one: shelf.verdicts.outcomes(one.need), asked),
    }
    client = Client(SERVER_NAME="127.0.0.1")
    questions = [f"{need.ask.title} {need.ask.text}" for need in needs]
    rows["the page /match/, whole"] = median_ms(lambda q: client.get("/en/match/", {"q": q}), questions)
    base = rows["plain numpy scan of the latent vectors"]
    print(f"{len(shelf)} technologies, {len(needs)} needs; first reading of the catalogue {cold:.1f} s")
    for name, value in rows.items():
        print(f"{name:<42} {value:8.1f} ms  {value / base:7.1f} ×")
    print_checks([one.need for one in asked], shelf.profiles)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process: {peak:.0f} MB")
    forget()


if __name__ == "__main__":
    main()

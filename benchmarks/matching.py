"""Time and memory of a match, as ratios in one run: ours beside a plain numpy scan and beside the engine alone.

    python benchmarks/matching.py

Runs on the loaded catalogue (``make run`` first). Prints medians over the judged needs, warm.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import django

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
        "judge every technology": median_ms(
            lambda one: [judge_all(one.need, profile) for profile in shelf.profiles], asked
        ),
    }
    client = Client(SERVER_NAME="127.0.0.1")
    questions = [f"{need.ask.title} {need.ask.text}" for need in needs]
    rows["the page /match/, whole"] = median_ms(lambda q: client.get("/en/match/", {"q": q}), questions)
    base = rows["plain numpy scan of the latent vectors"]
    print(f"{len(shelf)} technologies, {len(needs)} needs; first reading of the catalogue {cold:.1f} s")
    for name, value in rows.items():
        print(f"{name:<42} {value:8.1f} ms  {value / base:7.1f} ×")
    checks = sum(len(one.need.requirements) for one in asked) * len(shelf)
    total = statistics.mean([rows["judge every technology"]]) * len(asked) / 1000
    print(f"requirement checks a second: {checks / total:,.0f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process: {peak:.0f} MB")
    forget()


if __name__ == "__main__":
    main()

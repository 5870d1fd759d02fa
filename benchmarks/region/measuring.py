"""Measuring ways side by side, and saying whether a bound held."""

import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any


def milliseconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def side_by_side(
    ways: dict[str, Callable[[Any], object]], asked: Sequence[Any], rounds: int
) -> dict[str, list[float]]:
    """For each way and question the median of some rounds, after one round to warm up; the ways take turns."""
    times: dict[str, list[list[float]]] = {name: [[] for _ in asked] for name in ways}
    for round_ in range(rounds + 1):
        for number, question in enumerate(asked):
            order = list(ways.items())
            for name, ask in order if round_ % 2 else reversed(order):
                took = milliseconds(partial(ask, question))
                if round_:
                    times[name][number].append(took)
    return {name: [statistics.median(each) for each in several] for name, several in times.items()}


def p95(times: Sequence[float]) -> float:
    """The time that 19 of 20 stay under."""
    return statistics.quantiles(times, n=20)[-1]


class Report:
    """Prints rows, and remembers whether every bound held."""

    def __init__(self, *, judged: bool) -> None:
        self.judged, self.held = judged, True

    def times(self, name: str, times: Sequence[float], floor: Sequence[float] | None = None) -> None:
        """One way: median, p95, and its p95 as a multiple of another way's."""
        ratio = f"{p95(times) / p95(floor):8.2f}" if floor else ""
        print(f"  {name:34}{statistics.median(times):10.2f}{p95(times):10.2f}{ratio}", flush=True)

    def bound(self, text: str, value: float, most: float, *, least: bool = False) -> None:
        """A bound, and whether it held."""
        holds = value >= most if least else value <= most
        self.held = self.held and holds
        verdict = ("holds" if holds else "BROKEN") if self.judged else "not judged at this size"
        sign = "≥" if least else "≤"
        print(f"  {text}: {value:.2f} {sign} {most:g}: {verdict}", flush=True)

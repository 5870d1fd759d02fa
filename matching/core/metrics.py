"""How good a ranking is: nDCG@10, recall@50 and MRR on graded judgments, with bootstrap intervals over needs.

The same definitions as the independent scorer of the judged set: gain ``2^grade - 1``, recall and reciprocal rank of
grades 2 and 3; needs without such a grade are left out.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence

Grades = Mapping[str, int]
GOOD = 2


def ndcg(ranking: Sequence[str], grades: Grades, k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first ``k``, between 0 and 1."""

    def gain(grade: int) -> float:
        return float(2**grade - 1)

    found = sum(gain(grades.get(t, 0)) / math.log2(i + 2) for i, t in enumerate(ranking[:k]))
    best = sorted(grades.values(), reverse=True)[:k]
    ideal = sum(gain(g) / math.log2(i + 2) for i, g in enumerate(best))
    return found / ideal if ideal else 0.0


def recall(ranking: Sequence[str], grades: Grades, k: int = 50) -> float:
    """Share of the good technologies among the first ``k``."""
    good = {t for t, g in grades.items() if g >= GOOD}
    return len(good & set(ranking[:k])) / len(good) if good else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Grades) -> float:
    """One over the place of the first good technology; 0 where there is none."""
    return next((1 / (i + 1) for i, t in enumerate(ranking) if grades.get(t, 0) >= GOOD), 0.0)


METRICS: Mapping[str, Callable[[Sequence[str], Grades], float]] = {
    "nDCG@10": ndcg,
    "recall@50": recall,
    "MRR": reciprocal_rank,
}


def judged(judgments: Mapping[str, Grades]) -> dict[str, Grades]:
    """The needs that have a good technology at all; the others measure nothing."""
    return {need: grades for need, grades in judgments.items() if any(g >= GOOD for g in grades.values())}


def scores(judgments: Mapping[str, Grades], rankings: Mapping[str, Sequence[str]]) -> dict[str, list[float]]:
    """Each metric for each judged need, in the order of ``judgments``; a need without a ranking scores 0."""
    return {
        name: [metric(rankings.get(need, ()), grades) for need, grades in judgments.items()]
        for name, metric in METRICS.items()
    }


def mean(values: Sequence[float]) -> float:
    """The mean; 0 for no values."""
    return sum(values) / len(values) if values else 0.0


def interval(values: Sequence[float], rounds: int = 1000, seed: int = 0) -> tuple[float, float]:
    """95 % bootstrap interval of the mean. Given differences of two rankings need by need, it is a paired one."""
    if not values:
        return 0.0, 0.0
    draw = random.Random(seed)  # noqa: S311 - a repeatable draw is wanted
    means = sorted(sum(draw.choices(values, k=len(values))) / len(values) for _ in range(rounds))
    return means[int(0.025 * rounds)], means[int(0.975 * rounds)]

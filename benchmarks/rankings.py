"""Ways to learn the ranking, side by side, by leaving needs out: a need and its translations are never on both sides.

    python benchmarks/rankings.py

Runs on the loaded catalogue (``make run`` first). Prints nDCG@10 in English and in the nine other languages, the mean
of three draws of five parts each. The first row is the ranking without any learning.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import django
import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge

if TYPE_CHECKING:
    from matching.training import Example

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.dev")
DRAWS, PARTS = 3, 5

Scorer = Callable[[np.ndarray], np.ndarray]
Learner = Callable[[np.ndarray, np.ndarray, np.ndarray], Scorer]


def learners() -> dict[str, Learner]:
    """Each takes signals, grades and the need of each row, and gives a scorer in points."""
    from matching.core.learning import LISTWISE, PAIRWISE, PointsRanker, gains
    from matching.core.points import POINTS

    prior = np.array(list(POINTS.values()))

    def points(loss: str, strength: float) -> Learner:
        return lambda x, y, need: PointsRanker(prior, strength=strength, loss=loss).fit(x, y, need).predict

    def ridge(x: np.ndarray, y: np.ndarray, need: np.ndarray) -> Scorer:
        return Ridge(positive=True).fit(x, gains(y)).predict

    def logistic(x: np.ndarray, y: np.ndarray, need: np.ndarray) -> Scorer:
        return LogisticRegression(max_iter=500).fit(x, y >= 2).decision_function

    def boosting(x: np.ndarray, y: np.ndarray, need: np.ndarray) -> Scorer:
        model = HistGradientBoostingRegressor(
            learning_rate=0.05, max_iter=150, max_leaf_nodes=4, min_samples_leaf=15,
            monotonic_cst=[1] * x.shape[1], interaction_cst="no_interactions", random_state=0,
        )  # fmt: skip
        fitted = model.fit(x, gains(y))
        return lambda rows: 100 * fitted.predict(rows)

    return {
        "without learning": lambda x, y, need: lambda rows: rows @ prior,
        "ridge, positive": ridge,
        "logistic": logistic,
        "boosting, monotone, additive": boosting,
        **{f"listwise, strength {s:g}": points(LISTWISE, s) for s in (0.003, 0.03, 0.3)},
        **{f"pairwise, strength {s:g}": points(PAIRWISE, s) for s in (0.003, 0.03, 0.3)},
    }


def left_out(examples: Sequence[Example], learner: Learner, draw: int) -> np.ndarray:
    """nDCG@10 of each example, ranked by what was learned from the other parts."""
    needs = sorted({example.need for example in examples})
    np.random.default_rng(draw).shuffle(needs)
    part = {need: place % PARTS for place, need in enumerate(needs)}
    values = np.zeros(len(examples))
    for number in range(PARTS):
        taught = [e for e in examples if part[e.need] != number]
        score = learner(
            np.concatenate([e.signals[~e.fails] for e in taught]),
            np.concatenate([e.grades[~e.fails] for e in taught]),
            np.repeat(np.arange(len(taught)), [(~e.fails).sum() for e in taught]),
        )
        for place, example in enumerate(examples):
            if part[example.need] == number:
                values[place] = example.ndcg_of(score(example.signals))
    return values


def main() -> None:
    """Print the table."""
    django.setup()
    from matching.catalogue import snapshot
    from matching.evaluation import judged_needs
    from matching.training import read_examples

    examples = read_examples(judged_needs(), snapshot(), progress=True)
    english = np.array([example.language == "en" for example in examples])
    print(f"{'nDCG@10 on needs left out':<32} English ({english.sum()})  others ({(~english).sum()})")
    for name, learner in learners().items():
        values = np.mean([left_out(examples, learner, draw) for draw in range(DRAWS)], axis=0)
        print(f"{name:<32} {values[english].mean():>12.3f}  {values[~english].mean():>12.3f}", flush=True)


if __name__ == "__main__":
    main()

"""How many points each signal is worth, learned from graded needs.

A ranker is a weighted sum of signals with weights that are never negative: more fit never lowers a rank, and a score
stays the sum of its shown parts. Weights are pulled to a prior, so that with nothing to learn from they are the prior.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

__all__ = ["LISTWISE", "PAIRWISE", "PointsRanker", "gains"]

LISTWISE, PAIRWISE = "listwise", "pairwise"
TOTAL = 100.0  # points that can be earned


def gains(grades: np.ndarray) -> np.ndarray:
    """What a grade is worth: ``2^grade - 1``, as in nDCG."""
    return np.exp2(np.asarray(grades, float)) - 1.0


class PointsRanker(BaseEstimator):
    """Learns points per signal by comparing technologies within a need, never between needs.

    ``prior`` are the points without any learning, shape (f,). ``strength`` is how strongly they hold;
    ``temperature`` is how many points apart two technologies must be to be surely ordered. ``loss`` is ``listwise``
    (cross entropy of the softmax of scores with the normalised gains: Cao et al., 2007) or ``pairwise`` (logistic
    loss of every pair of different grades: Burges et al., 2005).
    """

    def __init__(
        self,
        prior: Sequence[float] = (),
        strength: float = 1.0,
        temperature: float = 8.0,
        loss: str = LISTWISE,
    ) -> None:
        self.prior = prior
        self.strength = strength
        self.temperature = temperature
        self.loss = loss

    def fit(
        self,
        X: np.ndarray,  # noqa: N803 - as scikit-learn names it
        y: np.ndarray,
        qid: np.ndarray,
        sample_weight: np.ndarray | None = None,
    ) -> PointsRanker:
        """Fit on rows of signals, shape (n, f), their grades, and the need of each row.

        ``sample_weight`` weighs needs: its value at a need's first row counts. ``ValueError`` where shapes differ.
        """
        table, grades, needs = np.asarray(X, float), np.asarray(y, float), np.asarray(qid)
        prior = np.asarray(self.prior, float)
        if table.ndim != 2 or table.shape[1] != len(prior) or not len(table) == len(grades) == len(needs):
            raise ValueError("signals, grades, needs and prior do not belong together")
        lists = []
        for need in dict.fromkeys(needs.tolist()):
            rows = np.flatnonzero(needs == need)
            weight = 1.0 if sample_weight is None else float(sample_weight[rows[0]])
            if len(np.unique(grades[rows])) > 1 and weight > 0:
                lists.append((table[rows], gains(grades[rows]), weight))
        loss = self._pairwise if self.loss == PAIRWISE else self._listwise
        total = sum(weight for *_, weight in lists) or 1.0
        scale = (
            prior + prior.mean() * 0.2
        )  # a signal may move in proportion to its points, and a little from none

        def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
            away = (weights - prior) / scale
            value, slope = self.strength * float(away @ away), 2 * self.strength * away / scale
            for rows, gain, weight in lists:
                one, turn = loss(rows, gain, weights)
                value += weight / total * one
                slope += weight / total * turn
            return value, slope

        found = minimize(cost, prior, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(prior))
        self.coef_ = found.x * (TOTAL / found.x.sum()) if lists and found.x.sum() > 0 else prior.copy()
        self.n_features_in_ = table.shape[1]
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:  # noqa: N803
        """Points of each row, shape (n,)."""
        check_is_fitted(self)
        return np.asarray(X, float) @ self.coef_

    def points(self, names: Sequence[str]) -> Mapping[str, float]:
        """The learned points by the name of their signal, to hundredths."""
        check_is_fitted(self)
        return {name: round(float(value), 2) for name, value in zip(names, self.coef_, strict=True)}

    def _listwise(self, rows: np.ndarray, gain: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ weights / self.temperature
        scores -= scores.max()
        logs = scores - np.log(np.exp(scores).sum())
        wanted = gain / gain.sum()
        return -float(wanted @ logs), rows.T @ (np.exp(logs) - wanted) / self.temperature

    def _pairwise(self, rows: np.ndarray, gain: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
        better, worse = np.nonzero(gain[:, None] > gain[None, :])
        apart = gain[better] - gain[worse]
        apart = apart / apart.sum()
        scores = rows @ weights / self.temperature
        margin = scores[better] - scores[worse]
        value = float(apart @ np.logaddexp(0, -margin))
        pull = -apart / (1 + np.exp(np.clip(margin, -500, 500)))
        turn = np.bincount(better, pull, len(rows)) - np.bincount(worse, pull, len(rows))
        return value, rows.T @ turn / self.temperature

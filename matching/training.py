"""The ranking learned from graded needs, and held against the running one on needs that neither ever learned from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from tqdm import tqdm

from .asking import understand
from .core import metrics
from .core.learning import PAIRWISE, PointsRanker
from .core.points import POINTS
from .core.ranking import signals_of
from .core.signals import fails_a_must
from .evaluation import JudgedNeed
from .service import question

if TYPE_CHECKING:
    from .catalogue import Snapshot

HELD_OUT = 5  # of so many needs one is never learned from
STRENGTH = 0.03  # of 0.003 to 3 by leaving needs out: docs/decisions/0008-learned-ranking.md


@dataclass(frozen=True)
class Example:
    """One graded need against n technologies: signals, shape (n, f), grades, shape (n,), and who fails a must-have.

    ``need`` names the need without its language: its translations are never on both sides of a comparison.
    """

    need: str
    language: str
    signals: np.ndarray
    grades: np.ndarray
    fails: np.ndarray
    ties: np.ndarray

    @property
    def held_out(self) -> bool:
        """Whether the need is kept for comparing, by a hash of its name: the same for every model."""
        return held_out(self.need)

    def ndcg(self, points: np.ndarray) -> float:
        """nDCG@10 of the ranking that ``points`` make, shape (f,)."""
        return self.ndcg_of(np.round(self.signals * points, 2).sum(axis=1))

    def ndcg_of(self, scores: np.ndarray) -> float:
        """nDCG@10 of the ranking that ``scores`` make, shape (n,)."""
        scores = np.round(scores, 2)
        order = np.lexsort((self.ties, -scores, self.fails))
        graded = {str(row): int(grade) for row, grade in enumerate(self.grades) if grade}
        return metrics.ndcg([str(row) for row in order[:10]], graded)


@dataclass(frozen=True)
class Learned:
    """Points learned, the estimator behind them, and nDCG@10 on the needs held out, by language and in all."""

    ranker: PointsRanker
    points: Mapping[str, float]
    held_out: Mapping[str, float]
    learned_from: int
    compared_on: int
    data: str


def held_out(need: str) -> bool:
    """Whether a need is never learned from."""
    return hashlib.blake2b(need.encode(), digest_size=4).digest()[0] % HELD_OUT == 0


def read_examples(needs: Sequence[JudgedNeed], now: Snapshot, *, progress: bool = False) -> list[Example]:
    """The signals of every technology for each judged need that asks something."""
    rows = now.catalogue.rows
    found = []
    for judged in tqdm(needs, desc="Read judged needs", disable=None if progress else True):
        asked = question(understand(judged.ask).profile)
        signals = signals_of(asked, now.catalogue)
        known = {rows[t]: grade for t, grade in judged.grades.items() if t in rows}
        if signals is None or not any(known.values()):
            continue
        grades = np.zeros(len(rows), np.int8)
        grades[list(known)] = list(known.values())
        table = signals[0].table(asked.need, len(rows)).astype(np.float32)
        fails = fails_a_must(asked.need, signals[1])
        name = judged.id.partition("@")[0]
        found.append(Example(name, judged.language, table, grades, fails, now.catalogue.ties))
    return found


def learn(examples: Sequence[Example]) -> Learned | None:
    """Learn from the needs that are not held out; None where there are none of either side."""
    taught = [example for example in examples if not example.held_out]
    compared = [example for example in examples if example.held_out]
    if not taught or not compared:
        return None
    ranker = fit(taught)
    points = ranker.points(list(POINTS))
    return Learned(ranker, points, quality(compared, points), len(taught), len(compared), data_hash(examples))


def fit(examples: Sequence[Example], prior: Mapping[str, float] = POINTS) -> PointsRanker:
    """The estimator fitted on examples; on none it is the prior."""
    ranker = PointsRanker(tuple(prior.values()), strength=STRENGTH, loss=PAIRWISE)
    if not examples:
        nothing = np.zeros((0, len(prior)))
        return ranker.fit(nothing, np.zeros(0), np.zeros(0, int))
    # Technologies that fail a must-have stand below by rule, whatever their points.
    kept = [~example.fails for example in examples]
    return ranker.fit(
        np.concatenate([e.signals[keep] for e, keep in zip(examples, kept, strict=True)]),
        np.concatenate([e.grades[keep] for e, keep in zip(examples, kept, strict=True)]),
        np.repeat(np.arange(len(examples)), [keep.sum() for keep in kept]),
    )


def quality(examples: Iterable[Example], points: Mapping[str, float]) -> dict[str, float]:
    """Mean nDCG@10 of the ranking that ``points`` make: ``all``, and by language."""
    weights = np.array([points[name] for name in POINTS])
    by_language: dict[str, list[float]] = {}
    for example in examples:
        value = example.ndcg(weights)
        for name in ("all", example.language):
            by_language.setdefault(name, []).append(value)
    return {name: round(metrics.mean(values), 4) for name, values in sorted(by_language.items())}


def data_hash(examples: Iterable[Example]) -> str:
    """A fingerprint of what was learned from and compared on."""
    digest = hashlib.sha256()
    for example in examples:
        digest.update(f"{example.need}@{example.language}".encode())
        digest.update(np.round(example.signals, 3).tobytes())
        digest.update(example.grades.tobytes())
    return digest.hexdigest()

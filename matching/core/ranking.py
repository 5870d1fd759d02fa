"""The ranking: signals weighed in points that sum to 100, and the account of each.

Weights were set on the judged needs, checked by leaving out needs (``docs/decisions/0005-first-ranking.md``); they
hold from the first day, without any feedback. A score is the sum of its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .catalogue import Catalogue
from .changes import changes
from .profiles import Match
from .reasons import account
from .signals import (
    Question,
    Signals,
    code_signals,
    fails_a_must,
    points_for,
    practice,
    verdict_signals,
    word_signals,
)
from .verdicts import judge_all

__all__ = ["Ranking", "order", "rank", "signals_of"]


@dataclass(frozen=True)
class Ranking:
    """All technologies that answer a question, best first, before any is explained.

    ``rows`` are rows of the catalogue in the order of the ranking, int of shape (m,); ``parts`` are the points that
    each signal earned every technology, ``weights`` the points it could earn.
    """

    question: Question
    catalogue: Catalogue
    rows: np.ndarray
    parts: Mapping[str, np.ndarray]
    weights: Mapping[str, float]

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def scores(self) -> np.ndarray:
        """Points of the ranked technologies, in their order, shape (m,)."""
        total = np.zeros(len(self.rows))
        for part in self.parts.values():
            total += part[self.rows]
        return np.round(total, 2)

    def matches(self, limit: int) -> tuple[Match, ...]:
        """The best ``limit`` with verdicts, reasons and what would change each."""
        return tuple(self._match(int(row)) for row in self.rows[:limit])

    def _match(self, row: int) -> Match:
        """The account of one technology: its verdicts one by one, and the points that each signal earned it."""
        need, profile = self.question.need, self.catalogue.profiles[row]
        earned = {name: float(part[row]) for name, part in self.parts.items()}
        verdicts = judge_all(need, profile)
        shared = self.catalogue.lexicon.shared(self.question.tokens, row)
        return Match(
            technology=profile.id,
            score=round(sum(earned.values()), 2),
            verdicts=verdicts,
            reasons=account(need, profile, earned, self.weights, shared, verdicts),
            missing=tuple(changes(verdicts)),
        )


def signals_of(question: Question, catalogue: Catalogue) -> tuple[Signals, np.ndarray] | None:
    """The signals of every technology and the outcomes of its requirements, int of shape (n, r).

    None where nothing is asked, or nothing is there.
    """
    need = question.need
    if not len(catalogue):
        return None
    signals = Signals({**word_signals(question, catalogue), **code_signals(need, catalogue)})
    if not signals.values and not need.requirements:
        return None
    codes = catalogue.verdicts.outcomes(need)
    signals.values |= {"practice": practice(catalogue, need.country), **verdict_signals(need, codes)}
    return signals, codes


def order(question: Question, catalogue: Catalogue) -> Ranking:
    """Rank all technologies for a need.

    One that fails a must-have never stands above one that fails none; equal scores are ordered by a hash of the id.
    A technology for which nothing of the question speaks is left out: being proven in practice is no answer.
    """
    need = question.need
    found = signals_of(question, catalogue)
    if found is None:
        return Ranking(question, catalogue, np.zeros(0, np.intp), {}, {})
    signals, codes = found
    weights = points_for(need, catalogue.points)
    parts = signals.parts(weights)
    scores = np.round(np.sum(list(parts.values()), axis=0), 2)
    answering = np.flatnonzero(signals.speaks())
    fails = fails_a_must(need, codes)[answering]
    best = np.lexsort((catalogue.ties[answering], -scores[answering], fails))
    return Ranking(question, catalogue, answering[best], parts, weights)


def rank(question: Question, catalogue: Catalogue, limit: int = 50) -> tuple[Match, ...]:
    """The best ``limit`` technologies for a need, best first, each with its account."""
    return order(question, catalogue).matches(limit)

"""The signals of a ranking: what of a question speaks for each technology, every one between 0 and 1.

A better fit never lowers a signal. Words are compared in three ways, codes in three, requirements through their
verdicts; proof in practice stands beside them. No signal knows who a supplier is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .catalogue import Catalogue
from .outcome_arrays import OUTCOMES, OutcomeCode
from .points import POINTS
from .profiles import NeedProfile, Outcome, RequirementKind

# Codes that were only read from the text stand in the words already; more points for them made rankings worse.
READ_SHARE = 0.15
# The encoder was measured to help questions in English only; elsewhere it pulls away from what the words say.
SEMANTIC_LANGUAGES = frozenset({"en"})
WORTH = {Outcome.MET: 1.0, Outcome.PART: 0.8, Outcome.NOT_MET: 0.0, Outcome.NOT_STATED: 0.0}
CAPACITY_WORTH = {**WORTH, Outcome.PART: 0.6}
# Parts of a score that say nothing about the question itself.
UNASKED = frozenset({"neighbours", "practice"})
QUIET = 0.5  # the lower half of all cosines says nothing


@dataclass(frozen=True)
class Question:
    """A need with its words made comparable: tokens, and the encoder's vectors, shape (m, d), where there is one."""

    need: NeedProfile
    tokens: Sequence[str]
    vectors: np.ndarray | None = None


@dataclass
class Signals:
    """Signal values per technology, each of shape (n,), between 0 and 1; only what the need allows to ask."""

    values: dict[str, np.ndarray] = field(default_factory=dict)

    def parts(self, weights: Mapping[str, float]) -> dict[str, np.ndarray]:
        """The points that each signal earns, to hundredths as they are shown, each of shape (n,)."""
        return {
            name: np.round(weights[name] * value.astype(np.float64), 2) for name, value in self.values.items()
        }

    def table(self, need: NeedProfile, count: int) -> np.ndarray:
        """What a ranking learns from: signals in the order of ``POINTS``, shape (``count``, signals), 0 where unasked."""
        columns = [self.values.get(name, np.zeros(count)) for name in POINTS]
        return np.stack(columns, axis=1) * np.array(_shares(need))

    def speaks(self) -> np.ndarray:
        """Whether something of the question speaks for each technology, bool of shape (n,)."""
        asked = [value > 0 for name, value in self.values.items() if name not in UNASKED]
        return np.any(asked, axis=0)


def scaled(scores: np.ndarray, floor: float = 0.0) -> np.ndarray:
    """Scores between 0 (at or below the ``floor`` quantile) and 1 (the best); zeros where all are equal."""
    low, high = float(np.quantile(scores, floor)), float(scores.max(initial=0.0))
    if high - low < 1e-9:
        return np.zeros_like(scores, dtype=np.float64)
    return np.clip((scores - low) / (high - low), 0.0, 1.0)


def word_signals(question: Question, catalogue: Catalogue) -> dict[str, np.ndarray]:
    """The signals that compare words, and the neighbours of what the words find."""
    values: dict[str, np.ndarray] = {}
    if question.tokens:
        values["lexical"] = scaled(catalogue.lexicon.scores(question.tokens))
    if question.tokens and catalogue.space is not None and catalogue.latent is not None:
        cosines = catalogue.latent @ catalogue.space.vectors([question.tokens])[0]
        values["latent"] = scaled(cosines, QUIET)
        values["neighbours"] = np.asarray(catalogue.neighbours @ values["latent"]).ravel()
    if (
        question.vectors is not None
        and catalogue.encoded is not None
        and question.need.language in SEMANTIC_LANGUAGES
    ):
        cosines = np.einsum("nvd,md->n", catalogue.encoded, question.vectors)
        values["semantic"] = scaled(cosines, QUIET)
    return values


def code_signals(need: NeedProfile, catalogue: Catalogue) -> dict[str, np.ndarray]:
    """The signals that compare codes: which share of the asked sectors, media and parameters a technology carries."""
    asked = {
        "sectors": [f"sector/{code}" for code in sorted(need.sectors)],
        "media": [f"medium/{code}" for code in sorted(need.media)],
        "parameters": [f"parameter/{code}" for code in sorted(asked_parameters(need))],
    }
    return {name: catalogue.share_of(keys) for name, keys in asked.items() if keys}


def points_for(need: NeedProfile, points: Mapping[str, float] = POINTS) -> dict[str, float]:
    """The points of each signal for a need: sectors and media count in full only where someone chose them."""
    return {
        name: round(worth * share, 2)
        for (name, worth), share in zip(points.items(), _shares(need), strict=True)
    }


def _shares(need: NeedProfile) -> list[float]:
    """Which share of its points each signal of ``POINTS`` can earn for a need."""
    read = {
        "sectors": not any(f"sector/{code}" in need.stated for code in need.sectors),
        "media": not any(f"medium/{code}" in need.stated for code in need.media),
    }
    return [READ_SHARE if read.get(name) else 1.0 for name in POINTS]


def asked_parameters(need: NeedProfile) -> frozenset[str]:
    """The parameters of the limits where there are any, else those that the text names."""
    limits = {r.parameter for r in need.requirements if r.kind is RequirementKind.PARAMETER}
    return frozenset(limits) or need.parameters


def verdict_signals(need: NeedProfile, codes: np.ndarray) -> dict[str, np.ndarray]:
    """What the verdicts are worth, by weight of each requirement: limits apart from capacity.

    ``codes`` are the outcomes of ``VerdictTable.outcomes``, shape (n, r); each signal has shape (n,).
    """
    found: dict[str, np.ndarray] = {}
    sizes = np.array([r.kind is RequirementKind.CAPACITY for r in need.requirements], bool)
    weights = np.array([r.weight for r in need.requirements], float)
    for name, columns, worth in (("capacity", sizes, CAPACITY_WORTH), ("limits", ~sizes, WORTH)):
        total = weights[columns].sum()
        if total > 0:
            values = np.array([worth[OUTCOMES[code]] for code in OutcomeCode])
            found[name] = values[codes[:, columns]] @ weights[columns] / total
    return found


def fails_a_must(need: NeedProfile, codes: np.ndarray) -> np.ndarray:
    """Whether each technology fails a must-have, bool of shape (n,)."""
    musts = np.array([r.must for r in need.requirements], bool)
    return np.any(codes[:, musts] == OutcomeCode.NOT_MET, axis=1)


def practice(catalogue: Catalogue, country: str) -> np.ndarray:
    """Proof in practice, shape (n,): readiness level 9, a figure measured at a plant, service or a plant in the country."""
    proofs = catalogue.proven.sum(axis=1)
    if country:
        proofs[catalogue.present.get(country, [])] += 1
    return proofs / 3

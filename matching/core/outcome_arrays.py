"""Comparing arrays of ranges with one target, exactly as ``comparing.outcome`` does one by one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import numpy as np

from matching.core.comparing import tidy
from matching.core.profiles import Outcome, Span

__all__ = ["OUTCOMES", "OutcomeCode", "compared", "ends_of", "settled"]

# Farther apart than this, relative to the larger, two numbers keep their order when `tidy` drops the last bits.
NEAR = 1e-9


class OutcomeCode(IntEnum):
    """An outcome as a small integer; a higher code is a better answer only among those that are stated."""

    NOT_STATED = 0
    NOT_MET = 1
    PART = 2
    MET = 3


OUTCOMES: dict[OutcomeCode, Outcome] = {
    OutcomeCode.NOT_STATED: Outcome.NOT_STATED,
    OutcomeCode.NOT_MET: Outcome.NOT_MET,
    OutcomeCode.PART: Outcome.PART,
    OutcomeCode.MET: Outcome.MET,
}


def ends_of(span: Span | None) -> tuple[float, float]:
    """Return both ends of a range; NaN where nobody stated one."""
    if span is None:
        return np.nan, np.nan
    return (np.nan if span.low is None else span.low, np.nan if span.high is None else span.high)


def compared(low: np.ndarray, high: np.ndarray, target: float, direction: str) -> np.ndarray:
    """Return the outcome codes, int8 of shape (m,), of m ranges against a target; a NaN end is not stated."""
    if direction == "at-most":
        met, failed = high <= target, low > target
    else:
        met, failed = low >= target, high < target
    part = ~np.isnan(low) & ~np.isnan(high)
    code = OutcomeCode
    return np.select([met, failed, part], [code.MET, code.NOT_MET, code.PART], code.NOT_STATED).astype(
        np.int8
    )


def settled(low: np.ndarray, high: np.ndarray, target: float) -> tuple[np.ndarray, np.ndarray]:
    """Return products with their last bits dropped wherever these could decide a comparison.

    A comparison of an end with the target, or of both ends with each other, then comes out as if ``tidy`` had
    been applied to every product. Shapes (m,) and (m,).
    """
    doubtful = _near(low, target) | _near(high, target) | (_near(low, high) & (low != high))
    if not doubtful.any():
        return low, high
    return _tidied(low, doubtful), _tidied(high, doubtful)


def _near(a: np.ndarray, b: np.ndarray | float) -> np.ndarray:
    with np.errstate(over="ignore", invalid="ignore"):  # endless products are near, and stay as they are
        return np.abs(a - b) <= NEAR * np.maximum(np.abs(a), np.abs(b))


def _tidied(values: np.ndarray, where: np.ndarray) -> np.ndarray:
    found, places = np.unique(values[where], return_inverse=True)
    changed = values.copy()
    changed[where] = _each_tidied(found.tolist())[places]
    return changed


def _each_tidied(values: Iterable[float]) -> np.ndarray:
    return np.array([tidy(value) for value in values])

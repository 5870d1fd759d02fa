"""Comparing a range with a target, and writing the arithmetic so that anyone can redo it by hand."""

from __future__ import annotations

import math

from matching.core.profiles import Outcome, Requirement, Span, Verdict

__all__ = ["finite", "finite_spans", "number", "outcome", "silent", "span_text", "tidy"]


def outcome(offered: Span, target: float, direction: str) -> Outcome | None:
    """Return how a range answers a target; ``None`` where an end that nobody stated would decide.

    The end that matters is enough: 'at least 95 % removed' keeps the outlet below a bound even though
    nobody said how far below. A range with both ends that straddles the target is met in part.
    """
    low, high = (offered.low, offered.high) if direction == "at-most" else _mirrored(offered)
    limit = target if direction == "at-most" else -target
    if high is not None and high <= limit:
        return Outcome.MET
    if low is not None and low > limit:
        return Outcome.NOT_MET
    return Outcome.PART if low is not None and high is not None else None


def _mirrored(span: Span) -> tuple[float | None, float | None]:
    """The range on a turned axis, so that 'at least' is judged by the same lines as 'at most'."""
    return (None if span.high is None else -span.high, None if span.low is None else -span.low)


def tidy(value: float) -> float:
    """Drop the last bits a product leaves behind: 800 x 0.05 is 40, not 40.00000000000003."""
    return float(f"{value:.12g}")


def number(value: float | None) -> str:
    """Write a number without exponent or language, to six significant digits; ``?`` where unknown or endless."""
    if value is None or not math.isfinite(value):
        return "?"
    if value == 0:
        return "0"
    decimals = max(0, 5 - math.floor(math.log10(abs(value))))
    text = f"{value:.{min(decimals, 12)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span_text(span: Span | None) -> str:
    """Write a range as ``40…120``, or as one number where both ends agree."""
    if span is None:
        return "?"
    if span.low == span.high:
        return number(span.low)
    return f"{number(span.low)}…{number(span.high)}"


def finite(*values: float | None) -> bool:
    """Whether every value that is given is a real number: neither NaN nor infinite."""
    return all(value is None or math.isfinite(value) for value in values)


def finite_spans(*spans: Span | None) -> bool:
    """Whether every end that is stated is a real number."""
    return all(finite(span.low, span.high) for span in spans if span is not None)


def silent(
    requirement: Requirement,
    rule: str,
    offered: Span | None = None,
    unit: str = "",
    *,
    arithmetic: str = "",
    conditions: str = "",
    basis: str = "",
) -> Verdict:
    """Return *not stated* with the rule that says why; ``offered`` is shown for the account only."""
    outcome = Outcome.NOT_STATED
    return Verdict(requirement, outcome, offered, unit, rule, arithmetic, conditions, basis)

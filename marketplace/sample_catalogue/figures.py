"""Numbers varied around those of a sheet, which stay possible: ends in order, shares within 100 %, in the same unit."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .draws import Draws

Span = tuple[float | None, float | None]

SPREAD = 0.25  # a listing's numbers lie within a quarter of its sheet's
# A quarter of a logarithm is orders of magnitude.
LOGARITHMIC_SPREAD = 0.04
LOGARITHMIC_UNITS = frozenset({"pH", "dB(A)", "log10"})
ENDS_OF_UNITS: Mapping[str, Span] = {"pH": (0, 14), "%": (None, 100)}
MOST_DECIMALS = 6
SIGNIFICANT = 3
NARROWEST = 0.3  # of a sheet's capacity range, on a logarithmic scale


def stated(*ends: float | None) -> list[float]:
    """Those of the ends that somebody stated."""
    return [end for end in ends if end is not None]


def _decimals(values: list[float]) -> int:
    return max((max(0, -Decimal(repr(v)).normalize().as_tuple().exponent) for v in values), default=0)


def _precision(values: list[float]) -> int:
    """Decimals as in the sheet's own numbers; one more for small ones, of which few would be left otherwise."""
    small = any(abs(value) < 10 for value in values)
    return min(_decimals(values) + small, MOST_DECIMALS)


def _rounded(value: float, decimals: int, significant: int = SIGNIFICANT) -> float:
    """As people write a number down: neither more decimals nor more digits than can be known."""
    places = min(decimals, significant - 1 - Decimal(repr(value)).adjusted()) if value else decimals
    return float(round(value, places))


def _limits(span: Span, unit: str) -> Span:
    """What no variation may pass: nothing below zero becomes of what is not, and no share more than all of it."""
    low, high = ENDS_OF_UNITS.get(unit, (None, None))
    if low is None and min(stated(*span)) >= 0:
        low = 0.0
    if high is not None and max(stated(*span)) > high:
        high = None  # a heat pump gives 300 % of the power that it takes
    return low, high


def _within(value: float, limits: Span) -> float:
    low, high = limits
    value = value if low is None else max(low, value)
    return value if high is None else min(high, value)


def vary(span: Span, unit: str, draws: Draws, factor: float | None = None) -> Span:
    """A span narrowed at random and moved by ``factor`` (a random one by default). An end not stated stays so."""
    if not stated(*span):
        return span
    spread = LOGARITHMIC_SPREAD if unit in LOGARITHMIC_UNITS else SPREAD
    factor = draws.between(1 - spread, 1 + spread) if factor is None else factor
    low, high = _narrowed(span, draws)
    limits, decimals = _limits(span, unit), _precision(stated(*span))
    low, high = (v if v is None else _within(_rounded(v * factor, decimals), limits) for v in (low, high))
    return low, high


def _narrowed(span: Span, draws: Draws) -> Span:
    """Both ends moved inwards; by ratio where there is no zero between, since such ranges span orders of magnitude."""
    low, high = span
    if low is None or high is None:
        return span
    inwards, back = draws.between(0, 0.3), draws.between(0, 0.3)
    if low > 0:
        return low * (high / low) ** inwards, high * (low / high) ** back
    return low + inwards * (high - low), high - back * (high - low)


def vary_removal(span: Span, draws: Draws, factor: float) -> Span:
    """A removal in % whose remainder is multiplied by ``factor``: 99 % can become 98.8 %, but never 101 %."""
    if not stated(*span):
        return span
    decimals = min(_decimals(stated(*span)) + 1, MOST_DECIMALS)
    least = min(0.0, *stated(*span))
    low, high = (None if v is None else round(max(least, 100 - (100 - v) * factor), decimals) for v in span)
    if low is not None and high is not None:
        width = high - low
        low = round(low + draws.between(0, 0.3) * width, decimals)
    return low, high


def vary_capacity(span: Span, unit: str, draws: Draws) -> Span:
    """A part of the sheet's range, cut on a logarithmic scale: one maker builds small plants, another large ones."""
    low, high = span
    if low is None or high is None or low <= 0 or low >= high:
        return vary(span, unit, draws)
    width = draws.between(NARROWEST, 1)
    start = draws.between(0, 1 - width)
    ratio = math.log(high / low)
    decimals = _decimals([low, high])
    first, last = (
        _within(_rounded(low * math.exp(ratio * part), decimals, 2), span) for part in (start, start + width)
    )
    return float(first), float(last)


def vary_line(line: Mapping[str, Any], draws: Draws) -> dict[str, Any]:
    """Columns of a performance line with other numbers; unit, parameter and conditions are the sheet's."""
    unit = line["unit"]
    spread = LOGARITHMIC_SPREAD if unit in LOGARITHMIC_UNITS else SPREAD
    # One factor for what is left behind, so that a better listing has the lower outlet and the higher removal.
    left = draws.between(1 - spread, 1 + spread)
    before = {
        part: (line[f"{part}_min"], line[f"{part}_max"]) for part in ("inlet", "outlet", "removal", "value")
    }
    after = {
        "inlet": vary(before["inlet"], unit, draws),
        "outlet": vary(before["outlet"], unit, draws, left),
        "removal": vary_removal(before["removal"], draws, left),
        "value": vary(before["value"], unit, draws),
    }
    after["outlet"] = _on_the_same_side(before["inlet"], before["outlet"], after["inlet"], after["outlet"])
    ends = {
        f"{part}_{end}": v
        for part, span in after.items()
        for end, v in zip(("min", "max"), span, strict=True)
    }
    return {**line, **ends}


def _on_the_same_side(inlet: Span, outlet: Span, new_inlet: Span, new_outlet: Span) -> Span:
    """The new outlet, held below the new inlet where the sheet's is, and above where the sheet's is (pH, oxygen)."""
    held: list[float | None] = []
    for was_in, was_out, now_in, now_out in zip(inlet, outlet, new_inlet, new_outlet, strict=True):
        if None in (was_in, was_out):
            held.append(now_out)
        else:
            held.append(min(now_in, now_out) if was_out <= was_in else max(now_in, now_out))
    low, high = held
    return (min(low, high), max(low, high)) if low is not None and high is not None else (low, high)

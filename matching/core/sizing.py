"""Capacity, land, energy and money: what one installation of the need's size would take.

Units are compared as strings in their base form. A figure per unit of capacity (``m2/(m3/d)``) is
multiplied by the need's capacity; a cost per treated unit (``USD/m3``) by a year of 365 days. An end of a
range that nobody stated is never guessed: where it would decide, the verdict is *not stated* with the rule
``open-end``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from matching.core.comparing import finite, finite_spans, number, outcome, silent, span_text, tidy
from matching.core.profiles import (
    Capacity,
    NeedProfile,
    Outcome,
    Quantity,
    Requirement,
    RequirementKind,
    Span,
    TechnologyProfile,
    Verdict,
)

__all__ = ["capacity_of", "judge_amount", "judge_capacity", "per", "scale_of"]

DAYS, HOURS = 365, 24


@dataclass(frozen=True, slots=True)
class Scale:
    """How a figure becomes a total: factor, rule, and the text of the multiplication."""

    factor: float
    rule: str
    text: str = ""


def capacity_of(need: NeedProfile) -> Requirement | None:
    """Return the need's first capacity line that has a real number, if any."""
    lines = (r for r in need.requirements if r.kind is RequirementKind.CAPACITY)
    return next((r for r in lines if r.target is not None and finite(r.target)), None)


def per(above: str, below: str) -> str:
    """Write a unit 'per': ``m2`` per ``m3/d`` is ``m2/(m3/d)``, ``USD`` per ``kW`` is ``USD/kW``."""
    return f"{above}/({below})" if "/" in below else f"{above}/{below}"


def judge_capacity(requirement: Requirement, technology: TechnologyProfile) -> Verdict:
    """Judge whether one installation holds the asked capacity; smaller modular units are met in part."""
    capacity, asked = technology.capacity, requirement.target
    if capacity is None:
        return silent(requirement, "nothing-stated")
    if not finite_spans(capacity.span):
        return silent(requirement, "not-a-number")
    if asked is None or asked <= 0:
        return silent(requirement, "no-limit")
    if capacity.unit != requirement.unit:
        return silent(requirement, "not-comparable", capacity.span, capacity.unit)
    low, high = capacity.span.low, capacity.span.high
    inside = f"{number(low)} ≤ {number(asked)} ≤ {number(high)}"
    if low is not None and asked < low:
        text = f"{number(asked)} < {number(low)}"
        return Verdict(requirement, Outcome.NOT_MET, capacity.span, capacity.unit, "range", text)
    if high is not None and asked > high:
        return _too_small(requirement, capacity, asked, high)
    if low is None or high is None:
        return silent(requirement, "open-end", capacity.span, capacity.unit, arithmetic=inside)
    return Verdict(requirement, Outcome.MET, capacity.span, capacity.unit, "range", inside)


def _too_small(requirement: Requirement, capacity: Capacity, asked: float, high: float) -> Verdict:
    """One installation does not hold it: several modular ones do, at the cost of several."""
    if not capacity.modular or high <= 0 or not finite(asked / high):
        text = f"{number(asked)} > {number(high)}"
        return Verdict(requirement, Outcome.NOT_MET, capacity.span, capacity.unit, "range", text)
    units = math.ceil(tidy(asked / high))
    text = f"{number(asked)} ÷ {number(high)} = {number(asked / high)} → {units} ×"
    return Verdict(requirement, Outcome.PART, capacity.span, capacity.unit, "several-units", text)


def judge_amount(requirement: Requirement, stated: Quantity | None, need: NeedProfile) -> Verdict:
    """Judge land, energy or cost: as stated where the units agree, else scaled by the need's capacity."""
    if stated is None:
        return silent(requirement, "nothing-stated")
    if not finite_spans(stated.span):
        return silent(requirement, "not-a-number")
    if requirement.target is None:
        return silent(requirement, "no-limit")
    size = capacity_of(need)
    scale = scale_of(stated.unit, requirement.unit, size)
    if scale is None:
        needs_size = size is None and _is_per_capacity(stated.unit, requirement.unit)
        rule = "capacity-unknown" if needs_size else "not-comparable"
        return silent(requirement, rule, stated.span, stated.unit, basis=stated.basis)
    span = Span(
        *(None if end is None else tidy(end * scale.factor) for end in (stated.span.low, stated.span.high))
    )
    if not finite_spans(span):
        return silent(requirement, "not-a-number")
    text = span_text(stated.span) + (f" {scale.text} = {span_text(span)}" if scale.text else "")
    result = outcome(span, requirement.target, requirement.direction)
    if result is None:
        return silent(requirement, "open-end", span, requirement.unit, arithmetic=text, basis=stated.basis)
    return Verdict(
        requirement,
        result,
        offered=span,
        unit=requirement.unit,
        rule=scale.rule,
        arithmetic=text,
        basis=stated.basis,
    )


def scale_of(unit: str, wanted: str, size: Requirement | None) -> Scale | None:
    """How to get from the stated unit to the wanted one; ``None`` where there is no honest way."""
    if unit == wanted:
        return Scale(1.0, "range")
    if size is None or size.target is None or size.target <= 0:
        return None
    value, of = size.target, size.unit
    by_size = f"× {number(value)}"
    if unit == per(wanted, of) or (wanted.endswith("/year") and unit == per(wanted[:-5], of) + "/year"):
        return Scale(value, "per-flow", by_size)
    if of.endswith("/d") and unit == per(wanted[:-5], of[:-2]) and wanted.endswith("/year"):
        return Scale(value * DAYS, "per-year", f"{by_size} × {DAYS}")
    if of.endswith("/d") and wanted == "kW" and unit == per("kWh", of[:-2]):
        return Scale(value / HOURS, "per-flow", f"{by_size} ÷ {HOURS}")
    if of == "Nm3/h" and wanted == "kW" and unit == "kWh per 1000 Nm3":
        return Scale(value / 1000, "per-flow", f"{by_size} ÷ 1000")
    return None


def _is_per_capacity(unit: str, wanted: str) -> bool:
    """Whether the stated figure is per unit of something, so that the need's capacity would settle it."""
    head = wanted.removesuffix("/year")
    return unit.startswith(head + "/") or (wanted in ("kW", "kWh/year") and unit.startswith("kWh"))

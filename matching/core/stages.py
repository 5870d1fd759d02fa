"""What one technology, as a step of a train, does to one parameter of the water or gas that reaches it.

A step takes a range in and lets a range out. The rules are those of ``treatment``, made to hold for ranges:

- the upper end of what comes in must lie inside the inlet range that the sheet states; the outlet's upper end then
  follows from the least removal stated. What comes in cleaner does not leave dirtier;
- the lower end counts as treated only inside that range, and as unchanged below it;
- water that is cleaner than every range of the sheet passes unchanged: nothing is claimed for it;
- water that is dirtier than every range of the sheet is refused: the step would be overloaded;
- a parameter that the sheet does not speak of passes unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matching.core.comparing import finite_spans, number, span_text, tidy
from matching.core.profiles import NeedProfile, PerformanceLine, Requirement, Span, TechnologyProfile
from matching.core.treatment import documented, means_not_used, other_water, same_water

__all__ = ["Stage", "StepLine", "in_field", "step_lines", "treat"]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A performance line that can treat: its inlet range (None where unstated), removal in % or outlet."""

    line: PerformanceLine
    borrowed: bool  # stated for another kind of water than the need's
    rank: tuple[bool, bool, bool, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """One parameter through one step, in the limit's unit. ``rule`` is ``removal``, ``own-outlet`` or ``unchanged``.

    ``factor`` is the arithmetic of the step, ``removal`` the one applied, in %; ``borrowed`` marks figures that were
    stated for other water, or without an inlet range.
    """

    technology: str
    before: Span | None
    after: Span | None
    rule: str
    removal: Span | None = None
    factor: str = ""
    conditions: str = ""
    basis: str = ""
    borrowed: bool = False

    @property
    def acts(self) -> bool:
        """Whether the step changes anything of the parameter."""
        return self.rule != "unchanged"


def step_lines(
    technology: TechnologyProfile, requirement: Requirement, need: NeedProfile
) -> tuple[StepLine, ...]:
    """The lines of a technology that treat the limit's parameter, the best fitting first."""
    strange = not in_field(need, technology)
    found = [
        StepLine(line, strange or other_water(line, need), _rank(line, need))
        for line in technology.performance
        if line.parameter == requirement.parameter and _treats(line, requirement, technology)
    ]
    return tuple(sorted(found, key=lambda step: step.rank))


def _rank(line: PerformanceLine, need: NeedProfile) -> tuple[bool, bool, bool, int]:
    return other_water(line, need), line.inlet is None, not same_water(line, need), documented(line)


def _treats(line: PerformanceLine, requirement: Requirement, technology: TechnologyProfile) -> bool:
    if line.value is not None or means_not_used(line, technology):
        return False
    if not finite_spans(line.inlet, line.outlet, line.removal):
        return False
    if (line.inlet or line.outlet) and line.unit != requirement.unit:
        return False
    removal = line.removal
    if removal is not None and removal.low is not None:
        return 0 <= removal.low <= (removal.low if removal.high is None else removal.high) <= 100
    # An outlet without what came in tells of another source, not of a treatment.
    return (
        line.inlet is not None
        and line.outlet is not None
        and line.outlet.high is not None
        and line.outlet.high >= 0
    )


def in_field(need: NeedProfile, technology: TechnologyProfile) -> bool:
    """Whether a technology serves one of the need's sectors; one that names none serves any."""
    return not (need.sectors and technology.sectors) or bool(need.sectors & technology.sectors)


def treat(technology: str, lines: Sequence[StepLine], before: Span | None) -> Stage | None:
    """What a step lets out of ``before`` (None: unknown); ``None`` where the step would be overloaded."""
    unchanged = Stage(technology, before, before, "unchanged")
    if not lines:
        return unchanged
    if before is None or before.high is None:
        known = next((step for step in lines if step.line.outlet is not None), None)
        return unchanged if known is None else _own_outlet(technology, known, before, borrowed=True)
    high = before.high
    bounded = [step for step in lines if step.line.inlet is not None]
    holding = [step for step in bounded if _holds(step.line.inlet, high)]
    if holding:
        return _applied(technology, holding[0], before, borrowed=holding[0].borrowed)
    if bounded:
        too_clean = any(
            step.line.inlet is not None and step.line.inlet.low is not None and high < step.line.inlet.low
            for step in bounded
        )
        return unchanged if too_clean else None
    return _applied(technology, lines[0], before, borrowed=True)


def _holds(span: Span | None, value: float) -> bool:
    return span is not None and span.holds(value)


def _applied(technology: str, step: StepLine, before: Span, *, borrowed: bool) -> Stage:
    """The removal applied to both ends, or the outlet that the line states."""
    line = step.line
    removal = line.removal
    if removal is None or removal.low is None or before.high is None:
        return _own_outlet(technology, step, before, borrowed=borrowed)
    least, most = removal.low, 100.0 if removal.high is None else removal.high
    high = _left(before.high, least)
    low = None
    if before.low is not None and removal.high is not None:
        floor = line.inlet.low if line.inlet is not None else None
        treated = _left(before.low if floor is None else max(before.low, floor), most)
        low = min(treated, before.low) if floor is not None and before.low < floor else treated
    share = "…".join(
        dict.fromkeys(number(None if end is None else end / 100) for end in (removal.high, removal.low))
    )
    factor = f"× (1 − {share})"
    return Stage(
        technology, before, Span(low, high), "removal", removal, factor, line.conditions, line.basis, borrowed
    )


def _own_outlet(technology: str, step: StepLine, before: Span | None, *, borrowed: bool) -> Stage:
    """The outlet that the sheet states; one that is no cleaner than what comes in changes nothing."""
    line, outlet = step.line, step.line.outlet
    dirtier = (
        outlet is None
        or outlet.high is None
        or (before is not None and before.high is not None and outlet.high >= before.high)
    )
    if dirtier:
        return Stage(technology, before, before, "unchanged")
    return Stage(
        technology,
        before,
        outlet,
        "own-outlet",
        None,
        f"→ {span_text(outlet)}",
        line.conditions,
        line.basis,
        borrowed,
    )


def _left(value: float, removal: float) -> float:
    return tidy(value * (100 - removal) / 100)

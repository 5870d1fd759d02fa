"""What would change a match: the missing figure, or how far a requirement is from being met.

Each change names its kind and the numbers a sentence needs, in the unit of the verdict; the words are the
reader's side. Kinds: ``missing-figure``, ``need-inlet``, ``need-capacity``, ``open-end``, ``not-comparable``,
``inlet-outside``, ``straddles``, ``fails``, ``capacity-too-small``, ``capacity-too-large``,
``several-units``, ``code-missing``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from matching.core.comparing import tidy
from matching.core.profiles import Change, Outcome, RequirementKind, Verdict

__all__ = ["changes"]

SILENT_KINDS = {
    "inlet-unknown": "need-inlet",
    "capacity-unknown": "need-capacity",
    "open-end": "open-end",
    "not-comparable": "not-comparable",
    "outside-inlet": "inlet-outside",
    "nothing-stated": "missing-figure",
    "not-treatment": "missing-figure",
    "not-used": "missing-figure",
}
CODED = (
    RequirementKind.SERVICE,
    RequirementKind.COOPERATION,
    RequirementKind.SKILL,
    RequirementKind.EVIDENCE,
)
Values = dict[str, float | str]


def changes(verdicts: Iterable[Verdict]) -> tuple[Change, ...]:
    """Return what would change these verdicts, what holds the match back most first.

    A failed must-have comes before a failed wish, a failure before a part, a part before a missing figure;
    equal ones keep the need's order. Verdicts that are met, and requirements without a limit, ask for
    nothing.
    """
    found = [(verdict, change) for verdict in verdicts if (change := _change(verdict)) is not None]
    return tuple(change for _, change in sorted(found, key=lambda pair: _weight(pair[0])))


def _weight(verdict: Verdict) -> tuple[int, bool, float]:
    order = (Outcome.NOT_MET, Outcome.PART, Outcome.NOT_STATED)
    requirement = verdict.requirement
    return (order.index(verdict.outcome), not requirement.must, -requirement.weight)


def _change(verdict: Verdict) -> Change | None:
    """What would turn this verdict into *met*, if anything would."""
    requirement = verdict.requirement
    if verdict.outcome is Outcome.MET:
        return None
    if verdict.outcome is Outcome.NOT_STATED:
        kind = SILENT_KINDS.get(verdict.rule)
        if kind is None:
            return None
        return Change(kind, requirement, _inlet_step(verdict) if kind == "inlet-outside" else _asked(verdict))
    if requirement.kind is RequirementKind.CAPACITY:
        return _capacity(verdict)
    if requirement.kind in CODED:
        return Change("code-missing", requirement, {"asked": requirement.code, "stated": verdict.conditions})
    return _distance(verdict)


def _asked(verdict: Verdict) -> Values:
    requirement = verdict.requirement
    values: Values = {"unit": requirement.unit}
    if requirement.target is not None:
        values["asked"] = requirement.target
    if verdict.unit and verdict.unit != requirement.unit:
        values["stated-unit"] = verdict.unit
    return values


def _inlet_step(verdict: Verdict) -> Values:
    """A step before it that brings the inlet into the stated range, and how much that step must remove."""
    inlet, span = verdict.requirement.inlet, verdict.offered
    values: Values = {"unit": verdict.unit}
    if inlet is None or span is None:
        return values
    values["inlet"] = inlet
    if span.high is not None and inlet > span.high:
        values |= {"bring-to": span.high, "step-removal": tidy(100 * (1 - span.high / inlet))}
    elif span.low is not None:
        values["from"] = span.low
    return values


def _capacity(verdict: Verdict) -> Change | None:
    """How many times too small or too large one installation is."""
    requirement, span = verdict.requirement, verdict.offered
    if span is None or not requirement.target:
        return None
    asked = requirement.target
    values: Values = {"asked": asked, "unit": verdict.unit}
    if span.high is not None and asked > span.high > 0:
        values |= {"largest": span.high, "factor": tidy(asked / span.high)}
        if verdict.outcome is Outcome.PART:
            values["units"] = float(math.ceil(tidy(asked / span.high)))
            return Change("several-units", requirement, values)
        return Change("capacity-too-small", requirement, values)
    if span.low is not None:
        values |= {"smallest": span.low, "factor": tidy(span.low / asked)}
    return Change("capacity-too-large", requirement, values)


def _distance(verdict: Verdict) -> Change | None:
    """By how much a limit is missed, the removal it takes, and the inlet at which this line would do."""
    requirement, span = verdict.requirement, verdict.offered
    if span is None or requirement.target is None:
        return None
    at_most = requirement.direction == "at-most"
    worst = span.high if at_most else span.low
    values: Values = {"asked": requirement.target, "unit": verdict.unit}
    if worst is not None:
        values |= {"worst": worst, "by": tidy(abs(worst - requirement.target))}
        if requirement.target:
            values["factor"] = tidy(worst / requirement.target)
    inlet = requirement.inlet
    if verdict.rule == "removal" and inlet:
        values["removal-needed"] = tidy(100 * (1 - requirement.target / inlet))
        if worst:
            values["inlet-that-would-do"] = tidy(inlet * requirement.target / worst)
    kept = {name: v for name, v in values.items() if isinstance(v, str) or math.isfinite(v)}  # x / 5e-324
    return Change("straddles" if verdict.outcome is Outcome.PART else "fails", requirement, kept)

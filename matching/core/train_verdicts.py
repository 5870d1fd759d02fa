"""What a train of technologies answers to each requirement: its limits by the chain of its steps, all else as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matching.core.comparing import finite_spans, number, outcome, silent, span_text, tidy
from matching.core.profiles import Outcome, Requirement, RequirementKind, Span, Verdict
from matching.core.stages import Stage

__all__ = ["joint_verdict", "limit_verdict"]

ADDED = (RequirementKind.FOOTPRINT, RequirementKind.ENERGY, RequirementKind.CAPEX, RequirementKind.OPEX)
WEAKEST = (Outcome.NOT_MET, Outcome.NOT_STATED, Outcome.PART, Outcome.MET)


def limit_verdict(requirement: Requirement, stages: Sequence[Stage]) -> Verdict:
    """The limit against what the last step lets out, with the whole chain as arithmetic."""
    after = stages[-1].after
    acting = [stage for stage in stages if stage.acts]
    result = outcome(after, requirement.target or 0.0, "at-most") if after and acting else None
    if result is None:
        return silent(requirement, "nothing-stated")
    chain = " ".join(
        f"{stage.factor} = {span_text(stage.after)}" if stage.rule == "removal" else stage.factor
        for stage in acting
    )
    return Verdict(
        requirement,
        result,
        offered=after,
        unit=requirement.unit,
        rule="train",
        arithmetic=f"{number(requirement.inlet)} {chain}",
        borrowed=any(stage.borrowed for stage in acting),
    )


def joint_verdict(requirement: Requirement, verdicts: Sequence[Verdict]) -> Verdict:
    """What is added up over the steps, or the weakest step's verdict."""
    if requirement.kind in ADDED:
        return _added(requirement, verdicts)
    if requirement.kind is RequirementKind.PARAMETER:  # no inlet: the last step that states something answers
        stated = [v for v in verdicts if v.outcome is not Outcome.NOT_STATED]
        return stated[-1] if stated else verdicts[-1]
    return min(verdicts, key=lambda v: WEAKEST.index(v.outcome))


def _added(requirement: Requirement, verdicts: Sequence[Verdict]) -> Verdict:
    """The sum of the steps, where all of them state a figure in the asked unit."""
    offered = [v.offered for v in verdicts if v.unit == requirement.unit and v.arithmetic]
    spans = [span for span in offered if span is not None]
    if len(spans) < len(verdicts) or requirement.target is None:
        return min(verdicts, key=lambda v: v.outcome is not Outcome.NOT_STATED)
    lows, highs = [s.low for s in spans], [s.high for s in spans]
    total = Span(
        None if None in lows else tidy(sum(v for v in lows if v is not None)),
        None if None in highs else tidy(sum(v for v in highs if v is not None)),
    )
    result = outcome(total, requirement.target, requirement.direction) if finite_spans(total) else None
    text = f"{' + '.join(span_text(span) for span in spans)} = {span_text(total)}"
    if result is None:
        return silent(requirement, "open-end", total, requirement.unit, arithmetic=text)
    return replace(
        verdicts[0],
        outcome=result,
        offered=total,
        unit=requirement.unit,
        rule="sum",
        arithmetic=text,
        basis="",
        conditions="",
    )

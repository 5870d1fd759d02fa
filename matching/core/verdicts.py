"""The verdicts: every requirement of a need against what a technology's sheet states, before any learning.

Four outcomes, and one promise: what is not stated is never met. Every verdict names its rule and carries the
arithmetic as a formula without words, so that an engineer can redo it by hand.
"""

from __future__ import annotations

from collections.abc import Sequence

from matching.core.comparing import finite, number, outcome, silent
from matching.core.profiles import (
    NeedProfile,
    Outcome,
    Quantity,
    Requirement,
    RequirementKind,
    Span,
    TechnologyProfile,
    Verdict,
)
from matching.core.sizing import judge_amount, judge_capacity
from matching.core.treatment import judge_parameter, usual_direction

__all__ = ["EVIDENCE_LADDER", "SKILL_LADDER", "judge", "judge_all", "usual_direction"]

SKILL_LADDER = ("low", "medium", "high")
EVIDENCE_LADDER = ("self-declared", "document", "demonstrated", "verified", "expert-scored")


def judge_all(need: NeedProfile, technology: TechnologyProfile) -> tuple[Verdict, ...]:
    """Judge every requirement of a need, in the need's order."""
    return tuple(judge(requirement, technology, need) for requirement in need.requirements)


def judge(requirement: Requirement, technology: TechnologyProfile, need: NeedProfile) -> Verdict:
    """Judge one requirement, its numbers in base units; NaN or infinity gives the rule ``not-a-number``."""
    if not finite(requirement.target, requirement.inlet):
        return silent(requirement, "not-a-number")
    kind = requirement.kind
    if kind is RequirementKind.PARAMETER:
        return judge_parameter(requirement, technology, need)
    if kind is RequirementKind.CAPACITY:
        return judge_capacity(requirement, technology)
    if kind in _AMOUNTS:
        return judge_amount(requirement, _amount(kind, technology), need)
    if kind is RequirementKind.TRL:
        return _judge_figure(requirement, technology.trl, "TRL")
    if kind is RequirementKind.LIFETIME:
        return _judge_figure(requirement, technology.lifetime_years, "year")
    if kind is RequirementKind.SKILL:
        return _judge_step(requirement, technology.operator_skill, SKILL_LADDER, "at-most")
    if kind is RequirementKind.EVIDENCE:
        return _judge_step(requirement, technology.evidence, EVIDENCE_LADDER, "at-least")
    if kind is RequirementKind.SERVICE:
        return _judge_code(requirement, technology.countries)
    if kind is RequirementKind.COOPERATION:
        return _judge_code(requirement, technology.cooperation)
    return silent(requirement, "label-partners")  # a sheet holds no licences: the recognition graph answers


_AMOUNTS = (RequirementKind.FOOTPRINT, RequirementKind.ENERGY, RequirementKind.CAPEX, RequirementKind.OPEX)


def _amount(kind: RequirementKind, technology: TechnologyProfile) -> Quantity | None:
    """The sheet's quantity that answers this kind of requirement."""
    return {
        RequirementKind.FOOTPRINT: technology.footprint,
        RequirementKind.ENERGY: technology.energy_use,
        RequirementKind.CAPEX: technology.capex,
        RequirementKind.OPEX: technology.opex,
    }[kind]


def _judge_figure(requirement: Requirement, stated: float | None, unit: str) -> Verdict:
    """A single figure that has to reach the target (readiness level, years of life)."""
    if stated is None:
        return silent(requirement, "nothing-stated")
    if not finite(stated):
        return silent(requirement, "not-a-number")
    if requirement.target is None:
        return silent(requirement, "no-limit")
    if requirement.unit not in ("", unit):
        return silent(requirement, "not-comparable", Span(stated, stated), unit)
    result = outcome(Span(stated, stated), requirement.target, "at-least")
    sign = "≥" if result is Outcome.MET else "<"
    text = f"{number(stated)} {sign} {number(requirement.target)}"
    return Verdict(
        requirement,
        result or Outcome.NOT_STATED,
        offered=Span(stated, stated),
        unit=unit,
        rule="figure",
        arithmetic=text,
    )


def _judge_step(requirement: Requirement, stated: str, ladder: Sequence[str], direction: str) -> Verdict:
    """A step on a ladder: ``stated`` must stand no higher (``at-most``) or no lower than what is asked."""
    if not stated:
        return silent(requirement, "nothing-stated")
    if requirement.code not in ladder or stated not in ladder:
        return silent(requirement, "unknown-code", conditions=stated)
    have, want = ladder.index(stated), ladder.index(requirement.code)
    met = have <= want if direction == "at-most" else have >= want
    sign = ("≤" if met else ">") if direction == "at-most" else ("≥" if met else "<")
    result = Outcome.MET if met else Outcome.NOT_MET
    text = f"{stated} {sign} {requirement.code}"
    return Verdict(requirement, result, rule="ladder", arithmetic=text, conditions=stated)


def _judge_code(requirement: Requirement, stated: frozenset[str]) -> Verdict:
    """A code that must be among those stated; an empty set is silence, not refusal."""
    if not stated:
        return silent(requirement, "nothing-stated")
    if not requirement.code:
        return silent(requirement, "no-limit")
    met = requirement.code in stated
    text = f"{requirement.code} {'∈' if met else '∉'} {{{', '.join(sorted(stated))}}}"
    return Verdict(requirement, Outcome.MET if met else Outcome.NOT_MET, rule="code", arithmetic=text)

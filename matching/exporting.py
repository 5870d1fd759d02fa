"""An answer as JSON: the stable contract for scripts, described in ``docs/contracts.md``. Plain JSON types only.

Every number is finite and in a base unit; what is unknown is null, never left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django.utils.translation import override

from .core.gathering import Problem
from .core.profiles import Change, Finding, Match, NeedProfile, Reason, Requirement, Span, Verdict
from .core.trains import Train
from .presenting.changes import change_sentence
from .presenting.words import plain
from .service import Answer

MOST = 50

Json = dict[str, Any]


def answer_json(answer: Answer) -> Json:
    """The answer with its first 50 matches. Sentences are English, whatever language is active."""
    with override("en"):
        return {
            "id": answer.need.id,
            "understood": understood_json(answer.need, answer.problems),
            "matches": [match_json(match) for match in answer.matches[:MOST]],
            "trains": [train_json(train) for train in answer.trains],
            "label_partners": [_listed(partner.as_json()) for partner in answer.label_partners],
        }


def understood_json(need: NeedProfile, problems: tuple[Problem, ...] = ()) -> Json:
    """What was understood: codes sorted, requirements in the need's order, findings in the text's order."""
    return {
        "language": need.language,
        "country": need.country,
        "media": sorted(need.media),
        "sectors": sorted(need.sectors),
        "parameters": sorted(need.parameters),
        "product_groups": sorted(need.product_groups),
        "requirements": [requirement_json(requirement) for requirement in need.requirements],
        "findings": [_finding(finding) for finding in need.findings],
        "problems": [
            {"code": problem.code, "field": problem.field, "values": _values(problem.values)}
            for problem in problems
        ],
    }


def requirement_json(requirement: Requirement) -> Json:
    """One typed line of a need."""
    return {
        "kind": requirement.kind.value,
        "parameter": requirement.parameter,
        **asked_json(requirement),
        "code": requirement.code,
        "must": requirement.must,
        "weight": requirement.weight,
        "source": requirement.source,
        "assumed": requirement.assumed,
    }


def asked_json(requirement: Requirement) -> Json:
    """What is asked, in numbers."""
    return {
        "inlet": _number(requirement.inlet),
        "target": _number(requirement.target),
        "unit": requirement.unit,
        "direction": requirement.direction,
    }


def match_json(match: Match) -> Json:
    """One technology with its account; the points of the reasons sum to the score."""
    return {
        "technology": match.technology,
        "score": _number(match.score),
        "verdicts": [verdict_json(verdict) for verdict in match.verdicts],
        "reasons": [_reason(reason) for reason in match.reasons],
        "missing": [missing_json(change) for change in match.missing],
    }


def train_json(train: Train) -> Json:
    """Technologies in the order in which water or gas passes them, with what each step does to each limit."""
    return {
        "steps": list(train.steps),
        "score": _number(train.score),
        "verdicts": [verdict_json(verdict) for verdict in train.verdicts],
        "stages": [
            {
                "technology": stage.technology,
                "parameter": train.verdicts[place].requirement.parameter,
                "before": _span(stage.before),
                "after": _span(stage.after),
                "unit": train.verdicts[place].requirement.unit,
                "rule": stage.rule,
                "removal": _span(stage.removal),
                "factor": stage.factor,
                "conditions": stage.conditions,
                "basis": stage.basis,
                "borrowed": stage.borrowed,
            }
            for place, stages in train.stages.items()
            for stage in stages
        ],
    }


def verdict_json(verdict: Verdict) -> Json:
    """One requirement against one sheet; ``unit`` is that of ``offered``."""
    return {
        "kind": verdict.requirement.kind.value,
        "parameter": verdict.requirement.parameter,
        "code": verdict.requirement.code,
        "asked": asked_json(verdict.requirement),
        "offered": _span(verdict.offered),
        "unit": verdict.unit,
        "outcome": verdict.outcome.value,
        "rule": verdict.rule,
        "arithmetic": verdict.arithmetic,
        "conditions": verdict.conditions,
        "basis": verdict.basis,
        "must": verdict.requirement.must,
        "borrowed": verdict.borrowed,
    }


def missing_json(change: Change) -> Json:
    """What would change a match; ``text`` is the English sentence of the page."""
    requirement = change.requirement
    return {
        "kind": change.kind,
        "parameter": requirement.parameter if requirement else "",
        "requirement": requirement.kind.value if requirement else "",
        "values": _values(change.values),
        "text": plain(change_sentence(change)),
    }


def _reason(reason: Reason) -> Json:
    return {
        "part": reason.part,
        "points": _number(reason.points),
        "of": _number(reason.of),
        "because": [[kind, value] for kind, value in reason.because],
    }


def _finding(finding: Finding) -> Json:
    return {
        "kind": finding.kind,
        "code": finding.code,
        "passage": finding.passage,
        "start": finding.start,
        "end": finding.end,
        "value": _number(finding.value),
        "high": _number(finding.high),
        "unit": finding.unit,
        "role": finding.role,
        "parameter": finding.parameter,
    }


def _span(span: Span | None) -> Json | None:
    return None if span is None else {"min": _number(span.low), "max": _number(span.high)}


def _values(values: Mapping[str, float | str]) -> Json:
    return {name: value if isinstance(value, str) else _number(value) for name, value in values.items()}


def _listed(value: Any) -> Any:
    """The value with lists for tuples, all the way down, as a reader of the JSON gets it."""
    if isinstance(value, dict):
        return {name: _listed(part) for name, part in value.items()}
    return [_listed(part) for part in value] if isinstance(value, list | tuple) else value


def _number(value: float | None) -> float | None:
    """A finite number of Python's own type; JSON knows neither NaN nor numpy."""
    return None if value is None or not math.isfinite(value) else float(value)

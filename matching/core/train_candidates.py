"""Which technologies may be a step of a train: of the need's own field first, none that fails what no step can mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.core.profiles import (
    NeedProfile,
    Outcome,
    Requirement,
    RequirementKind,
    TechnologyProfile,
    Verdict,
)
from matching.core.stages import StepLine, in_field, step_lines
from matching.core.verdicts import judge

__all__ = ["Candidate", "able_steps", "candidates_of", "fields"]

MOST_CANDIDATES = 60
MANY = 5  # sectors: a technology that serves as many is made for no single kind of water
NAMED = 5  # of the ranking: made for what the words say, even where no sector was understood


@dataclass(frozen=True)
class Candidate:
    """A technology that treats something: its points in the ranking, and its lines for each limit."""

    profile: TechnologyProfile
    score: float
    lines: tuple[tuple[StepLine, ...], ...]  # per limit


def fields(
    need: NeedProfile, technologies: Sequence[TechnologyProfile]
) -> tuple[list[TechnologyProfile], list[TechnologyProfile]]:
    """Technologies of the need's own field, and those that serve many others.

    Where the need's field is not known, the ``NAMED`` that its words find and those that serve many are its own.
    """
    many = [not p.sectors or len(p.sectors) >= MANY for p in technologies]
    if not need.sectors:
        return [p for place, p in enumerate(technologies) if many[place] or place < NAMED], []
    own = [in_field(need, p) for p in technologies]
    return (
        [p for p, mine in zip(technologies, own, strict=True) if mine],
        [p for p, mine, wide in zip(technologies, own, many, strict=True) if wide and not mine],
    )


def able_steps(need: NeedProfile, technologies: Sequence[TechnologyProfile]) -> list[TechnologyProfile]:
    """Those that fail nothing that another step could not mend."""
    return [p for p in technologies if not any(map(_fails, _fixed(need, p)))]


def _fixed(need: NeedProfile, profile: TechnologyProfile) -> list[Verdict]:
    """Verdicts of what no other step can mend."""
    return [
        judge(r, profile, need)
        for r in need.requirements
        if r.kind is not RequirementKind.PARAMETER and r.kind is not RequirementKind.LABEL
    ]


def _fails(verdict: Verdict) -> bool:
    """Whether a technology cannot be a step: it fails a must-have, or is of another size."""
    sized = verdict.requirement.kind is RequirementKind.CAPACITY
    return verdict.outcome is Outcome.NOT_MET and (verdict.requirement.must or sized)


def candidates_of(
    need: NeedProfile,
    limits: Mapping[int, Requirement],
    able: Sequence[TechnologyProfile],
    scores: Mapping[str, float],
) -> list[Candidate]:
    """The technologies that treat something, ordered by id so that the order of the input cannot matter."""
    found = []
    for profile in able:
        lines = tuple(step_lines(profile, limit, need) for limit in limits.values())
        if any(lines):
            found.append(Candidate(profile, scores.get(profile.id, 0.0), lines))
        if len(found) == MOST_CANDIDATES:
            break
    return sorted(found, key=lambda candidate: candidate.profile.id)

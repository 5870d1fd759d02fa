"""Trains of two or three technologies, where no single one brings every limit in reach.

Removal multiplies from step to step; each step takes the range that the step before lets out, under the rules of
``stages``, and no two steps are of one kind. Technologies of other fields are called only where those of the need's
own do not reach; their figures are marked. A train answers limits at or below a figure whose inlet is known. All else
that a need asks is judged for the train as a whole: capacity, skill, readiness and the like by the weakest step, land,
energy and money by the sum. A train in which one step fails a must-have is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.core.comparing import finite, tidy
from matching.core.profiles import (
    NeedProfile,
    Outcome,
    Requirement,
    RequirementKind,
    Span,
    TechnologyProfile,
    Verdict,
)
from matching.core.stages import Stage, treat
from matching.core.train_candidates import Candidate, able_steps, candidates_of, fields
from matching.core.train_verdicts import joint_verdict, limit_verdict
from matching.core.verdicts import judge

__all__ = ["MOST_STEPS", "Train", "propose_trains", "train_limits"]

MOST_STEPS = 3
BEAM = 40  # partial trains that are carried on to a third step
LEAST_GAIN = 0.2  # a step must take away a fifth of what is left of some limit
LAST = frozenset({"zero-liquid-discharge"})  # groups after which nothing is left to treat
BORROWED_COST = 5.0  # points of relevance that a figure for other water costs a train


@dataclass(frozen=True)
class Train:
    """Technologies in the order in which the water or gas passes them.

    ``stages`` holds, for each limit in the need's order that a train can answer, one stage a step; ``verdicts`` are
    in the need's order. ``score`` is the mean of the steps' own scores, 0 where they have none.
    """

    steps: tuple[str, ...]
    stages: Mapping[int, tuple[Stage, ...]]
    verdicts: tuple[Verdict, ...]
    score: float = 0.0

    @property
    def met(self) -> int:
        """How many of the limits that a train can answer are met."""
        return sum(self.verdicts[place].outcome is Outcome.MET for place in self.stages)

    @property
    def surely_met(self) -> int:
        """How many of them are met by figures that were all stated for the need's kind of water."""
        return sum(_surely(self.verdicts[place]) for place in self.stages)

    @property
    def complete(self) -> bool:
        """Whether all of them are."""
        return self.met == len(self.stages)

    @property
    def borrowed(self) -> int:
        """How many figures were stated for other water than the need's."""
        return sum(stage.borrowed for stages in self.stages.values() for stage in stages)


@dataclass(frozen=True)
class _Partial:
    """A train in the making: its steps, and per limit what is left and how it came about."""

    steps: tuple[int, ...]
    left: tuple[Span | None, ...]
    stages: tuple[tuple[Stage, ...], ...]


def train_limits(need: NeedProfile) -> dict[int, Requirement]:
    """The limits a train can answer, by their place in the need: at or below a figure, with an inlet above it."""
    return {
        place: requirement
        for place, requirement in enumerate(need.requirements)
        if requirement.kind is RequirementKind.PARAMETER
        and requirement.direction == "at-most"
        and requirement.unit not in ("", "%", "pH", "dB(A)")
        and requirement.inlet is not None
        and requirement.target is not None
        and finite(requirement.inlet, requirement.target)
        and requirement.inlet > requirement.target >= 0
    }


def propose_trains(
    need: NeedProfile,
    technologies: Sequence[TechnologyProfile],
    scores: Mapping[str, float] | None = None,
    limit: int = 3,
) -> tuple[Train, ...]:
    """Return up to ``limit`` trains, the best first; none where one technology surely meets all that a train could.

    ``technologies`` are the candidates, best first; ``scores`` their points. Every train that is proposed meets every
    limit that a train can answer. Where a single technology does so only by figures for other water than the need's,
    trains are proposed that rest on more figures for the need's own.
    """
    limits = train_limits(need)
    if not limits:
        return ()
    field, others = fields(need, technologies)
    able = able_steps(need, field)
    alone = [[judge(limit, p, need) for limit in limits.values()] for p in able]
    surely = max((sum(map(_surely, verdicts)) for verdicts in alone), default=0)
    if surely == len(limits):
        return ()
    met = max((sum(v.outcome is Outcome.MET for v in verdicts) for verdicts in alone), default=0)
    found = _proposed(need, limits, able, scores or {})
    if not found and others and met < len(limits):
        able += able_steps(need, others)
        found = _proposed(need, limits, able, scores or {})
    better = [t for t in found if t.surely_met > surely or met < len(limits)]
    groups = {profile.id: profile.group for profile in able}
    return _varied(sorted(better, key=_order), groups)[:limit]


def _proposed(
    need: NeedProfile,
    limits: Mapping[int, Requirement],
    able: Sequence[TechnologyProfile],
    scores: Mapping[str, float],
) -> list[Train]:
    """Trains of some technologies that meet every limit a train can answer."""
    candidates = candidates_of(need, limits, able, scores)
    found = _search(list(limits.values()), candidates)
    trains = [_finished(need, limits, candidates, partial) for partial in found]
    return [train for train in trains if train is not None and train.complete]


def _surely(verdict: Verdict) -> bool:
    return verdict.outcome is Outcome.MET and not verdict.borrowed


def _search(limits: Sequence[Requirement], candidates: Sequence[Candidate]) -> list[_Partial]:
    """Trains that bring all limits in reach, or, where there are none, the best of two and three steps."""
    start = _Partial((), tuple(Span(r.inlet, r.inlet) for r in limits), tuple(() for _ in limits))
    partial, found = [start], []
    for _step in range(MOST_STEPS):
        partial = [longer for short in partial for longer in _longer(short, candidates)]
        partial.sort(key=lambda p: _promise(p, limits, candidates))
        found += [p for p in partial if len(p.steps) > 1][:BEAM]
        if any(_reached(p.left, limits) == len(limits) for p in found):
            break
        if len(partial[0].steps if partial else ()) > 1:
            partial = partial[:BEAM]
    return found


def _longer(short: _Partial, candidates: Sequence[Candidate]) -> list[_Partial]:
    """The train with each technology that can follow and takes away enough."""
    found = []
    groups = {candidates[i].profile.group for i in short.steps}
    if groups & LAST:
        return []
    for index, candidate in enumerate(candidates):
        if candidate.profile.group in groups:
            continue  # what one process leaves over is what its own kind cannot take
        stages = []
        for lines, before in zip(candidate.lines, short.left, strict=True):
            stage = treat(candidate.profile.id, lines, before)
            if stage is None:
                break
            stages.append(stage)
        if len(stages) < len(short.left) or not any(_gains(stage) for stage in stages):
            continue
        found.append(
            _Partial(
                (*short.steps, index),
                tuple(stage.after for stage in stages),
                tuple((*old, new) for old, new in zip(short.stages, stages, strict=True)),
            )
        )
    return found


def _gains(stage: Stage) -> bool:
    before, after = _high(stage.before), _high(stage.after)
    return stage.acts and after is not None and (before is None or after <= (1 - LEAST_GAIN) * before)


def _high(span: Span | None) -> float | None:
    return None if span is None else span.high


def _reached(left: Sequence[Span | None], limits: Sequence[Requirement]) -> int:
    return sum(
        (high := _high(span)) is not None and limit.target is not None and high <= limit.target
        for span, limit in zip(left, limits, strict=True)
    )


def _promise(
    partial: _Partial, limits: Sequence[Requirement], candidates: Sequence[Candidate]
) -> tuple[float, ...]:
    """Sorting key: most limits reached, then the worthiest steps, then the least left above the limits."""
    above = sum(
        max(0.0, high / limit.target - 1) if limit.target else high
        for span, limit in zip(partial.left, limits, strict=True)
        if (high := _high(span)) is not None and limit.target is not None
    )
    worth = sum(candidates[i].score for i in partial.steps) / len(partial.steps)
    strange = sum(stage.borrowed for stages in partial.stages for stage in stages)
    return (-_reached(partial.left, limits), BORROWED_COST * strange - worth, above, *partial.steps)


def _finished(
    need: NeedProfile,
    limits: Mapping[int, Requirement],
    candidates: Sequence[Candidate],
    partial: _Partial,
) -> Train | None:
    """The train with its verdicts; ``None`` where it fails a must-have that no limit of the train is."""
    profiles = [candidates[i].profile for i in partial.steps]
    stages = dict(zip(limits, partial.stages, strict=True))
    verdicts = tuple(
        limit_verdict(requirement, stages[place])
        if place in stages
        else joint_verdict(requirement, [judge(requirement, p, need) for p in profiles])
        for place, requirement in enumerate(need.requirements)
    )
    fixed = (v for place, v in enumerate(verdicts) if place not in stages)
    if any(v.requirement.must and v.outcome is Outcome.NOT_MET for v in fixed):
        return None
    score = tidy(round(sum(candidates[i].score for i in partial.steps) / len(profiles), 2))
    return Train(tuple(p.id for p in profiles), stages, verdicts, score)


def _order(train: Train) -> tuple[object, ...]:
    not_met = sum(v.outcome is Outcome.NOT_MET for v in train.verdicts)
    part = sum(v.outcome is Outcome.PART for v in train.verdicts)
    worth = train.score - BORROWED_COST * train.borrowed
    return (-train.met, -train.surely_met, not_met, len(train.steps), part, -worth, train.steps)


def _varied(trains: Sequence[Train], groups: Mapping[str, str]) -> tuple[Train, ...]:
    """No two trains of the same kinds of steps, and no first step more than twice."""
    kept: list[Train] = []
    for train in trains:
        kinds = sorted(groups[step] for step in train.steps)
        if any(kinds == sorted(groups[step] for step in other.steps) for other in kept):
            continue
        if sum(other.steps[0] == train.steps[0] for other in kept) < 2:
            kept.append(train)
    return tuple(kept)

"""The account of a score: one reason per signal, with the words, codes or numbers that earned its points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .profiles import NeedProfile, Outcome, Reason, RequirementKind, TechnologyProfile, Verdict


def account(
    need: NeedProfile,
    profile: TechnologyProfile,
    earned: Mapping[str, float],
    points: Mapping[str, float],
    shared: Sequence[str],
    verdicts: Sequence[Verdict],
) -> tuple[Reason, ...]:
    """Reasons in the order of ``points``: what was ``earned`` sums to the score; nothing is hidden."""
    because = {
        "lexical": [("word", token) for token in shared],
        "sectors": [("sector", code) for code in sorted(need.sectors & profile.sectors)],
        "media": [("medium", code) for code in sorted(need.media & profile.media)],
        "parameters": [("parameter", code) for code in sorted(_parameters(need) & profile.parameters)],
        "limits": _outcomes(verdicts, capacity=False),
        "capacity": _outcomes(verdicts, capacity=True),
        "practice": _practice(need, profile),
    }
    return tuple(
        Reason(name, earned[name], points[name], tuple(because.get(name, ())))
        for name in points
        if name in earned
    )


def _parameters(need: NeedProfile) -> frozenset[str]:
    limits = {r.parameter for r in need.requirements if r.kind is RequirementKind.PARAMETER}
    return frozenset(limits) or need.parameters


def _outcomes(verdicts: Sequence[Verdict], *, capacity: bool) -> list[tuple[str, str]]:
    """The verdicts that earned points: kind or parameter, and outcome."""
    return [
        (v.requirement.parameter or v.requirement.kind.value, v.outcome.value)
        for v in verdicts
        if (v.requirement.kind is RequirementKind.CAPACITY) is capacity
        and v.outcome in (Outcome.MET, Outcome.PART)
    ]


def _practice(need: NeedProfile, profile: TechnologyProfile) -> list[tuple[str, str]]:
    found = []
    if (profile.trl or 0) >= 9:
        found.append(("trl", str(profile.trl)))
    if any(line.basis == "measured at a plant" for line in profile.performance):
        found.append(("basis", "measured at a plant"))
    if need.country and need.country in profile.countries:
        found.append(("service-country", need.country))
    found += [("reference", r.name) for r in profile.references if need.country and r.country == need.country]
    return found

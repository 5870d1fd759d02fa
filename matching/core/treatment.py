"""What a technology does to one parameter, judged by the line of its sheet that fits the need's water best.

Rules, in this order, for each performance line of the parameter:

- the need's inlet lies inside the line's inlet range: outlet = inlet x (1 - removal), rule ``removal``;
- a removal without an inlet range is applied too, but marked ``borrowed``, unless other lines of the parameter
  state inlet ranges and none holds the need's;
- no inlet is known, or no removal is stated: the line's own outlet, rule ``own-outlet``;
- the inlet lies outside: *not stated*, rule ``outside-inlet``, with the nearest inlet range for the account;
- ``value`` lines answer savings, yields and the like, never a concentration: a measuring range treats
  nothing.

Lines that fit equally well are one statement in several parts: where they disagree, the limit is met in part.
"""

from __future__ import annotations

from dataclasses import dataclass

from matching.core.comparing import finite_spans, number, outcome, silent, span_text, tidy
from matching.core.profiles import (
    NeedProfile,
    Outcome,
    PerformanceLine,
    Requirement,
    Span,
    TechnologyProfile,
    Verdict,
)
from matching.core.waters import counts_right_ones, named_waters

__all__ = [
    "MORE_IS_BETTER",
    "applicable",
    "documented",
    "judge_parameter",
    "means_not_used",
    "other_water",
    "same_water",
    "usual_direction",
]

MORE_IS_BETTER = frozenset(
    (
        "dissolved-oxygen", "volume-reduction", "recovery-rate", "diversion-rate", "calorific-value",
        "pathogen-log", "ch4", "biogas-yield", "power-output", "electricity-generation", "efficiency",
        "energy-saving", "fuel-saving", "water-saving", "water-recovery", "yield-increase", "lead-time",
        "wave-attenuation", "survival-rate", "runoff-reduction", "ghg",
    )
)  # fmt: skip
# Units of what is left in water, gas or soil. A `value` in such a unit is a measuring range or a level kept
# in a tank, not an effluent.
LEVELS = frozenset(
    (
        "mg/L", "ug/m3", "mg/Nm3", "ng TEQ/Nm3", "CFU/100mL", "MPN/100mL", "NTU", "Pt-Co", "OU/m3", "pH", "mg/kg",
    )
)  # fmt: skip
BASES = ("measured at a plant", "literature range", "design value")
GOLD = frozenset(("asgm", "mining"))
# Why a line gives no figure, from the most to the least telling.
SILENCES = (
    "not-a-number",
    "outside-inlet",
    "inlet-unknown",
    "open-end",
    "not-comparable",
    "not-used",
    "not-treatment",
    "nothing-stated",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What one line offers for one requirement; ``span`` is ``None`` where it offers no figure."""

    line: PerformanceLine
    rule: str
    span: Span | None = None
    arithmetic: str = ""
    inlet_unknown: bool = False


def usual_direction(parameter: str, unit: str) -> str:
    """Return ``at-least`` for savings, yields and removals in per cent, ``at-most`` for what pollutes."""
    removal = unit == "%" and parameter not in ("moisture", "accuracy")
    return "at-least" if removal or parameter in MORE_IS_BETTER else "at-most"


def applicable(
    requirement: Requirement, technology: TechnologyProfile, need: NeedProfile
) -> tuple[Offer, ...]:
    """Return the offers of all lines that give a verdict, the one that is used first.

    The first is stated for the need's kind of water, has an inlet range that holds the need's, is a range
    rather than one reading, and is the best documented: measured at a plant before literature before design.
    """
    offers = [
        _offer(requirement, line, technology) for line in technology.performance if _about(line, requirement)
    ]
    judged = [o for o in offers if _outcome(o, requirement) is not None]
    if any(o.rule == "outside-inlet" for o in offers) and all(o.inlet_unknown for o in judged):
        return ()  # the sheet says for which inlets it works, and the need's is none of them
    return tuple(sorted(judged, key=lambda offer: _fit(offer, need)))


def judge_parameter(requirement: Requirement, technology: TechnologyProfile, need: NeedProfile) -> Verdict:
    """Judge one parameter limit against the performance lines of a technology."""
    lines = [line for line in technology.performance if _about(line, requirement)]
    if not lines:
        return silent(requirement, "nothing-stated")
    if requirement.target is None:
        return silent(requirement, "no-limit")
    usable = applicable(requirement, technology, need)
    if not usable:
        return _why_silent(requirement, [_offer(requirement, line, technology) for line in lines])
    best = usable[0]
    equals = [offer for offer in usable if _fit(offer, need) == _fit(best, need)]
    results = dict.fromkeys(_outcome(offer, requirement) for offer in equals)
    told = equals if len(results) > 1 else [best]
    return Verdict(
        requirement,
        Outcome.PART if len(results) > 1 else next(iter(results)) or Outcome.NOT_STATED,
        offered=_joined([offer.span for offer in told if offer.span is not None]),
        unit=requirement.unit,
        rule=best.rule,
        arithmetic="; ".join(dict.fromkeys(offer.arithmetic for offer in told)),
        conditions="; ".join(dict.fromkeys(o.line.conditions for o in told if o.line.conditions)),
        basis=best.line.basis,
        borrowed=best.inlet_unknown or other_water(best.line, need),
    )


def _joined(spans: list[Span]) -> Span:
    """The range that holds all ranges; an end that one of them leaves open stays open."""
    lows, highs = [span.low for span in spans], [span.high for span in spans]
    return Span(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _about(line: PerformanceLine, requirement: Requirement) -> bool:
    return line.parameter == requirement.parameter


def _outcome(offer: Offer, requirement: Requirement) -> Outcome | None:
    if offer.span is None or requirement.target is None:
        return None
    return outcome(offer.span, requirement.target, requirement.direction)


def _offer(requirement: Requirement, line: PerformanceLine, technology: TechnologyProfile) -> Offer:
    """What this line says about the requirement."""
    if not finite_spans(line.inlet, line.outlet, line.removal, line.value):
        return Offer(line, "not-a-number")
    asks_removal = requirement.unit == "%" and requirement.direction == "at-least"
    if means_not_used(line, technology):
        return Offer(line, "not-used", line.removal if asks_removal else None, "100 %")
    if line.value is not None:
        return _value(requirement, line)
    if asks_removal and line.removal is not None:
        return Offer(
            line, "removal-percent", line.removal, f"{span_text(line.removal)} %", line.inlet is None
        )
    if (line.outlet or line.inlet) and line.unit != requirement.unit:
        return Offer(line, "not-comparable")
    return _treated(requirement, line)


def _treated(requirement: Requirement, line: PerformanceLine) -> Offer:
    """Outlet of a treatment line for the need's inlet, or its own outlet."""
    inlet = requirement.inlet
    if inlet is None:
        return _own_outlet(line, False) if line.outlet else Offer(line, "inlet-unknown")
    held = line.inlet is not None and line.inlet.holds(inlet)
    if line.inlet is not None and not held and _beyond(line.inlet, inlet):
        return Offer(line, "outside-inlet")
    if line.removal is not None and requirement.direction == "at-most":
        span = Span(_left(inlet, line.removal.high), _left(inlet, line.removal.low))
        share = "…".join(
            number(None if end is None else end / 100)
            for end in dict.fromkeys((line.removal.high, line.removal.low))
        )
        text = f"{number(inlet)} × (1 − {share}) = {span_text(span)}"
        return Offer(line, "removal", span, text, not held)
    return _own_outlet(line, not held) if line.outlet else Offer(line, "nothing-stated")


def _own_outlet(line: PerformanceLine, inlet_unknown: bool) -> Offer:
    return Offer(line, "own-outlet", line.outlet, span_text(line.outlet), inlet_unknown)


def _value(requirement: Requirement, line: PerformanceLine) -> Offer:
    """A stated value: taken as it is, or as a fall of a sound level from its inlet."""
    value = line.value
    if value is None or line.unit != requirement.unit:
        return Offer(line, "not-comparable")
    if requirement.unit == "dB(A)" and requirement.direction == "at-most":
        if requirement.inlet is None:
            return Offer(line, "inlet-unknown")
        span = Span(
            *(None if end is None else tidy(requirement.inlet - end) for end in (value.high, value.low))
        )
        text = f"{number(requirement.inlet)} − {span_text(value)} = {span_text(span)}"
        return Offer(line, "reduction", span, text)
    if requirement.unit in LEVELS:
        return Offer(line, "not-treatment")
    if (
        requirement.parameter == "accuracy"
        and requirement.direction == "at-most"
        and counts_right_ones(line.conditions)
    ):
        return Offer(line, "not-comparable")
    return Offer(line, "value", value, span_text(value))


def _left(inlet: float, removal: float | None) -> float | None:
    return None if removal is None else tidy(inlet * (100 - removal) / 100)


def _beyond(span: Span, value: float) -> bool:
    """Whether a value lies past a stated end; an end that is missing is passed by nothing."""
    return (span.low is not None and value < span.low) or (span.high is not None and value > span.high)


def means_not_used(line: PerformanceLine, technology: TechnologyProfile) -> bool:
    """Mercury or cyanide 'removed' by 100 % in gold processing: none is used; no water is cleaned."""
    whole = line.removal is not None and line.removal.low == line.removal.high == 100
    return line.parameter in ("mercury", "cyanide") and whole and bool(technology.sectors & GOLD)


def other_water(line: PerformanceLine, need: NeedProfile) -> bool:
    """Whether the line names a kind of water, and not the need's."""
    named = named_waters(line.conditions)
    return bool(named and need.sectors and not named & need.sectors)


def same_water(line: PerformanceLine, need: NeedProfile) -> bool:
    """Whether the line names the need's kind of water."""
    return bool(named_waters(line.conditions) & need.sectors)


def documented(line: PerformanceLine) -> int:
    """How well a line is documented: 0 for measured at a plant, and rising."""
    return BASES.index(line.basis) if line.basis in BASES else len(BASES)


def _fit(offer: Offer, need: NeedProfile) -> tuple[bool, bool, bool, bool, int]:
    """Sorting key: what fits the need's water best, and is best documented, comes first."""
    line = offer.line
    point = offer.span is not None and offer.span.low == offer.span.high
    return (
        other_water(line, need),
        offer.inlet_unknown,
        not same_water(line, need),
        point,
        documented(line),
    )


def _why_silent(requirement: Requirement, offers: list[Offer]) -> Verdict:
    """The most telling reason why no line gives a figure; an inlet outside shows the nearest range."""

    def telling(offer: Offer) -> tuple[int, float]:
        rule = "open-end" if offer.span is not None else offer.rule
        return SILENCES.index(rule), _distance(offer.line.inlet, requirement.inlet)

    offer = min(offers, key=telling)
    line = offer.line
    if offer.rule == "outside-inlet":
        text = f"{number(requirement.inlet)} ∉ {span_text(line.inlet)}"
        basis, said = line.basis, line.conditions
        return silent(
            requirement, offer.rule, line.inlet, line.unit, arithmetic=text, conditions=said, basis=basis
        )
    if offer.span is not None:
        return silent(
            requirement,
            "open-end",
            offer.span,
            requirement.unit,
            arithmetic=offer.arithmetic,
            conditions=line.conditions,
            basis=line.basis,
        )
    return silent(requirement, offer.rule, conditions=line.conditions, basis=line.basis)


def _distance(span: Span | None, value: float | None) -> float:
    """How far a value lies from a range, on its own scale; the nearest range is the one worth showing."""
    if span is None or value is None:
        return float("inf")
    ends = [end for end in (span.low, span.high) if end is not None]
    return min((abs(value - end) / max(abs(end), 1e-12) for end in ends), default=float("inf"))

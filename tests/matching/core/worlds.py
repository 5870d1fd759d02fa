"""Worlds by the hundred from a seed: technologies and needs of few parameters, so that every rule meets every other."""

import random

from matching.core.profiles import (
    Capacity,
    NeedProfile,
    PerformanceLine,
    Quantity,
    Requirement,
    Span,
    TechnologyProfile,
    Words,
)
from matching.core.treatment import BASES
from matching.core.verdicts import EVIDENCE_LADDER, SKILL_LADDER
from tests.matching.core.offering import AMOUNTS, FIELDS, SOME, Kind, flows, waters

SHARES = (0.0, 50.0, 81.0, 85.0, 90.0, 95.0, 99.9, 100.0)
SECTORS = ("textile", "municipal-water", "palm-oil", "tourism", "asgm")
UNITS = {
    "cod": ("mg/L", "mg/L", "mg/L", "%", "per raft"),
    "mercury": ("mg/L", "%"),
    "noise-level": ("dB(A)",),
    "accuracy": ("%", "%", "mg/L"),
    "recovery-rate": ("%",),
}


class World:
    """Draws from one seed."""

    def __init__(self, seed, extra=()):
        self.any = random.Random(seed)
        self.values = (*SOME, *extra)

    def maybe(self, chance, make, *given):
        return make(*given) if self.any.random() < chance else None

    def value(self, values=None):
        return self.any.choice(values or self.values)

    def span(self, values=None):
        low, high = sorted((self.value(values), self.value(values)))
        form = self.any.random()
        if form < 0.55:
            return Span(low, high)
        if form < 0.75:
            return Span(low, low)
        return Span(low, None) if form < 0.85 else Span(None, high) if form < 0.96 else Span(None, None)

    def line(self):
        parameter = self.any.choice(list(UNITS))
        valued = self.any.random() < (0.2 if parameter in ("cod", "mercury") else 0.7)
        gold = parameter == "mercury" and self.any.random() < 0.4
        return PerformanceLine(
            parameter,
            self.any.choice(UNITS[parameter]),
            inlet=self.maybe(0.6, self.span, (0.0, 5.0, 80.0, 800.0, 3000.0)),
            outlet=self.maybe(0.5, self.span),
            removal=Span(100.0, 100.0) if gold else self.maybe(0.6, self.span, SHARES),
            value=self.maybe(float(valued), self.span),
            conditions=self.any.choice(waters),
            basis=self.any.choice((*BASES, "")),
        )

    def quantity(self, kind):
        return Quantity(self.span(), self.any.choice(AMOUNTS[kind][0]))

    def technology(self):
        choose, some = self.any.choice, self.any.sample
        return TechnologyProfile(
            "t",
            {"en": Words("T")},
            sectors=frozenset(some(SECTORS, choose((0, 1, 2)))),
            performance=tuple(self.line() for _ in range(choose(range(9)))),
            capacity=self.maybe(0.8, lambda: Capacity(self.span(), choose(flows[:3]), choose((True, False)))),
            **{field: self.maybe(0.8, self.quantity, kind) for kind, field in FIELDS.items()},
            lifetime_years=self.maybe(0.8, self.value),
            trl=self.maybe(0.8, choose, range(1, 10)),
            operator_skill=choose(("", *SKILL_LADDER, "wizard")),
            evidence=choose(("", *EVIDENCE_LADDER)),
            cooperation=frozenset(some(("epc", "licence", ""), choose((0, 1, 2)))),
            countries=frozenset(some(("VN", "CN", "LA"), choose((0, 1, 2)))),
        )

    def requirement(self):
        choose = self.any.choice
        kind = choose((*Kind, *[Kind.PARAMETER] * 12))
        target, direction = self.maybe(0.95, self.value), choose(("at-most", "at-least"))
        if kind is Kind.PARAMETER:
            parameter = choose(list(UNITS))
            unit, inlet = choose(UNITS[parameter]), self.maybe(0.8, self.value)
            return Requirement(kind, parameter, inlet=inlet, target=target, unit=unit, direction=direction)
        wanted = {Kind.CAPACITY: flows[:3], Kind.TRL: ("", "TRL", "h"), Kind.LIFETIME: ("", "year", "h")}
        units = AMOUNTS[kind][1] if kind in AMOUNTS else wanted.get(kind, ("",))
        code = choose(("", "VN", "epc", "wizard", *SKILL_LADDER, *EVIDENCE_LADDER))
        return Requirement(kind, target=target, unit=choose(units), code=code, direction=direction)

    def need(self):
        sectors = frozenset(self.any.sample(SECTORS, self.any.choice((0, 1, 1, 2))))
        wanted = tuple(self.requirement() for _ in range(8))
        return NeedProfile("n", "N", requirements=wanted, sectors=sectors)

"""Small needs and technologies for the tests of the core."""

from matching.core.profiles import (
    Capacity,
    NeedProfile,
    PerformanceLine,
    Quantity,
    Requirement,
    RequirementKind,
    Span,
    TechnologyProfile,
    Words,
)


def span(ends):
    return None if ends is None else Span(*ends)


def line(
    parameter="cod",
    unit="mg/L",
    *,
    inlet=None,
    outlet=None,
    removal=None,
    value=None,
    conditions="",
    basis="literature range",
):
    return PerformanceLine(
        parameter, unit, span(inlet), span(outlet), span(removal), span(value), conditions, basis
    )


def technology(*lines, **facts):
    for name, plain in (
        ("capacity", Capacity),
        ("footprint", Quantity),
        ("energy_use", Quantity),
        ("capex", Quantity),
    ):
        if isinstance(facts.get(name), tuple):
            ends, *rest = facts[name]
            facts[name] = plain(Span(*ends), *rest)
    if isinstance(facts.get("opex"), tuple):
        ends, *rest = facts["opex"]
        facts["opex"] = Quantity(Span(*ends), *rest)
    return TechnologyProfile("t", {"en": Words("T")}, performance=lines, **facts)


def limit(target=75, inlet=800, parameter="cod", unit="mg/L", direction="at-most", **more):
    kind = RequirementKind.PARAMETER
    return Requirement(kind, parameter, inlet=inlet, target=target, unit=unit, direction=direction, **more)


def size(target=3000, unit="m3/d", **more):
    return Requirement(RequirementKind.CAPACITY, target=target, unit=unit, direction="at-least", **more)


def amount(kind, target, unit, **more):
    return Requirement(kind, target=target, unit=unit, **more)


def coded(kind, code):
    return Requirement(kind, code=code)


def need(*requirements, sectors=()):
    return NeedProfile("n", "N", requirements=requirements, sectors=frozenset(sectors))

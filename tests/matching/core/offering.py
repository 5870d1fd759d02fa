"""Random needs and technologies that reach every rule: missing, equal and zero ends, odd units, other water."""

import math

from hypothesis import strategies as st

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
from matching.core.treatment import BASES
from matching.core.verdicts import EVIDENCE_LADDER, SKILL_LADDER

Kind = RequirementKind
# Few values that meet each other: products on a limit to the last bit, ends that agree, odd magnitudes.
SOME = (0.0, 0.1, 0.3, 0.5, 1.0, 5.0, 7.0, 15.0, 40.0, 75.0, 80.0, 85.0, 95.0, 100.0, 800.0, 3000.0)
NO_NUMBERS = (math.nan, math.inf, -math.inf, 1e308, 5e-324)
figures = st.sampled_from(SOME) | st.floats(0, 1e5)
shares = st.sampled_from((0.0, 50.0, 80.0, 85.0, 90.0, 95.0, 99.9, 100.0, 85.00000000000001)) | st.floats(
    0, 100
)
waters = (
    "",
    "municipal sewage",
    "dye-house effluent",
    "palm oil mill",
    "F1 score, household water",
    "any water",
)
sectors = st.frozensets(st.sampled_from(("textile", "municipal-water", "palm-oil", "asgm", "tourism")))
flows = ("m3/d", "t/d", "Nm3/h", "kW", "people")
PARAMETERS = (
    ("cod", "mg/L"),
    ("cod", "%"),
    ("mercury", "mg/L"),
    ("mercury", "%"),
    ("noise-level", "dB(A)"),
    ("recovery-rate", "%"),
    ("accuracy", "%"),
    ("ph", "pH"),
    ("odd", "per raft"),
)
AMOUNTS = {
    Kind.FOOTPRINT: (("m2", "m2/(m3/d)", "m2/(t/d)", "m2/kW", "raft"), ("m2", "m2/(m3/d)")),
    Kind.ENERGY: (("kW", "kWh/m3", "kWh per 1000 Nm3", "kWh/year", "kWh/t"), ("kW", "kWh/m3", "kWh/year")),
    Kind.CAPEX: (("USD", "USD/(m3/d)", "USD/kW", "USD/household", "VND"), ("USD", "USD/(m3/d)", "VND")),
    Kind.OPEX: (("USD/year", "USD/m3", "USD/t", "USD/(m3/d)/year", "USD/kW/year"), ("USD/year", "USD/m3")),
}
FIELDS = {Kind.FOOTPRINT: "footprint", Kind.ENERGY: "energy_use", Kind.CAPEX: "capex", Kind.OPEX: "opex"}


def ranges(values):
    closed = st.tuples(values, values).map(lambda ends: Span(*sorted(ends)))
    point = values.map(lambda end: Span(end, end))
    opened = st.tuples(values, st.booleans()).map(lambda e: Span(e[0], None) if e[1] else Span(None, e[0]))
    return st.one_of(closed, point, opened, st.just(Span(None, None)))


@st.composite
def lines(draw, values=figures):
    parameter, unit = draw(st.sampled_from(PARAMETERS))
    maybe = st.none() | ranges(values)
    valued = draw(st.booleans())
    return PerformanceLine(
        parameter,
        unit,
        inlet=draw(maybe),
        outlet=draw(maybe),
        removal=draw(st.none() | ranges(shares)),
        value=draw(maybe) if valued else None,
        conditions=draw(st.sampled_from(waters)),
        basis=draw(st.sampled_from((*BASES, ""))),
    )


@st.composite
def technologies(draw, values=figures):
    def quantity(kind):
        unit = st.sampled_from(AMOUNTS[kind][0])
        return draw(st.none() | st.builds(Quantity, ranges(values), unit))

    return TechnologyProfile(
        "t",
        {"en": Words("T")},
        sectors=draw(sectors),
        performance=tuple(draw(st.lists(lines(values), max_size=6))),
        capacity=draw(st.none() | st.builds(Capacity, ranges(values), st.sampled_from(flows), st.booleans())),
        **{field: quantity(kind) for kind, field in FIELDS.items()},
        lifetime_years=draw(st.none() | values),
        trl=draw(st.none() | st.integers(1, 9)),
        operator_skill=draw(st.sampled_from(("", *SKILL_LADDER, "wizard"))),
        evidence=draw(st.sampled_from(("", *EVIDENCE_LADDER))),
        cooperation=draw(st.frozensets(st.sampled_from(("epc", "licence")))),
        countries=draw(st.frozensets(st.sampled_from(("VN", "CN", "LA")))),
    )


@st.composite
def requirements(draw, values=figures):
    kind = draw(st.sampled_from((*Kind, Kind.PARAMETER, Kind.PARAMETER, Kind.PARAMETER)))
    target, direction = draw(st.none() | values), draw(st.sampled_from(("at-most", "at-least")))
    if kind is Kind.PARAMETER:
        parameter, unit = draw(st.sampled_from(PARAMETERS))
        inlet = draw(st.none() | values)
        return Requirement(kind, parameter, inlet=inlet, target=target, unit=unit, direction=direction)
    unit = {Kind.CAPACITY: flows, Kind.TRL: ("", "TRL", "h"), Kind.LIFETIME: ("", "year", "h")}
    wanted = AMOUNTS[kind][1] if kind in AMOUNTS else unit.get(kind, ("",))
    code = draw(st.sampled_from(("", "VN", "epc", "wizard", *SKILL_LADDER, *EVIDENCE_LADDER)))
    return Requirement(
        kind, target=target, unit=draw(st.sampled_from(wanted)), code=code, direction=direction
    )


@st.composite
def needs(draw, values=figures):
    wanted = tuple(draw(st.lists(requirements(values), min_size=1, max_size=8)))
    return NeedProfile("n", "N", requirements=wanted, sectors=draw(sectors))

"""Units as the matcher uses them: there and back again, and the same verdict in whichever unit a limit is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms import units
from matching.core.profiles import RequirementKind
from matching.core.verdicts import judge
from tests.matching.core.making import amount, limit, line, need, size, technology

numbers = st.floats(1e-6, 1e9)
ALIKE = [
    ("mg/L", "ppm", "water", 1),
    ("mg/L", "g/L", "water", 0.001),
    ("mg/L", "ppb", "water", 1000),
    ("m3/d", "L/s", None, 1 / 86.4),
    ("m3/d", "m3/h", None, 1 / 24),
    ("L/s", "m3/h", None, 3.6),
    ("t/d", "kg/h", None, 1000 / 24),
    ("t/d", "t/year", None, 365),
    ("kWh/m3", "MJ/m3", None, 3.6),
    ("kWh/m3", "Wh/L", None, 1),
    ("USD/(m3/d)", "USD/(L/s)", None, 86.4),
    ("USD/(m3/d)", "USD/(m3/h)", None, 24),
    ("USD/t", "USD/kg", None, 0.001),
    ("USD/m3", "USD/L", None, 0.001),
    ("m2", "ha", None, 1e-4),
    ("kW", "MW", None, 0.001),
]


@pytest.mark.parametrize(("one", "other", "kind", "factor"), ALIKE)
@given(value=numbers)
def test_a_number_comes_back_from_another_unit(one, other, kind, factor, value):
    there = units.convert(value, one, other, kind=kind)
    assert there == pytest.approx(value * factor, rel=1e-9)
    assert units.convert(there, other, one, kind=kind) == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(("one", "other", "kind", "factor"), ALIKE)
@given(value=numbers)
def test_two_ways_of_writing_a_number_have_one_base(one, other, kind, factor, value):
    (here, name), (there, same) = (
        units.base(value, one, kind=kind),
        units.base(value * factor, other, kind=kind),
    )
    assert name == same
    assert here == pytest.approx(there, rel=1e-9)


@pytest.mark.parametrize(("one", "other", "kind", "_"), ALIKE)
@given(a=numbers, b=numbers)
def test_converting_keeps_the_order(one, other, kind, _, a, b):
    low, high = sorted((a, b))
    assert units.convert(low, one, other, kind=kind) <= units.convert(high, one, other, kind=kind)


whole = st.integers(1, 10_000)


@given(whole, whole, st.sampled_from([("ppm", 1), ("g/L", 0.001), ("ppb", 1000)]))
def test_a_limit_gets_one_verdict_in_every_unit(target, outlet, unit):
    name, factor = unit
    sheet = technology(line(outlet=(outlet, outlet)))
    plain = limit(float(target), None)
    based, base_unit = units.base(target * factor, name, kind="water")
    other = limit(based, None, unit=base_unit)
    assert judge(other, sheet, need(other)).outcome is judge(plain, sheet, need(plain)).outcome


@given(whole, whole, whole, st.sampled_from([("L/s", 1 / 86.4), ("m3/h", 1 / 24)]))
def test_a_need_gets_one_verdict_for_its_size_in_every_unit(flow, smallest, cost, unit):
    name, factor = unit
    sheet = technology(
        capacity=((smallest, smallest * 10), "m3/d", True), capex=((cost, cost * 2), "USD/(m3/d)")
    )
    budget = amount(RequirementKind.CAPEX, 1e6, "USD")
    for wanted in (size(float(flow)), size(*units.base(flow * factor, name))):
        found = [judge(r, sheet, need(wanted, budget)).outcome for r in (wanted, budget)]
        expected = [
            judge(r, sheet, need(size(float(flow)), budget)).outcome for r in (size(float(flow)), budget)
        ]
        assert found == expected

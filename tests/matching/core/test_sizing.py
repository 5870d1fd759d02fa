"""Capacity, land, energy, money, ladders and codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core.profiles import Capacity, Outcome, Requirement, RequirementKind, Span
from matching.core.verdicts import EVIDENCE_LADDER, SKILL_LADDER, judge, judge_all
from tests.matching.core.making import amount, coded, limit, line, need, size, technology

MET, PART, NOT_MET, NOT_STATED = Outcome.MET, Outcome.PART, Outcome.NOT_MET, Outcome.NOT_STATED
Kind = RequirementKind


def of_size(requirement, ends, unit="m3/d", modular=False):
    return judge(requirement, technology(capacity=Capacity(Span(*ends), unit, modular)), need(requirement))


def test_a_capacity_inside_the_range_of_one_installation_is_met():
    found = of_size(size(3000), (100, 100_000))
    assert (found.outcome, found.rule, found.arithmetic) == (MET, "range", "100 ≤ 3000 ≤ 100000")


def test_a_smaller_modular_unit_is_met_in_part_by_several():
    found = of_size(size(3000), (1, 700), modular=True)
    assert (found.outcome, found.rule) == (PART, "several-units")
    assert found.arithmetic == "3000 ÷ 700 = 4.28571 → 5 ×"


def test_a_smaller_unit_that_cannot_be_added_is_not_met():
    assert of_size(size(3000), (1, 700)).outcome is NOT_MET


def test_an_installation_that_is_too_large_is_not_met_even_if_modular():
    assert of_size(size(50), (100, 700), modular=True).outcome is NOT_MET


@pytest.mark.parametrize(
    ("ends", "asked", "outcome"),
    [
        ((100, None), 3000, NOT_STATED),
        ((100, None), 50, NOT_MET),
        ((None, 700), 500, NOT_STATED),
        ((None, 700), 3000, NOT_MET),
        ((None, None), 500, NOT_STATED),
    ],
)
def test_an_end_nobody_stated_is_never_guessed(ends, asked, outcome):
    assert of_size(size(asked), ends).outcome is outcome


def test_people_and_flow_do_not_compare():
    assert of_size(size(3000), (100, 5000), unit="people").rule == "not-comparable"
    assert judge(size(), technology(), need(size())).rule == "nothing-stated"


@pytest.mark.parametrize("asked", [0, -5, None])
def test_a_capacity_of_nothing_is_no_limit(asked):
    assert of_size(size(asked), (100, 5000)).rule == "no-limit"


def test_land_is_the_footprint_times_the_flow():
    land = amount(Kind.FOOTPRINT, 2000, "m2")
    found = judge(land, technology(footprint=((0.3, 1), "m2/(m3/d)")), need(land, size(3000)))
    assert (found.outcome, found.offered, found.rule) == (PART, Span(900, 3000), "per-flow")
    assert found.arithmetic == "0.3…1 × 3000 = 900…3000"


def test_land_per_flow_needs_a_flow():
    land = amount(Kind.FOOTPRINT, 2000, "m2")
    found = judge(land, technology(footprint=((0.3, 1), "m2/(m3/d)")), need(land))
    assert (found.outcome, found.rule) == (NOT_STATED, "capacity-unknown")
    other = judge(land, technology(footprint=((0.3, 1), "m2/(t/d)")), need(land, size(3000)))
    assert other.rule == "not-comparable"


@pytest.mark.parametrize(
    ("kind", "field", "stated", "asked", "capacity", "offered"),
    [
        (Kind.CAPEX, "capex", ((300, 900), "USD/(m3/d)"), (2e6, "USD"), (3000, "m3/d"), (9e5, 2.7e6)),
        (Kind.CAPEX, "capex", ((300, 900), "USD/(m3/d)"), (500, "USD/(m3/d)"), (3000, "m3/d"), (300, 900)),
        (Kind.CAPEX, "capex", ((1000, 1500), "USD/kW"), (2e6, "USD"), (1000, "kW"), (1e6, 1.5e6)),
        (Kind.OPEX, "opex", ((0.1, 0.4), "USD/m3"), (2e5, "USD/year"), (1000, "m3/d"), (36_500, 146_000)),
        (Kind.OPEX, "opex", ((20, 40), "USD/t"), (2e6, "USD/year"), (100, "t/d"), (730_000, 1_460_000)),
        (Kind.OPEX, "opex", ((3, 14), "USD/(Nm3/h)/year"), (1e6, "USD/year"), (1e5, "Nm3/h"), (3e5, 14e5)),
        (Kind.OPEX, "opex", ((10, 20), "USD/kW/year"), (1e6, "USD/year"), (1000, "kW"), (10_000, 20_000)),
        (Kind.ENERGY, "energy_use", ((0.5, 1), "kWh/m3"), (2, "kWh/m3"), (800, "m3/d"), (0.5, 1)),
        (Kind.ENERGY, "energy_use", ((0.5, 1), "kWh/m3"), (100, "kW"), (2400, "m3/d"), (50, 100)),
        (Kind.ENERGY, "energy_use", ((.5, 1), "kWh/m3"), (9e5, "kWh/year"), (1000, "m3/d"), (182_500, 365e3)),
        (Kind.ENERGY, "energy_use", ((0.5, 1), "kWh per 1000 Nm3"), (100, "kW"), (1e5, "Nm3/h"), (50, 100)),
    ],
)  # fmt: skip
def test_a_figure_per_unit_is_scaled_to_the_needs_size(kind, field, stated, asked, capacity, offered):
    requirement = amount(kind, *asked)
    found = judge(requirement, technology(**{field: stated}), need(requirement, size(*capacity)))
    assert (found.offered.low, found.offered.high) == (pytest.approx(offered[0]), pytest.approx(offered[1]))
    assert found.unit == asked[1]


def test_an_open_cost_range_is_not_guessed():
    requirement = amount(Kind.CAPEX, 500, "USD/(m3/d)")
    assert (
        judge(requirement, technology(capex=((300, None), "USD/(m3/d)")), need(requirement)).rule
        == "open-end"
    )
    dear = judge(requirement, technology(capex=((600, None), "USD/(m3/d)")), need(requirement))
    assert dear.outcome is NOT_MET


def test_another_currency_does_not_compare():
    requirement = amount(Kind.OPEX, 5000, "VND/m3")
    assert (
        judge(requirement, technology(opex=((0.1, 0.4), "USD/m3")), need(requirement)).rule
        == "not-comparable"
    )


@pytest.mark.parametrize("asked", SKILL_LADDER)
@pytest.mark.parametrize("stated", SKILL_LADDER)
def test_operators_need_no_more_skill_than_there_is(asked, stated):
    found = judge(coded(Kind.SKILL, asked), technology(operator_skill=stated), need())
    assert (found.outcome is MET) == (SKILL_LADDER.index(stated) <= SKILL_LADDER.index(asked))


@pytest.mark.parametrize("asked", EVIDENCE_LADDER)
@pytest.mark.parametrize("stated", EVIDENCE_LADDER)
def test_evidence_has_to_reach_the_asked_step(asked, stated):
    found = judge(coded(Kind.EVIDENCE, asked), technology(evidence=stated), need())
    assert (found.outcome is MET) == (EVIDENCE_LADDER.index(stated) >= EVIDENCE_LADDER.index(asked))


def test_readiness_and_life_have_to_reach_a_number():
    assert judge(amount(Kind.TRL, 8, ""), technology(trl=9), need()).outcome is MET
    assert judge(amount(Kind.TRL, 8, ""), technology(trl=7), need()).arithmetic == "7 < 8"
    assert judge(amount(Kind.TRL, 8, ""), technology(), need()).rule == "nothing-stated"
    assert judge(amount(Kind.LIFETIME, 15, "year"), technology(lifetime_years=20.0), need()).outcome is MET
    assert (
        judge(amount(Kind.LIFETIME, 15, "h"), technology(lifetime_years=20.0), need()).rule
        == "not-comparable"
    )


def test_no_country_stated_is_silence_and_another_country_is_a_refusal():
    assert judge(coded(Kind.SERVICE, "VN"), technology(), need()).outcome is NOT_STATED
    assert (
        judge(coded(Kind.SERVICE, "VN"), technology(countries=frozenset({"CN"})), need()).outcome is NOT_MET
    )
    assert (
        judge(coded(Kind.SERVICE, "VN"), technology(countries=frozenset({"CN", "VN"})), need()).outcome is MET
    )


def test_a_way_of_cooperation_is_a_code():
    assert (
        judge(coded(Kind.COOPERATION, "epc"), technology(cooperation=frozenset({"epc"})), need()).outcome
        is MET
    )
    assert (
        judge(coded(Kind.COOPERATION, ""), technology(cooperation=frozenset({"epc"})), need()).rule
        == "no-limit"
    )


def test_a_label_is_answered_by_the_label_partners():
    assert judge(coded(Kind.LABEL, "paints"), technology(), need()).rule == "label-partners"


def test_a_code_nobody_knows_is_not_stated():
    assert judge(coded(Kind.SKILL, "wizard"), technology(operator_skill="low"), need()).rule == "unknown-code"


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_requirement_gets_a_verdict_from_an_empty_sheet(kind):
    for requirement in (Requirement(kind), Requirement(kind, target=1.0, unit="m3/d", code="x")):
        found = judge(requirement, technology(evidence=""), need(requirement))
        assert found.outcome is NOT_STATED
        assert found.rule


def test_all_requirements_are_judged_in_the_needs_order():
    wanted = (limit(), size(), coded(Kind.SERVICE, "VN"))
    found = judge_all(need(*wanted), technology(line(removal=(85, 95))))
    assert tuple(v.requirement for v in found) == wanted


@given(st.floats(0.1, 1e6), st.floats(0.1, 1e6), st.floats(0.1, 1e6), st.booleans())
def test_a_met_capacity_lies_inside_and_several_units_suffice(a, b, asked, modular):
    low, high = sorted((a, b))
    found = of_size(size(asked), (low, high), modular=modular)
    assert (found.outcome is MET) == (low <= asked <= high)
    if found.outcome is PART:
        assert modular
        assert int(found.arithmetic.split("→")[1].split()[0]) * high >= asked * (1 - 1e-9)


@given(st.floats(0.1, 100), st.floats(0.1, 100), st.floats(1, 1e5), st.floats(1, 1e6), st.floats(0.1, 1))
def test_a_smaller_footprint_is_never_judged_worse(a, b, flow, land, factor):
    low, high = sorted((a, b))
    requirement = amount(Kind.FOOTPRINT, land, "m2")
    whole = need(requirement, size(flow))
    rank = {NOT_MET: 0, PART: 1, MET: 2}
    big = judge(requirement, technology(footprint=((low, high), "m2/(m3/d)")), whole)
    small = judge(requirement, technology(footprint=((low * factor, high * factor), "m2/(m3/d)")), whole)
    assert rank[small.outcome] >= rank[big.outcome]

"""What must hold of verdicts for every number: better is never worse, silence never met, order and scale no matter."""

import dataclasses
import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.core.changes import changes
from matching.core.profiles import Outcome, Quantity, RequirementKind, Span
from matching.core.verdicts import EVIDENCE_LADDER, SKILL_LADDER, judge, judge_all
from tests.matching.core.making import amount, coded, limit, line, need, size, technology
from tests.matching.core.offering import FIELDS, NO_NUMBERS, figures, needs, technologies
from tests.matching.core.worlds import World

Kind = RequirementKind
RANK = {Outcome.NOT_MET: 0, Outcome.NOT_STATED: 1, Outcome.PART: 2, Outcome.MET: 3}
positive = st.floats(0.01, 1e5)
factors = st.floats(0.01, 1)
percent = st.floats(0, 100)
closed = st.tuples(positive, positive).map(sorted)
opened = closed.flatmap(lambda ends: st.sampled_from([tuple(ends), (None, ends[1]), (ends[0], None)]))
seeds = st.integers(0, 2**32)


def outcome_of(requirement, sheet, *more):
    return judge(requirement, sheet, need(requirement, *more)).outcome


def outcomes_of(asked, sheet):
    return [verdict.outcome for verdict in judge_all(asked, sheet)]


def never_worse(requirement, plain, better, *more):
    assert RANK[outcome_of(requirement, better, *more)] >= RANK[outcome_of(requirement, plain, *more)], (
        requirement
    )


# Better offers


@given(opened, factors, positive, st.none() | positive)
def test_a_lower_outlet_is_never_judged_worse(ends, factor, target, inlet):
    lower = tuple(end and end * factor for end in ends)
    never_worse(limit(target, inlet), technology(line(outlet=ends)), technology(line(outlet=lower)))


@given(
    st.tuples(percent, percent).map(sorted),
    percent,
    positive,
    positive,
    st.sampled_from([None, (0, 1e6), (None, 1e6)]),
)
def test_a_higher_removal_is_never_judged_worse(ends, more, target, inlet, range_of_inlets):
    higher = tuple(min(100.0, end + more) for end in ends)
    sheets = [technology(line(inlet=range_of_inlets, removal=removal)) for removal in (tuple(ends), higher)]
    never_worse(limit(target, inlet), *sheets)
    never_worse(limit(target / 1000, None, unit="%", direction="at-least"), *sheets)


@given(closed, factors, st.floats(1, 100), positive, st.booleans())
def test_a_wider_range_of_capacity_is_never_judged_worse(ends, lower, higher, asked, modular):
    wide = (ends[0] * lower, ends[1] * higher)
    sheets = [technology(capacity=(range_, "m3/d", modular)) for range_ in (tuple(ends), wide)]
    never_worse(size(asked), *sheets)


@given(opened, positive)
def test_adding_units_is_never_judged_worse_than_not_adding_them(ends, asked):
    never_worse(size(asked), *(technology(capacity=(ends, "m3/d", modular)) for modular in (False, True)))


AMOUNTS = [
    (Kind.FOOTPRINT, "m2/(m3/d)", "m2"),
    (Kind.ENERGY, "kWh/m3", "kW"),
    (Kind.ENERGY, "kWh/m3", "kWh/year"),
    (Kind.CAPEX, "USD/(m3/d)", "USD"),
    (Kind.CAPEX, "USD", "USD"),
    (Kind.OPEX, "USD/m3", "USD/year"),
    (Kind.OPEX, "USD/(m3/d)/year", "USD/year"),
]


@given(st.sampled_from(AMOUNTS), opened, factors, st.floats(1, 1e7), positive)
def test_less_land_energy_and_money_is_never_judged_worse(amounts, ends, factor, target, flow):
    kind, stated, asked = amounts
    less = tuple(end and end * factor for end in ends)
    sheets = [technology(**{FIELDS[kind]: (range_, stated)}) for range_ in (ends, less)]
    never_worse(amount(kind, target, asked), *sheets, size(flow))


@given(st.sampled_from([Kind.TRL, Kind.LIFETIME]), st.integers(1, 40), st.integers(0, 40), positive)
def test_a_higher_readiness_and_a_longer_life_are_never_judged_worse(kind, stated, more, target):
    field = {Kind.TRL: "trl", Kind.LIFETIME: "lifetime_years"}[kind]
    sheets = [technology(**{field: value}) for value in (stated, stated + more)]
    never_worse(amount(kind, target, ""), *sheets)


@pytest.mark.parametrize("asked", EVIDENCE_LADDER)
def test_more_evidence_is_never_judged_worse(asked):
    ranks = [
        RANK[outcome_of(coded(Kind.EVIDENCE, asked), technology(evidence=step))] for step in EVIDENCE_LADDER
    ]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("asked", SKILL_LADDER)
def test_operators_of_less_skill_are_never_judged_worse(asked):
    ranks = [
        RANK[outcome_of(coded(Kind.SKILL, asked), technology(operator_skill=step))] for step in SKILL_LADDER
    ]
    assert ranks == sorted(ranks, reverse=True)


@settings(max_examples=30)
@given(seeds, st.floats(1, 100))
def test_a_milder_limit_is_never_harder_to_meet(seed, factor):
    world = World(seed)
    sheets = [world.technology() for _ in range(10)]
    for asked in [world.need() for _ in range(10)]:
        for requirement in asked.requirements:
            if requirement.target is None or requirement.kind is Kind.CAPACITY:
                continue
            at_most = requirement.direction == "at-most" and requirement.kind not in (Kind.TRL, Kind.LIFETIME)
            milder = dataclasses.replace(
                requirement, target=requirement.target * (factor if at_most else 1 / factor)
            )
            for sheet in sheets:
                before, after = judge(requirement, sheet, asked), judge(milder, sheet, asked)
                if Outcome.NOT_STATED not in (before.outcome, after.outcome) and _same_line(before, after):
                    assert RANK[after.outcome] >= RANK[before.outcome], (requirement, milder, sheet)


def _same_line(before, after):
    """Another limit may be answered by another line of the sheet: a line with an open end decides only some limits."""
    return before.offered == after.offered


# Silence


def silences(sheet):
    """The sheet with one stated thing taken away, in every way there is."""
    for name in ("capacity", "footprint", "energy_use", "capex", "opex", "lifetime_years", "trl"):
        yield dataclasses.replace(sheet, **{name: None})
    for name in ("footprint", "energy_use", "capex", "opex", "capacity"):
        stated = getattr(sheet, name)
        if stated is not None:
            for end in ("low", "high"):
                span = dataclasses.replace(stated.span, **{end: None})
                yield dataclasses.replace(sheet, **{name: dataclasses.replace(stated, span=span)})
    for name in ("operator_skill", "evidence"):
        yield dataclasses.replace(sheet, **{name: ""})
    for name in ("countries", "cooperation"):
        yield dataclasses.replace(sheet, **{name: frozenset()})


@settings(max_examples=20)
@given(seeds)
def test_taking_a_stated_figure_away_never_makes_anything_met(seed):
    world = World(seed)
    for asked in [world.need() for _ in range(10)]:
        sheet = world.technology()
        before = outcomes_of(asked, sheet)
        for poorer in silences(sheet):
            for requirement, had, has in zip(
                asked.requirements, before, outcomes_of(asked, poorer), strict=True
            ):
                assert has is not Outcome.MET or had is Outcome.MET, (requirement, sheet, poorer)


@settings(max_examples=20)
@given(seeds)
def test_taking_the_only_line_of_a_parameter_or_its_figures_away_is_silence(seed):
    world = World(seed)
    for asked in [world.need() for _ in range(20)]:
        one = world.line()
        bare = dataclasses.replace(one, outlet=None, removal=None, value=None)
        for sheet in (technology(), technology(bare)):
            for requirement, found in zip(asked.requirements, judge_all(asked, sheet), strict=True):
                if requirement.kind is Kind.PARAMETER:
                    assert found.outcome is Outcome.NOT_STATED


@settings(max_examples=30)
@given(seeds)
def test_an_end_taken_away_from_the_only_line_never_makes_it_met(seed):
    world = World(seed)
    for asked in [world.need() for _ in range(20)]:
        one = world.line()
        before = outcomes_of(asked, technology(one))
        for name in ("outlet", "removal", "value"):
            span = getattr(one, name)
            for end in ("low", "high") if span else ():
                poorer = dataclasses.replace(one, **{name: dataclasses.replace(span, **{end: None})})
                after = outcomes_of(asked, technology(poorer))
                for had, has in zip(before, after, strict=True):
                    assert has is not Outcome.MET or had is Outcome.MET, (one, poorer)


# Order


@settings(max_examples=20)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_requirements_changes_no_outcome(seed, random):
    world = World(seed)
    for asked in [world.need() for _ in range(10)]:
        sizes = [r for r in asked.requirements if r.kind is Kind.CAPACITY]
        wanted = [r for r in asked.requirements if r.kind is not Kind.CAPACITY] + sizes[:1]
        sheet = world.technology()
        first = dataclasses.replace(asked, requirements=tuple(wanted))
        before = dict(zip(first.requirements, outcomes_of(first, sheet), strict=True))
        random.shuffle(wanted)
        mixed = dataclasses.replace(asked, requirements=tuple(wanted))
        assert dict(zip(mixed.requirements, outcomes_of(mixed, sheet), strict=True)) == before


@settings(max_examples=30)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_outcome(seed, random):
    world = World(seed)
    for asked in [world.need() for _ in range(10)]:
        sheet = world.technology()
        lines = list(sheet.performance)
        random.shuffle(lines)
        mixed = dataclasses.replace(sheet, performance=tuple(lines))
        assert outcomes_of(asked, mixed) == outcomes_of(asked, sheet), (asked, sheet, mixed)


# Scale

SCALED = ("inlet", "outlet", "value")


def scaled(span, factor):
    return span and Span(*(end if end is None else end * factor for end in (span.low, span.high)))


@settings(max_examples=30)
@given(seeds, st.sampled_from([2.0**k for k in (-10, -3, 1, 10)]))
def test_need_and_offer_in_another_unit_get_the_same_verdict(seed, factor):
    """A power of two changes no digit but the exponent, so that even limits met exactly must stay met."""
    world = World(seed)
    for asked in [world.need() for _ in range(10)]:
        sheet = world.technology()
        wanted = tuple(
            dataclasses.replace(
                r,
                target=r.target and r.target * factor,
                inlet=r.inlet and r.inlet * factor,
            )
            if r.kind in (Kind.FOOTPRINT, Kind.CAPEX, Kind.OPEX)
            or (r.kind is Kind.PARAMETER and r.unit != "%")
            else r
            for r in asked.requirements
        )
        lines = tuple(
            one
            if one.unit == "%"
            else dataclasses.replace(one, **{name: scaled(getattr(one, name), factor) for name in SCALED})
            for one in sheet.performance
        )
        money = {
            name: stated and dataclasses.replace(stated, span=scaled(stated.span, factor))
            for name in ("footprint", "capex", "opex")
            for stated in [getattr(sheet, name)]
        }
        other = dataclasses.replace(sheet, performance=lines, **money)
        again = dataclasses.replace(asked, requirements=wanted)
        assert outcomes_of(again, other) == outcomes_of(asked, sheet), (asked, sheet)


# Numbers that are none

odd = st.sampled_from(NO_NUMBERS)


@given(needs(figures | odd), technologies(figures | odd))
def test_a_number_that_is_none_never_crashes(asked, sheet):
    found = judge_all(asked, sheet)
    assert all(isinstance(verdict.outcome, Outcome) for verdict in found)
    changes(found)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("end", ["low", "high"])
def test_a_figure_that_is_no_number_is_not_stated_and_says_so(bad, end):
    span = dataclasses.replace(Span(1.0, 50.0), **{end: bad})
    for name in ("inlet", "outlet", "removal", "value"):
        one = dataclasses.replace(line(inlet=(0, 1e6), outlet=(1, 2)), **{name: span})
        for asked in (limit(75, 800), limit(75, None)):
            found = judge(asked, technology(one), need(asked))
            assert (found.outcome, found.rule) == (Outcome.NOT_STATED, "not-a-number")
    for kind, stated, unit in AMOUNTS:
        asked = amount(kind, 1e6, unit)
        sheet = technology(**{FIELDS[kind]: Quantity(span, stated)})
        assert judge(asked, sheet, need(asked, size(10))).rule == "not-a-number"
    sheet = technology(capacity=((span.low, span.high), "m3/d", True), lifetime_years=bad)
    for asked in (size(10), amount(Kind.LIFETIME, 10, "year")):
        assert judge(asked, sheet, need(asked)).rule == "not-a-number"


@given(st.sampled_from([math.nan, math.inf, -math.inf]), positive)
def test_a_size_that_is_no_number_scales_nothing(bad, cost):
    asked = amount(Kind.CAPEX, 1e6, "USD")
    sheet = technology(capex=((cost, cost), "USD/(m3/d)"))
    assert judge(asked, sheet, need(asked, size(bad))).rule == "capacity-unknown"
    assume(cost * 10 <= 1e6)
    assert judge(asked, sheet, need(asked, size(bad), size(10))).outcome is Outcome.MET

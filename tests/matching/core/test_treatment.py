"""Parameter limits: one named example for each rule, and what must hold for every number."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.core.profiles import Outcome, Span
from matching.core.treatment import applicable
from matching.core.verdicts import judge, usual_direction
from matching.core.waters import named_waters
from tests.matching.core.making import limit, line, need, technology

MET, PART, NOT_MET, NOT_STATED = Outcome.MET, Outcome.PART, Outcome.NOT_MET, Outcome.NOT_STATED
RANK = {NOT_MET: 0, NOT_STATED: 1, PART: 2, MET: 3}


def verdict(requirement, *lines, sectors=(), **facts):
    return judge(requirement, technology(*lines, **facts), need(requirement, sectors=sectors))


def test_a_range_that_straddles_the_limit_is_met_in_part():
    found = verdict(limit(75, inlet=800), line(inlet=(300, 2000), removal=(85, 95), outlet=(50, 120)))
    assert (found.outcome, found.offered, found.unit, found.rule) == (PART, Span(40, 120), "mg/L", "removal")
    assert found.arithmetic == "800 × (1 − 0.95…0.85) = 40…120"
    assert not found.borrowed


def test_a_range_wholly_below_the_limit_is_met_and_one_above_is_not():
    assert verdict(limit(120, inlet=800), line(inlet=(300, 2000), removal=(85, 95))).outcome is MET
    assert verdict(limit(39, inlet=800), line(inlet=(300, 2000), removal=(85, 95))).outcome is NOT_MET
    assert verdict(limit(40, inlet=800), line(inlet=(300, 2000), removal=(85, 95))).outcome is PART


def test_equally_good_lines_that_disagree_meet_the_limit_in_part():
    gold, plastics = (
        line("recovery-rate", "%", value=ends, conditions=of)
        for ends, of in (((95, 98), "gold"), ((60, 80), "plastics"))
    )
    asked = limit(90, inlet=None, parameter="recovery-rate", unit="%", direction="at-least")
    found = verdict(asked, gold, plastics)
    assert (found.outcome, found.offered) == (PART, Span(60, 98))
    assert (found.arithmetic, found.conditions) == ("95…98; 60…80", "gold; plastics")
    assert verdict(asked, gold, gold).arithmetic == "95…98"


def test_without_an_inlet_the_lines_own_outlet_is_used_and_said_so():
    found = verdict(limit(75, inlet=None), line(inlet=(300, 2000), removal=(85, 95), outlet=(50, 70)))
    assert (found.outcome, found.offered, found.rule) == (MET, Span(50, 70), "own-outlet")


def test_without_an_inlet_a_removal_alone_says_nothing():
    found = verdict(limit(75, inlet=None), line(unit="%", removal=(85, 95)))
    assert (found.outcome, found.rule) == (NOT_STATED, "inlet-unknown")


def test_an_inlet_outside_every_line_is_not_stated_with_the_nearest_range():
    found = verdict(
        limit(75, inlet=900), line(inlet=(1, 20), removal=(40, 70)), line(inlet=(40, 120), removal=(40, 70))
    )
    assert (found.outcome, found.rule, found.offered) == (NOT_STATED, "outside-inlet", Span(40, 120))
    assert found.arithmetic == "900 ∉ 40…120"


def test_a_figure_without_inlet_does_not_stand_in_where_the_sheet_names_other_inlets():
    plant = line(outlet=(58, 58), basis="measured at a plant")
    found = verdict(
        limit(75, inlet=900),
        line(inlet=(100, 400), removal=(45, 75)),
        plant,
        line(unit="%", removal=(99, 99)),
    )
    assert (found.outcome, found.rule, found.offered) == (NOT_STATED, "outside-inlet", Span(100, 400))
    assert verdict(limit(75, inlet=300), line(inlet=(100, 400), removal=(80, 90)), plant).rule == "removal"


def test_a_removal_without_inlet_range_is_applied_but_borrowed():
    found = verdict(limit(75, inlet=800), line(unit="%", removal=(95, 98)))
    assert (found.outcome, found.offered, found.rule, found.borrowed) == (MET, Span(16, 40), "removal", True)


def test_a_line_stated_for_another_kind_of_water_is_borrowed():
    pome = line(inlet=(300, 2000), removal=(95, 98), conditions="palm oil mill effluent")
    assert verdict(limit(), pome, sectors=["textile"]).borrowed
    assert not verdict(limit(), pome, sectors=["palm-oil"]).borrowed
    assert not verdict(limit(), pome).borrowed


@pytest.mark.parametrize(
    ("conditions", "sectors"),
    [
        ("mean of monitored storms, stored before more rain", ()),
        ("coalescing pack, mineral pigments", ()),
        ("drainage of a coal mine", ("mining", "power")),
        ("electroplating rinse", ("electroplating",)),
        ("Tannery, beamhouse", ("leather",)),
        ("piglets and pigs", ("livestock",)),
    ],
)
def test_a_kind_of_water_is_named_by_whole_words(conditions, sectors):
    assert named_waters(conditions) == frozenset(sectors)


def test_the_line_for_the_needs_own_water_is_chosen():
    sewage = line(
        inlet=(300, 2000), removal=(95, 98), conditions="municipal sewage", basis="measured at a plant"
    )
    dyeing = line(inlet=(300, 2000), removal=(50, 60), conditions="dye-house effluent")
    found = verdict(limit(), sewage, dyeing, sectors=["textile"])
    assert found.conditions == "dye-house effluent"
    assert found.outcome is NOT_MET


def test_a_line_that_names_the_needs_water_goes_before_a_better_documented_one_that_names_none():
    plant = line(inlet=(300, 2000), removal=(95, 98), basis="measured at a plant")
    dyeing = line(inlet=(300, 2000), removal=(50, 60), conditions="dye-house effluent")
    assert verdict(limit(), plant, dyeing, sectors=["textile"]).conditions == "dye-house effluent"


def test_of_several_lines_the_best_documented_is_used_and_all_are_named():
    book = line(inlet=(300, 2000), removal=(95, 98))
    plant = line(inlet=(300, 2000), removal=(50, 60), basis="measured at a plant")
    requirement = limit()
    assert verdict(requirement, book, plant).basis == "measured at a plant"
    assert len(applicable(requirement, technology(book, plant), need(requirement))) == 2


def test_a_range_is_chosen_before_a_single_reading():
    reading = line(outlet=(58, 58), basis="measured at a plant")
    found = verdict(limit(75, inlet=None), reading, line(outlet=(40, 120)))
    assert found.offered == Span(40, 120)


def test_an_outlet_without_removal_holds_for_its_own_inlet_range():
    found = verdict(
        limit(1, inlet=0.5, parameter="dissolved-oxygen"),
        line("dissolved-oxygen", inlet=(0, 1.5), outlet=(2, 6)),
    )
    assert (found.rule, found.borrowed, found.offered) == ("own-outlet", False, Span(2, 6))


def test_an_outlet_without_inlet_range_is_borrowed():
    assert verdict(limit(75, inlet=800), line(outlet=(40, 60))).borrowed


def test_a_ph_range_is_two_requirements():
    lime = line("ph", "pH", inlet=(2, 5), outlet=(7, 9))
    assert verdict(limit(6, inlet=3, parameter="ph", unit="pH", direction="at-least"), lime).outcome is MET
    assert verdict(limit(8.5, inlet=3, parameter="ph", unit="pH"), lime).outcome is PART


def test_a_removal_asked_for_in_per_cent_is_compared_with_the_removal():
    asked = limit(90, inlet=None, unit="%", direction="at-least")
    assert verdict(asked, line(inlet=(300, 2000), removal=(85, 95))).outcome is PART
    assert verdict(asked, line(unit="%", removal=(91, 95))).rule == "removal-percent"


def test_more_is_better_for_a_recovery_rate():
    asked = limit(90, inlet=None, parameter="recovery-rate", unit="%", direction="at-least")
    assert verdict(asked, line("recovery-rate", "%", value=(95, 98))).outcome is MET
    assert verdict(asked, line("recovery-rate", "%", value=(85, 98))).outcome is PART
    assert verdict(asked, line("recovery-rate", "%", value=(50, 70))).outcome is NOT_MET


def test_an_accuracy_wanted_within_25_per_cent_is_an_error_to_keep_small():
    asked = limit(25, inlet=None, parameter="accuracy", unit="%")
    assert (
        verdict(asked, line("accuracy", "%", value=(10, 25), conditions="Uncertainty: hourly")).outcome is MET
    )
    assert (
        verdict(asked, line("accuracy", "%", value=(78, 81), conditions="F1 score")).rule == "not-comparable"
    )


def test_a_measuring_range_treats_nothing():
    found = verdict(limit(75, inlet=None), line(value=(10, 10_000), conditions="Measuring range"))
    assert (found.outcome, found.rule) == (NOT_STATED, "not-treatment")


def test_a_noise_barrier_takes_its_fall_from_the_level():
    wall = line("noise-level", "dB(A)", value=(7, 15))
    found = verdict(limit(65, inlet=75, parameter="noise-level", unit="dB(A)"), wall)
    assert (found.outcome, found.offered, found.arithmetic) == (PART, Span(60, 68), "75 − 7…15 = 60…68")
    assert verdict(limit(65, inlet=None, parameter="noise-level", unit="dB(A)"), wall).rule == "inlet-unknown"


def test_mercury_free_gold_processing_cleans_no_water():
    table = line("mercury", removal=(100, 100), conditions="mercury use at the site")
    asked = limit(0.005, inlet=2, parameter="mercury")
    assert verdict(asked, table, sectors=["asgm"]).rule == "removal"
    found = judge(asked, technology(table, sectors=frozenset({"asgm"})), need(asked))
    assert (found.outcome, found.rule) == (NOT_STATED, "not-used")
    less = limit(90, inlet=None, parameter="mercury", unit="%", direction="at-least")
    assert judge(less, technology(table, sectors=frozenset({"asgm"})), need(less)).outcome is MET


def test_units_that_differ_do_not_compare():
    found = verdict(limit(75, inlet=800), line(unit="mg/Nm3", inlet=(300, 2000), removal=(85, 95)))
    assert (found.outcome, found.rule) == (NOT_STATED, "not-comparable")


def test_a_parameter_nobody_states_is_not_stated():
    assert verdict(limit(), line("tss", removal=(99, 99.9))).rule == "nothing-stated"
    assert verdict(limit(None), line(removal=(99, 99.9))).rule == "no-limit"


def test_at_least_81_per_cent_keeps_the_outlet_below_a_bound_and_no_more():
    open_ended = line(inlet=(None, 11_800), removal=(81, None))
    assert verdict(limit(200, inlet=1000), open_ended).outcome is MET
    found = verdict(limit(100, inlet=1000), open_ended)
    assert (found.outcome, found.rule, found.offered) == (NOT_STATED, "open-end", Span(None, 190))
    assert verdict(limit(200, inlet=20_000), open_ended).rule == "outside-inlet"
    assert verdict(limit(200, inlet=1000), open_ended).borrowed


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_a_named_state(bad):
    assert verdict(limit(bad), line(removal=(85, 95))).rule == "not-a-number"
    assert verdict(limit(75, inlet=bad), line(removal=(85, 95))).rule == "not-a-number"


def test_the_usual_direction_follows_the_parameter_and_its_unit():
    assert usual_direction("cod", "mg/L") == "at-most"
    assert usual_direction("cod", "%") == "at-least"
    assert usual_direction("recovery-rate", "%") == "at-least"
    assert usual_direction("accuracy", "%") == "at-most"


percent = st.floats(0, 100, allow_nan=False)
concentration = st.floats(0.01, 1e5, allow_nan=False)


@given(percent, percent, percent, concentration, concentration)
def test_a_better_removal_is_never_judged_worse(a, b, better_by, inlet, target):
    low, high = sorted((a, b))
    better = (min(low + better_by, 100), min(high + better_by, 100))
    worse_verdict = verdict(limit(target, inlet), line(inlet=(0, 1e6), removal=(low, high)))
    better_verdict = verdict(limit(target, inlet), line(inlet=(0, 1e6), removal=better))
    assert RANK[better_verdict.outcome] >= RANK[worse_verdict.outcome]


@given(concentration, concentration, st.floats(1, 10))
def test_a_milder_limit_is_never_harder_to_meet(inlet, target, factor):
    offered = line(inlet=(0, 1e6), removal=(80, 95))
    strict, mild = verdict(limit(target, inlet), offered), verdict(limit(target * factor, inlet), offered)
    assert RANK[mild.outcome] >= RANK[strict.outcome]


maybe = st.none() | st.tuples(percent, percent).map(sorted).map(tuple)


@given(
    maybe,
    maybe,
    maybe,
    maybe,
    st.none() | concentration,
    st.none() | concentration,
    st.sampled_from(["mg/L", "%"]),
)
def test_not_stated_is_never_met_and_met_lies_within_the_limit(
    inlets, outlets, removal, value, inlet, target, unit
):
    found = verdict(
        limit(target, inlet, unit=unit), line(inlet=inlets, outlet=outlets, removal=removal, value=value)
    )
    assert found.rule
    if found.outcome is not NOT_STATED:
        assert found.arithmetic
        assert found.unit == unit
        low, high = found.offered.low, found.offered.high
        assert (found.outcome is MET) == (high <= target)
        assert (found.outcome is NOT_MET) == (low > target)


@given(concentration, percent, percent, concentration)
def test_the_arithmetic_can_be_redone_by_hand(inlet, a, b, target):
    low, high = sorted((a, b))
    assume(high > low)
    found = verdict(limit(target, inlet), line(inlet=(0, 1e6), removal=(low, high)))
    left, _, right = found.arithmetic.partition(" = ")
    start, _, shares = left.partition(" × (1 − ")
    removals = [float(share) for share in shares.rstrip(")").split("…")]
    for share, shown in zip(removals, right.split("…"), strict=False):
        assert float(start) * (1 - share) == pytest.approx(float(shown), rel=1e-3, abs=1e-4 * inlet)

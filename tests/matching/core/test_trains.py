"""Trains: removal multiplies, nothing is claimed that no sheet states, and the order of the input does not matter."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core.profiles import Outcome, RequirementKind, Words
from matching.core.trains import propose_trains
from matching.core.verdicts import judge
from tests.matching.core.making import amount, limit, line, need, size, technology
from tests.matching.core.sheets import shipped_profiles

percent = st.floats(5, 99)
inlets = st.floats(100, 50_000)


def named(name, *lines, group="", **facts):
    return dataclasses.replace(
        technology(*lines, **facts), id=name, group=group or name, words={"en": Words(name)}
    )


def removing(name, low, high=None, parameter="cod", inlet=(1, 1e6), **facts):
    return named(name, line(parameter, inlet=inlet, removal=(low, high or low)), **facts)


def steps_of(trains):
    return [train.steps for train in trains]


def test_an_anaerobic_step_then_an_aerobic_one_meet_a_limit_that_neither_meets_alone():
    digester = removing("uasb", 70, 80, inlet=(1500, 20_000))
    batches = removing("sbr", 85, 95, inlet=(100, 2000))
    (train,) = propose_trains(need(limit(150, 3000)), [digester, batches])
    assert train.steps == ("uasb", "sbr")
    (verdict,) = train.verdicts
    assert verdict.outcome is Outcome.MET
    assert verdict.rule == "train"
    assert verdict.arithmetic == "3000 × (1 − 0.8…0.7) = 600…900 × (1 − 0.95…0.85) = 30…135"
    assert (verdict.offered.low, verdict.offered.high) == (30, 135)


def test_a_step_whose_range_the_water_leaves_is_not_put_there():
    digester = removing("uasb", 70, 80, inlet=(1500, 20_000))
    polish = removing("polish", 90, inlet=(10, 500))
    assert propose_trains(need(limit(90, 3000)), [digester, polish]) == ()


def test_no_train_where_one_technology_meets_all():
    sheets = [removing("alone", 95), removing("a", 80), removing("b", 80)]
    assert propose_trains(need(limit(50, 800)), sheets) == ()


def test_no_train_without_what_comes_in():
    sheets = [removing("a", 80), removing("b", 80)]
    assert propose_trains(need(limit(50, None)), sheets) == ()


def test_two_limits_take_two_steps_that_each_answer_one():
    carbon, nitrogen = removing("carbon", 95), removing("nitrogen", 85, parameter="tn")
    asked = need(limit(75, 800), limit(15, 80, "tn"))
    trains = propose_trains(asked, [carbon, nitrogen])
    assert {frozenset(train.steps) for train in trains} == {frozenset({"carbon", "nitrogen"})}
    assert all(verdict.outcome is Outcome.MET for verdict in trains[0].verdicts)
    assert set(trains[0].stages) == {0, 1}


def test_three_steps_where_two_do_not_reach():
    sheets = [removing(name, 70) for name in "abc"]
    (train, *_) = propose_trains(need(limit(30, 1000)), sheets)
    assert len(train.steps) == 3
    assert train.verdicts[0].offered.high == pytest.approx(27)


def test_land_is_added_up_and_readiness_is_that_of_the_weakest_step():
    sheets = [
        removing("a", 80, footprint=((1, 2), "m2/(m3/d)"), trl=9),
        removing("b", 80, footprint=((2, 3), "m2/(m3/d)"), trl=6),
    ]
    land, ready = (
        amount(RequirementKind.FOOTPRINT, 600, "m2", must=False),
        amount(RequirementKind.TRL, 8, "", direction="at-least", must=False),
    )
    (train, *_) = propose_trains(need(limit(50, 1000), size(100), land, ready), sheets)
    by_kind = {verdict.requirement.kind: verdict for verdict in train.verdicts}
    joint = by_kind[RequirementKind.FOOTPRINT]
    assert (joint.offered.low, joint.offered.high, joint.rule) == (300, 500, "sum")
    assert joint.outcome is Outcome.MET
    assert by_kind[RequirementKind.TRL].outcome is Outcome.NOT_MET


def test_a_step_that_fails_a_must_have_is_in_no_train():
    sheets = [removing("a", 80), removing("b", 80, trl=4), removing("c", 80)]
    ready = amount(RequirementKind.TRL, 8, "", direction="at-least", must=True)
    asked = need(limit(50, 1000), ready)
    sheets = [dataclasses.replace(sheet, trl=sheet.trl or 9) for sheet in sheets]
    trains = propose_trains(asked, sheets)
    assert trains
    assert all("b" not in train.steps for train in trains)


def test_a_figure_for_other_water_is_marked_in_its_stage():
    paper = named("paper", line(removal=(80, 80)))
    own = removing("own", 80)
    (train, *_) = propose_trains(need(limit(50, 1000)), [paper, own])
    assert {stage.technology: stage.borrowed for stage in train.stages[0]} == {"paper": True, "own": False}
    assert train.verdicts[0].borrowed


def test_two_steps_of_one_kind_are_no_train():
    sheets = [removing("a", 80, group="ponds"), removing("b", 80, group="ponds")]
    assert propose_trains(need(limit(50, 1000)), sheets) == ()


def test_nothing_follows_where_no_water_is_left():
    sheets = [removing("dry", 80, group="zero-liquid-discharge"), removing("b", 80)]
    assert steps_of(propose_trains(need(limit(50, 1000)), sheets)) == [("b", "dry")]


def test_another_source_is_no_step():
    other = named("other-fuel", line(outlet=(10, 30)))
    assert propose_trains(need(limit(40, 1000), limit(40, 1000)), [other, removing("b", 80)]) == ()


def test_technologies_of_other_fields_are_called_last_and_marked():
    many = frozenset({"food-beverage", "municipal-water", "chemicals", "pulp-paper", "tourism"})
    own = removing("own", 80, sectors=frozenset({"palm-oil"}))
    wide, narrow = removing("wide", 85, sectors=many), removing("narrow", 95, sectors=frozenset({"textile"}))
    asked = dataclasses.replace(need(limit(50, 1000)), sectors=frozenset({"palm-oil"}))
    (train, *others) = propose_trains(asked, [narrow, wide, own])
    assert others == []
    assert set(train.steps) == {"own", "wide"}
    assert {stage.technology: stage.borrowed for stage in train.stages[0]} == {"own": False, "wide": True}
    second = removing("second", 80, sectors=frozenset({"palm-oil"}))
    (train, *others) = propose_trains(asked, [narrow, wide, own, second])
    assert (set(train.steps), others) == ({"own", "second"}, [])


@given(inlets, percent, percent, percent)
def test_the_last_figure_is_the_inlet_times_what_every_step_leaves(inlet, first, second, asked):
    left = inlet * (1 - first / 100) * (1 - second / 100)
    target = max(left * (1 + asked / 100), 1e-6)
    for train in propose_trains(need(limit(target, inlet)), [removing("a", first), removing("b", second)]):
        assert train.verdicts[0].offered.high == pytest.approx(left, rel=1e-6)
        assert train.verdicts[0].outcome is Outcome.MET


@given(inlets, st.lists(percent, min_size=2, max_size=4), st.floats(0.001, 0.9))
def test_every_train_meets_what_no_single_step_meets(inlet, removals, share):
    sheets = [removing(f"t{place}", removal) for place, removal in enumerate(removals)]
    asked = need(limit(inlet * share, inlet))
    trains = propose_trains(asked, sheets)
    if trains:
        alone = [judge(asked.requirements[0], sheet, asked).outcome for sheet in sheets]
        assert Outcome.MET not in alone
        assert all(train.complete and len(set(train.steps)) == len(train.steps) for train in trains)


@given(inlets, percent, percent, st.floats(0.01, 0.5), st.floats(0, 1))
def test_a_better_step_never_loses_the_train(inlet, first, second, share, better):
    asked = need(limit(inlet * share, inlet))
    worse = propose_trains(asked, [removing("a", first), removing("b", second)])
    improved = first + (99.9 - first) * better
    mended = [removing("a", improved), removing("b", second)]
    if worse:
        alone = judge(asked.requirements[0], mended[0], asked).outcome is Outcome.MET
        assert alone or propose_trains(asked, mended)


@given(st.permutations(range(30)), st.sampled_from([("cod", 9000, 60), ("tn", 300, 8), ("pm", 20000, 5)]))
def test_the_order_of_the_technologies_does_not_matter(order, asked):
    parameter, inlet, target = asked
    unit = "mg/Nm3" if parameter == "pm" else "mg/L"
    sheets = [
        sheet for sheet in shipped_profiles() if any(row.parameter == parameter for row in sheet.performance)
    ]
    sheets = sheets[:30]
    mixed = [sheets[place] for place in order if place < len(sheets)]
    question = need(limit(target, inlet, parameter, unit))
    assert steps_of(propose_trains(question, mixed)) == steps_of(propose_trains(question, sheets))

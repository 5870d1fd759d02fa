"""What would change a match, with the numbers a sentence needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core.changes import changes
from matching.core.profiles import Capacity, Outcome, RequirementKind, Span
from matching.core.verdicts import judge, judge_all
from tests.matching.core.making import amount, coded, limit, line, need, size, technology


def change(requirement, *lines, **facts):
    found = changes([judge(requirement, technology(*lines, **facts), need(requirement))])
    return (found[0].kind, dict(found[0].values)) if found else None


def test_what_is_met_needs_no_change():
    assert change(limit(120), line(inlet=(300, 2000), removal=(85, 95))) is None


def test_a_straddled_limit_says_by_how_much_and_which_inlet_would_do():
    kind, values = change(limit(75, inlet=800), line(inlet=(300, 2000), removal=(85, 95)))
    assert kind == "straddles"
    assert values == {
        "asked": 75, "unit": "mg/L", "worst": 120, "by": 45, "factor": 1.6, "removal-needed": 90.625,
        "inlet-that-would-do": 500,
    }  # fmt: skip


def test_the_inlet_that_would_do_meets_the_limit():
    offered = line(inlet=(300, 2000), removal=(85, 95))
    _, values = change(limit(75, inlet=800), offered)
    requirement = limit(75, inlet=values["inlet-that-would-do"])
    assert judge(requirement, technology(offered), need(requirement)).outcome is Outcome.MET


def test_a_failed_limit_is_told_apart_from_a_straddled_one():
    assert change(limit(20, inlet=800), line(inlet=(300, 2000), removal=(85, 95)))[0] == "fails"


def test_an_inlet_outside_asks_for_a_step_before():
    kind, values = change(limit(75, inlet=900), line(inlet=(40, 120), removal=(40, 70)))
    assert kind == "inlet-outside"
    assert values["bring-to"] == 120
    assert values["step-removal"] == pytest.approx(86.6667, abs=1e-3)
    assert change(limit(5, inlet=10), line(inlet=(40, 120), removal=(40, 70)))[1]["from"] == 40


def test_a_missing_figure_is_named_on_the_side_that_misses_it():
    assert change(limit())[0] == "missing-figure"
    assert change(limit(75, inlet=None), line(unit="%", removal=(85, 95)))[0] == "need-inlet"
    land = amount(RequirementKind.FOOTPRINT, 2000, "m2")
    assert change(land, footprint=((0.3, 1), "m2/(m3/d)"))[0] == "need-capacity"
    assert change(size(), capacity=Capacity(Span(1, 9), "people")) == (
        "not-comparable",
        {"unit": "m3/d", "asked": 3000, "stated-unit": "people"},
    )


def test_capacity_says_how_many_times_too_small_or_too_large():
    too_small = change(size(3000), capacity=Capacity(Span(1, 600), "m3/d"))
    assert too_small == ("capacity-too-small", {"asked": 3000, "unit": "m3/d", "largest": 600, "factor": 5})
    assert change(size(3000), capacity=Capacity(Span(1, 700), "m3/d", True))[1]["units"] == 5
    assert change(size(50), capacity=Capacity(Span(100, 700), "m3/d"))[1]["factor"] == 2


def test_a_missing_country_is_a_code():
    assert change(coded(RequirementKind.SERVICE, "VN"), countries=frozenset({"CN"}))[0] == "code-missing"


def test_what_holds_back_most_comes_first():
    wanted = (
        limit(parameter="tss"),
        limit(75, inlet=800),
        size(3000, must=False),
        coded(RequirementKind.SERVICE, "VN"),
    )
    sheet = technology(
        line(inlet=(300, 2000), removal=(85, 95)),
        capacity=Capacity(Span(1, 9), "m3/d"),
        countries=frozenset({"CN"}),
    )
    kinds = [c.kind for c in changes(judge_all(need(*wanted), sheet))]
    assert kinds == ["code-missing", "capacity-too-small", "straddles", "missing-figure"]


@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 1e5), st.floats(0, 1e5))
def test_any_numbers_give_finite_values(a, b, inlet, target):
    low, high = sorted((a, b))
    found = change(limit(target, inlet), line(inlet=(0, 1e6), removal=(low, high)))
    if found:
        assert all(
            value == value and abs(value) != float("inf") for value in found[1].values() if value != "mg/L"
        )

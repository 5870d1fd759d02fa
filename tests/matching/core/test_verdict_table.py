"""The table of verdicts says exactly what judging one by one says."""

import dataclasses
import itertools
import json

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matching.core.profiles import Requirement, RequirementKind, Span
from matching.core.treatment import usual_direction
from matching.core.understanding import Limit
from matching.core.verdict_table import OUTCOMES, VerdictTable
from matching.core.verdicts import EVIDENCE_LADDER, SKILL_LADDER, judge_all
from tests.matching.core.conftest import DATA
from tests.matching.core.making import amount, coded, limit, line, need, size, technology
from tests.matching.core.offering import NO_NUMBERS, figures, needs, technologies
from tests.matching.core.sheets import shipped_profiles
from tests.matching.core.worlds import World

Kind = RequirementKind
wild = figures | st.sampled_from(NO_NUMBERS) | st.floats()


def one_by_one(asked, profiles):
    return [[verdict.outcome for verdict in judge_all(asked, profile)] for profile in profiles]


def at_once(asked, profiles, rows=None):
    return answers(VerdictTable.of(profiles), asked, rows)


def answers(table, asked, rows=None):
    return [[OUTCOMES[code] for code in row] for row in table.outcomes(asked, rows).tolist()]


@settings(max_examples=60)
@given(needs(), st.lists(technologies(), max_size=5))
def test_the_table_agrees_with_judging_one_by_one(asked, profiles):
    assert at_once(asked, profiles) == one_by_one(asked, profiles)


@settings(max_examples=60)
@given(needs(wild), st.lists(technologies(wild), max_size=4))
def test_the_table_agrees_on_numbers_that_are_none(asked, profiles):
    assert at_once(asked, profiles) == one_by_one(asked, profiles)


@settings(max_examples=12)
@given(st.integers(0, 2**32), st.sampled_from([(), NO_NUMBERS]))
@example(1, ())
@example(2, ())
@example(3, NO_NUMBERS)
def test_the_table_agrees_where_every_rule_meets_every_other(seed, extra):
    world = World(seed, extra)
    profiles = [world.technology() for _ in range(60)]
    table = VerdictTable.of(profiles)
    for asked in [world.need() for _ in range(25)]:
        expected, found = one_by_one(asked, profiles), answers(table, asked)
        wrong = [
            (requirement, profile)
            for profile, ours, theirs in zip(profiles, found, expected, strict=True)
            for requirement, a, b in zip(asked.requirements, ours, theirs, strict=True)
            if a != b
        ]
        assert not wrong, wrong[0]


@settings(max_examples=40)
@given(needs(), st.lists(technologies(), min_size=1, max_size=5), st.data())
def test_chosen_rows_are_the_same_rows_in_the_order_asked(asked, profiles, data):
    rows = np.array(data.draw(st.lists(st.integers(0, len(profiles) - 1), max_size=8)), int)
    table = VerdictTable.of(profiles)
    assert np.array_equal(table.outcomes(asked, rows), table.outcomes(asked)[rows])


@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999), st.integers(-2, 2))
@example(8, 50, 400, 0)
def test_a_product_on_the_limit_is_decided_alike(inlet, removal, target, bits):
    """Products that only the last bits separate from the limit, where a plain comparison goes wrong."""
    share, level = removal / 10, inlet / 10
    limit_at = level * (100 - share) / 100
    for _ in range(abs(bits)):
        limit_at = float(np.nextafter(limit_at, np.inf if bits > 0 else -np.inf))
    asked = need(
        limit(limit_at, level),
        limit(round(limit_at, 6), level),
        amount(Kind.FOOTPRINT, level * share, "m2"),
        size(level),
    )
    sheet = technology(
        line(inlet=(0, 1e6), removal=(share, share)),
        footprint=((share, share), "m2/(m3/d)"),
        capacity=((level, level), "m3/d"),
    )
    other = technology(line(inlet=(0, 1e6), removal=(share, share + 1e-12)))
    assert at_once(asked, [sheet, other]) == one_by_one(asked, [sheet, other])


@pytest.fixture(scope="module")
def shelf():
    profiles = shipped_profiles()
    return profiles, VerdictTable.of(profiles)


def test_every_shipped_sheet_and_judged_need_agree(shelf, understanding):
    profiles, table = shelf
    judged = 0
    for stated in json.loads((DATA / "judged-needs-dev.json").read_text("utf-8")):
        asked = understanding.read(
            stated["problem"] or "",
            stated["language"],
            title=stated["title"],
            sectors=stated["sectors"],
            capacity=tuple(stated["capacity"]) if stated["capacity"] else None,
            limits=[
                Limit(row["parameter"], row.get("target"), row.get("inlet"), row.get("unit") or "")
                for row in stated["limits"] or ()
            ],
        ).profile
        expected = one_by_one(asked, profiles)
        assert answers(table, asked) == expected, stated["id"]
        judged += len(asked.requirements)
    assert judged > 100


def test_every_shipped_sheet_agrees_on_a_grid_of_needs(shelf):
    profiles, table = shelf
    stated = {(row.parameter, row.unit) for profile in profiles for row in profile.performance}
    limits = [
        Requirement(
            Kind.PARAMETER, parameter, inlet=inlet, target=target, unit=asked_unit, direction=direction
        )
        for parameter, unit in sorted(stated)
        for asked_unit in {unit, "%"}
        for direction in [usual_direction(parameter, asked_unit)]
        for inlet, target in itertools.product((None, 5.0, 300.0), (0.5, 30.0, 75.0))
    ]
    amounts = [
        amount(kind, target, unit, direction="at-most")
        for kind, units in {
            Kind.FOOTPRINT: ("m2", "m2/(m3/d)"),
            Kind.ENERGY: ("kW", "kWh/year", "kWh/m3"),
            Kind.CAPEX: ("USD", "USD/(m3/d)", "VND"),
            Kind.OPEX: ("USD/year", "USD/m3", "USD/t"),
        }.items()
        for unit in units
        for target in (0.3, 40.0, 1000.0, 1e6)
    ]
    others = [
        *(coded(Kind.SKILL, step) for step in SKILL_LADDER),
        *(coded(Kind.EVIDENCE, step) for step in EVIDENCE_LADDER),
        *(coded(Kind.COOPERATION, code) for code in ("epc", "")),
        *(amount(kind, target, "") for kind in (Kind.TRL, Kind.LIFETIME) for target in (7.0, 9.0, 20.0)),
        coded(Kind.LABEL, "paints"),
    ]
    for unit, flow in itertools.product(("m3/d", "t/d", "Nm3/h", "kW", "people"), (0.5, 3000.0, 1e6)):
        asked = need(size(flow, unit), *amounts, *others)
        assert answers(table, asked) == one_by_one(asked, profiles)
    for sectors in ((), ("textile",), ("municipal-water", "tourism")):
        asked = dataclasses.replace(need(*limits), sectors=frozenset(sectors))
        assert answers(table, asked) == one_by_one(asked, profiles)


def test_no_technologies_and_no_requirements_are_empty_answers():
    assert VerdictTable.of([]).outcomes(need(limit(), size())).shape == (0, 2)
    assert VerdictTable.of([technology()]).outcomes(need()).shape == (1, 0)


@pytest.mark.parametrize("rows", [[1], [-1], [0, 7]])
def test_a_row_that_is_not_in_the_table_is_an_error(rows):
    with pytest.raises(IndexError):
        VerdictTable.of([technology()]).outcomes(need(limit()), np.array(rows))


def test_a_technology_takes_less_than_a_kilobyte(shelf):
    profiles, table = shelf
    assert table.nbytes / len(profiles) < 1000


def test_an_open_end_stays_open():
    open_line = line(inlet=(0, 1e6), removal=None, outlet=None)
    sheet = dataclasses.replace(
        technology(dataclasses.replace(open_line, removal=Span(81, None))), capacity=None
    )
    asked = need(limit(200, 1000), limit(100, 1000))
    assert at_once(asked, [sheet]) == [["met", "not-stated"]]


@pytest.mark.parametrize("ends", [(0.0, 2e10), (1e10, 2e10), (0.0, None)])
def test_a_cost_that_grows_without_end_is_not_stated(ends):
    sheet = technology(capex=(ends, "USD/(m3/d)"), opex=(ends, "USD/m3"))
    asked = need(amount(Kind.CAPEX, 1e6, "USD"), amount(Kind.OPEX, 1e6, "USD/year"), size(1e308))
    assert at_once(asked, [sheet]) == one_by_one(asked, [sheet])
    if ends[1]:
        assert at_once(asked, [sheet])[0][:2] == ["not-stated", "not-stated"]


def test_units_of_a_negative_size_are_never_added():
    sheet = technology(capacity=((-9.0, -5.0), "m3/d", True))
    assert at_once(need(size(50)), [sheet]) == one_by_one(need(size(50)), [sheet]) == [["not-met"]]

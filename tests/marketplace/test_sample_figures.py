import pytest

from marketplace.sample_catalogue.draws import Draws
from marketplace.sample_catalogue.figures import vary, vary_capacity, vary_line, vary_removal


@pytest.mark.parametrize(
    ("span", "unit"),
    [
        ((5, 30), "mg/Nm3"),
        ((0, 2), "mg/L"),
        ((6, 9), "pH"),
        ((90, 100), "%"),
        ((-10, 20), "%"),
        ((250, 500), "%"),
        ((None, 40), "mg/L"),
        ((0.00001, 0.00003), "mg/L"),
        ((1e6, 1e8), "CFU/100mL"),
    ],
)
def test_a_varied_span_stays_in_order_and_possible(span, unit):
    for number in range(300):
        low, high = vary(span, unit, Draws(number))
        assert (low is None) == (span[0] is None)
        if low is not None:
            assert low <= high
            assert (low >= 0) or span[0] < 0
        if unit == "%" and span[1] <= 100:
            assert high <= 100
        if unit == "pH":
            assert abs(low - 6) < 1.5
        ends = [end for end in span if end is not None]
        slack = 0.3 * max(abs(end) for end in ends)  # a quarter, and what rounding adds to it
        assert min(ends) - slack <= high <= max(ends) + slack


@pytest.mark.parametrize("span", [(99, 99.9), (99, 100), (0, 40), (99.99, 99.9999), (-5, 10), (81, None)])
def test_a_varied_removal_is_never_more_than_all(span):
    for number in range(300):
        draws = Draws(number)
        low, high = vary_removal(span, draws, draws.between(0.75, 1.25))
        assert low <= (100 if high is None else high) <= 100
        assert low >= min(0, span[0])


def test_a_capacity_lies_within_that_of_the_sheet():
    found = {vary_capacity((400, 1_800_000), "Nm3/h", Draws(number)) for number in range(300)}
    assert all(400 <= low < high <= 1_800_000 for low, high in found)
    assert len(found) > 200


def test_an_outlet_stays_on_the_side_of_the_inlet_where_the_sheet_has_it():
    ends = {
        f"{part}_{end}": None for part in ("inlet", "outlet", "removal", "value") for end in ("min", "max")
    }
    line = {**ends, "unit": "mg/L", "parameter_id": 1, "conditions": ""}
    cleaned = {**line, "inlet_min": 10, "inlet_max": 12, "outlet_min": 9.5, "outlet_max": 11.5}
    aerated = {**line, "inlet_min": 1.5, "inlet_max": 1.6, "outlet_min": 1.7, "outlet_max": 1.8}
    for number in range(200):
        after = vary_line(cleaned, Draws(number))
        assert after["outlet_max"] <= after["inlet_max"]
        assert after["outlet_min"] <= after["outlet_max"]
        after = vary_line(aerated, Draws(number))
        assert after["outlet_min"] >= after["inlet_min"]
        assert after["unit"] == "mg/L"


def test_choices_do_not_depend_on_the_version_of_python():
    draws = Draws("listing", 1, 0)
    assert [draws.whole(0, 99) for _ in range(5)] == [46, 65, 58, 62, 28]
    assert draws.some("abcdef", 2, 4) == ["b", "f"]

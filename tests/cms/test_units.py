"""Units: what people write becomes one base unit, and what does not convert says so."""

import json
import math
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms import unit_words, units

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.mark.parametrize(
    ("unit", "value", "base_unit"),
    [
        ("m3/d", 1, "m3/d"), ("m³/ngày", 1, "m3/d"), ("m3/hari", 1, "m3/d"), ("㎥/日", 1, "m3/d"),
        ("立方米/天", 1, "m3/d"),
        ("m3/ngày đêm", 1, "m3/d"), ("ลบ.ม./วัน", 1, "m3/d"), ("ลูกบาศก์เมตรต่อวัน", 1, "m3/d"),
        ("m3 sehari", 1, "m3/d"),
        ("kubiko metro kada araw", 1, "m3/d"), ("ម៉ែត្រគូប/ថ្ងៃ", 1, "m3/d"), ("ແມັດກ້ອນ/ມື້", 1, "m3/d"),
        ("ကုဗမီတာ/ရက်", 1, "m3/d"),
        ("m3/h", 24, "m3/d"), ("L/s", 86.4, "m3/d"), ("MLD", 1000, "m3/d"), ("吨/日", 1, "t/d"),
        ("tấn/ngày", 1, "t/d"),
        ("ton/hari", 1, "t/d"), ("t/year", 1 / 365, "t/d"), ("万吨/日", 10_000, "t/d"), ("t/h", 24, "t/d"),
        ("Nm3/h", 1, "Nm3/h"), ("Nm³/h", 1, "Nm3/h"), ("mg/l", 1, "mg/L"), ("มก./ล.", 1, "mg/L"),
        ("毫克/升", 1, "mg/L"), ("g/L", 1000, "mg/L"),
        ("mg/Nm3", 1, "mg/Nm3"), ("ug/Nm3", 0.001, "mg/Nm3"), ("µg/m3", 1, "ug/m3"), ("μg/m³", 1, "ug/m3"),
        ("mg/m3", 1000, "ug/m3"),
        ("ng TEQ/Nm3", 1, "ng TEQ/Nm3"), ("kWh per 1000 Nm3", 1, "kWh per 1000 Nm3"),
        ("kWh/Nm3", 1000, "kWh per 1000 Nm3"),
        ("USD/(m3/d)", 1, "USD/(m3/d)"), ("USD/t", 1, "USD/t"), ("m2/(m3/d)", 1, "m2/(m3/d)"),
        ("m2/(kg/h)", 1000 / 24, "m2/(t/d)"),
        ("ha", 10_000, "m2"), ("ไร่", 1600, "m2"), ("MPN/100mL", 1, "MPN/100mL"),
        ("CFU/100 ml", 1, "CFU/100mL"), ("CFU/mL", 100, "CFU/100mL"),
        ("Pt-Co", 1, "Pt-Co"), ("NTU", 1, "NTU"), ("dB(A)", 1, "dB(A)"), ("OU/m3", 1, "OU/m3"),
        ("log10", 1, "log10"), ("%", 1, "%"),
        ("t CO2e/year", 1, "t CO2e/year"), ("tCO2eq/yr", 1, "t CO2e/year"), ("people", 1, "people"),
        ("人", 1, "people"), ("kW", 1, "kW"),
        ("MW", 1000, "kW"), ("pH", 1, "pH"), ("mg/kg", 1, "mg/kg"), ("g/kg", 1000, "mg/kg"),
        ("MJ/kg", 1000 / 3.6, "kWh/t"),
        ("USD/kW/year", 1, "USD/kW/year"), ("USD/(Nm3/h)/year", 1, "USD/(Nm3/h)/year"),
        ("USD/lamp", 1, "USD/lamp"),
    ],
)  # fmt: skip
def test_a_unit_becomes_its_base_unit(unit, value, base_unit):
    assert units.base(1, unit) == (pytest.approx(value), base_unit)


@pytest.mark.parametrize(
    "unit",
    ["m2 of raft per m2 of water", "kW fan", "% of fuel energy", "t per batch",
     "USD per 12 m bus", "USD per household filter",
     "", " ", "m3/", "m3/(d", "/d", "m3/0 d", "🐟", "<b>m3</b>", "ppm", "m3/d treated", "mg/L/", "ppt"],
)  # fmt: skip
def test_words_and_nonsense_are_unknown_units(unit):
    with pytest.raises(units.UnknownUnit):
        units.base(1, unit)


@pytest.mark.parametrize(
    ("a", "b"),
    [("m3/d", "Nm3/h"),
     ("mg/L", "mg/Nm3"), ("ug/m3", "mg/L"), ("USD/kW/year", "USD/kWh"), ("USD/t", "VND/t"), ("kW", "kWh"),
     ("USD/(Nm3/h)/year", "USD/Nm3"), ("mg/kg", "W/W"), ("CFU/100mL", "MPN/100mL"), ("dB", "dB(A)"),
     ("ng TEQ/Nm3", "ng/Nm3"),
     ("t CO2", "t CO2e"), ("people", "household"), ("m3/d", "words")],
)  # fmt: skip
def test_different_things_never_compare(a, b):
    assert not units.comparable(a, b)
    with pytest.raises(units.UnitError):
        units.convert(1, a, b)


def test_parts_per_million_convert_in_water_only():
    assert units.base(5, "ppm", kind="water") == (5, "mg/L")
    assert units.base(5, "ppb", kind="water") == (0.005, "mg/L")
    assert units.base(4, "‰", kind="water") == (4000, "mg/L")
    with pytest.raises(units.UnknownUnit):
        units.base(5, "ppm")


def test_a_cubic_metre_of_stack_gas_is_a_normal_one():
    assert units.base(50, "mg/m3", kind="stack") == (50, "mg/Nm3")


def test_conversion_goes_both_ways():
    assert units.convert(2, "MLD", "m3/h") == pytest.approx(2000 / 24)
    assert units.convert(1, "ha", "m2") == 10_000
    assert units.convert(0.075, "g/L", "mg/L") == 75


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="finite"):
        units.base(value, "m3/d")


def test_a_unit_is_read_inside_a_sentence():
    text = "treats 3000 m3/day of dye water"
    assert units.read_at(text, text.index("m3")) == ("m3/day", text.index(" of"))
    assert units.read_at("75 mg/L, then", 3) == ("mg/L", 7)
    assert units.read_at("45 than that", 3) is None
    assert units.read_at("3 t per batch", 2) is None


def test_the_base_unit_is_its_own_base():
    for unit in (
        "m3/d",
        "m2/(m3/d)",
        "USD/(Nm3/h)/year",
        "kWh per 1000 Nm3",
        "mg/kg",
        "ug/m3",
        "USD/kW/year",
        "kWh/year",
        "t CO2e/m2/year",
    ):
        assert units.base(3.5, unit) == (3.5, unit)


def test_every_unit_of_the_vocabulary_is_computed_with():
    vocabulary = json.loads((DATA / "vocabulary.json").read_text(encoding="utf-8"))
    for term in vocabulary:
        if unit := term.get("unit"):
            assert units.convert(*units.base(7, unit), unit) == pytest.approx(7)


def test_no_spelling_has_two_meanings():
    seen = {}
    for name, line in unit_words.SPELLINGS.items():
        for spelling in line.split("|"):
            assert spelling.strip() == spelling != ""
            assert seen.setdefault(spelling, name) == name


@given(st.text(max_size=60))
def test_any_text_is_a_unit_or_an_unknown_unit(text):
    try:
        value, name = units.base(1, text)
    except units.UnknownUnit:
        return
    assert math.isfinite(value)
    assert name


@given(
    st.floats(1e-6, 1e9), st.sampled_from(["m3/h", "L/s", "kg/d", "ha", "g/L", "MW", "USD/(t/year)", "km2"])
)
def test_a_value_survives_the_way_to_the_base_and_back(value, unit):
    assert units.convert(*units.base(value, unit), unit) == pytest.approx(value)


def test_a_long_text_is_read_quickly():
    started = time.perf_counter()
    assert not units.comparable("m3/" * 10_000, "m3/d")
    assert not units.comparable("(" * 20_000, "m3/d")
    assert time.perf_counter() - started < 2

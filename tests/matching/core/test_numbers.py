"""Quantities in free text: local formats, multipliers, ranges, units, rates."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms import units
from matching.core.concepts import ConceptFinder
from matching.core.cues import cue_terms
from matching.core.folding import fold
from matching.core.numbers import Cue, find_measures
from matching.core.numerals import parse_number

CUES = ConceptFinder(cue_terms())


def measures(text, language="en"):
    folded = fold(text, case=False)
    rates = [
        Cue(f"{f.kind}/{f.code}", f.start, f.end)
        for f in CUES.find(folded.text, language)
        if f.kind == "rate"
    ]
    return [(m.value, m.high, m.unit) for m in find_measures(folded, language, units, rates)]


@pytest.mark.parametrize(
    ("text", "language", "value", "ambiguous"),
    [
        ("1.234,5", "vi", 1234.5, False), ("1.234,5", "en", 1234.5, False), ("1,234.5", "vi", 1234.5, False),
        ("3.000", "vi", 3000, False), ("3.000", "en", 3000, False), ("3,000", "vi", 3000, False),
        ("1.200", "id", 1200, False),
        ("1.234", "vi", 1234, True), ("1.234", "en", 1.234, True), ("1,234", "en", 1234, False),
        ("1,234", "vi", 1.234, True),
        ("0,125", "vi", 0.125, False), ("0.125", "en", 0.125, False), ("0,4", "id", 0.4, False),
        ("1.234.567", "en", 1234567, False),
        ("3 000", "en", 3000, False), ("12345.678", "en", 12345.678, False), ("10^6", "en", 1e6, False),
        ("75", "th", 75, False),
    ],
)  # fmt: skip
def test_a_number_is_read_as_its_language_writes_it(text, language, value, ambiguous):
    assert parse_number(text, language) == (pytest.approx(value), ambiguous)


@pytest.mark.parametrize("text", ["1.2.3", "1,23,456", "1.234,5,6", "12.34.567", "9" * 30])
def test_what_is_no_number_is_none(text):
    assert parse_number(text, "en") is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("3,000 m3/day", "en", (3000, None, "m3/day")), ("３０００ m³/d", "en", (3000, None, "m3/d")),
        ("๓,๐๐๐ ลบ.ม./วัน", "th", (3000, None, "ลบ.ม./วัน")), ("៣០០០ ម៣/ថ្ងៃ", "km", (3000, None, "ម3/ថ្ងៃ")),
        ("໑໒໐໐ ໂຕນ/ມື້", "lo", (1200, None, "ໂຕນ/ມື້")), ("ကုဗမီတာ ၁၂၀၀", "my", (1200, None, "ကုဗမီတာ")),
        ("5万吨/日", "zh", (50_000, None, "吨/日")), ("四万吨/年", "zh", (40_000, None, "吨/年")),
        ("三百五十米", "zh", (350, None, "米")),
        ("12000千瓦", "zh", (12_000, None, "千瓦")), ("1,2 triệu m3/năm", "vi", (1.2e6, None, "m3/năm")),
        ("1.234 triệu m3", "vi", (1.234e6, None, "m3")), ("2 juta ton", "id", (2e6, None, "ton")),
        ("5 ribu m3", "id", (5000, None, "m3")),
        ("3 ล้านลิตร", "th", (3e6, None, "ลิตร")), ("10⁶ MPN/100mL", "en", (1e6, None, "MPN/100mL")),
        ("1.5 x 10^5 CFU/100 ml", "en", (150_000, None, "CFU/100 ml")),
        ("800–1000 mg/L", "en", (800, 1000, "mg/L")),
        ("800 đến 1.000 mg/l", "vi", (800, 1000, "mg/l")), ("300至600人", "zh", (300, 600, "人")),
        ("2 to 3 million m3 per year", "en", (2e6, 3e6, "m3 per year")),
        ("USD 0.3/m3", "en", (0.3, None, "USD/m3")),
        ("US$ 2 million", "en", (2e6, None, "US$")), ("75 µg/m³", "en", (75, None, "μg/m3")),
        ("700 m³ nước thải/ngày", "vi", (700, None, "m3/ngày")),
        ("ปีละ 40,000 ตัน", "th", (40_000, None, "ตัน/year")),
        ("日产废水约700吨", "zh", (700, None, "吨/d")), ("500 m3 daily", "en", (500, None, "m3/d")),
    ],
)  # fmt: skip
def test_a_quantity_is_read_with_its_unit(text, language, expected):
    value, high, unit = expected
    assert measures(text, language) == [(pytest.approx(value), high, unit)]


@pytest.mark.parametrize("text", ["CO2", "PM2.5", "m3", "H2S", "version 1.2.3 ok", "A2O"])
def test_digits_inside_a_word_are_no_quantity(text):
    assert not measures(text)


def test_a_falling_pair_is_two_quantities_and_a_rising_one_is_a_range():
    assert measures("900 to 75 mg/L") == [(900, None, ""), (75, None, "mg/L")]
    assert measures("75 to 900 mg/L") == [(75, 900, "mg/L")]


def test_a_sentence_with_a_day_far_away_gives_no_rate():
    assert measures("A tank of 500 m3. Each day it rains.") == [(500, None, "m3")]


@pytest.mark.parametrize("piece", ["1", "1 ", "1.", "1,", "1 000 ", "一", "1 to ", "10^", "5 m3 ", "၅ "])
def test_twenty_thousand_characters_are_read_in_time(piece):
    started = time.perf_counter()
    measures((piece * 20_000)[:20_000], "zh" if piece == "一" else "my" if piece == "၅ " else "en")
    assert time.perf_counter() - started < 5


@given(st.integers(1, 10**9))
def test_grouping_is_undone_in_both_styles(value):
    assert parse_number(f"{value:,}", "en")[0] == value
    if value >= 1000:
        assert parse_number(f"{value:,}".replace(",", "."), "vi")[0] == value


@given(st.text(max_size=60), st.sampled_from(["en", "vi", "zh", "my"]))
def test_any_text_gives_ordered_quantities_that_do_not_overlap(text, language):
    found = find_measures(fold(text, case=False), language, units, [])
    assert all(a.end <= b.start or a.start < b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("text", ["渗滤液处理，200吨/日", "leachate,200 m3/d", "(COD),200 m3/d"])
def test_a_comma_after_a_word_does_not_hide_the_number_behind_it(text):
    assert [value for value, _, _ in measures(text, "zh" if "吨" in text else "en")] == [200]

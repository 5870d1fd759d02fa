"""One analyser: what a reader would call the same word gives the same tokens."""

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import analyse, highlight, name_key, units
from search.normal import looks_like_zawgyi, normalise, pieces, without_marks

REGION = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.characters(min_codepoint=0x0E00, max_codepoint=0x0EFF),
        st.characters(min_codepoint=0x1000, max_codepoint=0x109F),
        st.characters(min_codepoint=0x1780, max_codepoint=0x17FF),
        st.sampled_from("aAéđ-0123456789.,' \u0300\u0323\u200b\u00ad膜处"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wastewater TREATMENT", "waste\u00adwater treatments"),
        ("ＰＭ２．５", "PM2.5"),
        ("SO₂ m³", "so2 m3"),
        ("NH3‑N", "nh3-n"),
        ("3,000", "3000"),
        ("1.234,5", "1,234.5"),
        ("๑๒๓ ១២៣ ໑໒໓ ၁၂၃", "123 123 123 123"),
        ("plant’s", "plant's"),
        ("น้ำเสีย", "น\u0e49\u0e4d\u0e32เสีย"),  # am as nikhahit and aa, the tone mark first
        ("น้ำเสีย", "น\u0e4d\u0e49\u0e32เสีย"),  # the tone mark last
        ("แสง", "\u0e40\u0e40สง"),  # two strokes of e
        ("ນ້ຳ", "ນ\u0ec9\u0ecd\u0eb2"),
        ("ສຳ", "ສ\u0ecd\u0eb2"),
        ("ស្ត្រ", "ស្ដ្រ"),  # subscript ta and da
        ("ស្រ្ត", "ស្ត្រ"),  # subscript ro first
        ("ទឹក\u200bស្អុយ", "ទឹកស្អុយ"),  # with and without a zero-width space
        ("ရေ\u200bဆိုး", "ရေဆိုး"),
        (unicodedata.normalize("NFD", "Xử lý nước thải"), "xử lý nước thải"),
    ],
)
def test_two_spellings_of_one_text_give_the_same_tokens(one, other):
    assert analyse(one) == analyse(other)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("nuoc thai", "nước thải"),
        ("hoà", "hòa"),
        ("BOD", "BOD5"),
        ("PM 2.5", "PM2.5"),
        ("NH3", "NH3-N"),
        ("nh3n", "NH3-N"),
        ("pencemaran", "tercemar, mencemari"),
        ("penyaringan", "saring"),
        ("treated", "treatment plants treat"),
        ("污水", "城市污水处理厂"),
        ("น้ำเสีย", "ระบบบำบัดน้ำเสีย"),
        ("mg", "25 mg/l"),
        ("800", "800mg/l"),
    ],
)
def test_what_is_asked_is_in_what_is_written(asked, written):
    held = set(analyse(written))
    assert all(held & set(unit.terms) for unit in units(asked))


@pytest.mark.parametrize(("asked", "written"), [("CO", "CO2"), ("SO", "SO2"), ("nuoc", "nuo"), ("水", "氷")])
def test_what_is_different_stays_different(asked, written):
    assert not set(analyse(asked)) & set(analyse(written))


def test_a_word_typed_with_its_marks_counts_more_than_one_without():
    held = analyse("bể lọc")
    assert len(set(analyse("bể lọc")) & set(held)) > len(set(analyse("be loc")) & set(held))


def test_the_language_that_a_caller_states_changes_nothing():
    for text in ("pengolahan air limbah", "wastewater treatment", "膜 MBR น้ำ"):
        assert analyse(text, "id") == analyse(text, "en") == analyse(text)


@pytest.mark.parametrize(
    ("text", "question", "marked"),
    [
        ("Treats WASTEWATER with membranes.", "wastewater membrane", ["WASTEWATER", "membranes"]),
        ("Xử lý nước thải", "nuoc thai", ["nước", "thải"]),
        ("用膜处理城市污水。", "城市污水", ["城市污水"]),
        ("ระบบบำบัดน้ำเสียชุมชน", "น้ำเสีย", ["น้ำเสีย"]),
        ("ＰＭ２．５ and ﬁlters", "pm2.5 filter", ["ＰＭ２．５", "ﬁlters"]),
        ("ទឹក\u200bស្អុយ", "ទឹកស្អុយ", ["ទឹក\u200bស្អុយ"]),
    ],
)
def test_highlights_are_where_the_reader_sees_the_words(text, question, marked):
    terms = {term for unit in units(question) for term in unit.terms}
    assert [text[start:end] for start, end in highlight(text, terms)] == marked


@given(REGION)
@settings(max_examples=300, deadline=None)
def test_pieces_joined_are_the_normal_form(text):
    assert "".join(piece for piece, _, _ in pieces(text)) == normalise(text)


@given(REGION)
@settings(max_examples=300, deadline=None)
def test_any_text_has_tokens_and_they_are_found_where_they_stand(text):
    tokens = analyse(text)
    assert all(token and not token.isspace() and len(token) <= 128 for token in tokens)
    spans = highlight(text, tokens)
    assert bool(spans) == bool(tokens)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] < right[0] for left, right in pairwise(spans))


@pytest.mark.parametrize(
    "part", ["a", "ก", "膜", "a-", "1,", "xử ", "\u1031", "\u17d2", "េ", "\u0301", "A1.", "'"]
)
def test_time_grows_with_length_and_not_faster(part):
    def seconds(length):
        text = (part * length)[:length]
        return min(_timed(lambda: (analyse(text), highlight(text, ["x"]))) for _ in range(3))

    assert seconds(12_000) < 12 * seconds(3_000) + 0.05


def _timed(call):
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def test_zawgyi_is_told_from_unicode():
    assert looks_like_zawgyi("ေရဆိုး သန႔္စင္ျခင္း")
    assert not looks_like_zawgyi("ရေဆိုး သန့်စင်ခြင်း မြန်မာနိုင်ငံ ပတ်ဝန်းကျင်")
    assert not looks_like_zawgyi("wastewater")


def test_names_are_equal_whatever_their_case_marks_and_spaces():
    assert name_key("Bể  sinh học-màng") == name_key("be sinh hoc mang")
    assert name_key("…") == ""


def test_marks_are_taken_off_letters_that_unicode_does_not_take_apart():
    assert without_marks("đường") == "duong"

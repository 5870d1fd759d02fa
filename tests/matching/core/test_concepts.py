"""Concepts found by longest match, in every script, with offsets into the text as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.core.concepts import ConceptFinder, ConceptTerm
from matching.core.countries import COUNTRY_NAMES
from matching.core.folding import fold, without_marks


def found(finder, text, language="en"):
    return {f"{f.kind}/{f.code}" for f in finder.find(text, language)}


def tiny(*names):
    return ConceptFinder(ConceptTerm(key, language, text) for key, language, text in names)


def test_the_longest_name_of_a_scheme_is_meant():
    finder = tiny(("parameter/sulfide", "en", "sulfide"), ("parameter/h2s", "en", "hydrogen sulfide"))
    assert found(finder, "smell of hydrogen sulfide") == {"parameter/h2s"}
    assert found(finder, "hydrogen sulfide and sulfide") == {"parameter/h2s", "parameter/sulfide"}


def test_a_name_inside_a_longer_one_of_another_scheme_stays():
    finder = tiny(("medium/water", "en", "wastewater"), ("synonym/dyeing", "en", "dyeing wastewater"))
    assert found(finder, "Dyeing wastewater") == {"medium/water", "synonym/dyeing"}


def test_two_concepts_may_share_a_name():
    finder = tiny(("parameter/nh3", "en", "ammonia"), ("parameter/nh3-n", "en", "ammonia"))
    assert found(finder, "much ammonia") == {"parameter/nh3", "parameter/nh3-n"}


def test_latin_names_match_whole_words_and_their_plural():
    finder = tiny(
        ("sector/leather", "en", "tannery"), ("medium/air", "en", "air"), ("synonym/boiler", "en", "boiler")
    )
    assert found(finder, "Tanneries and boilers") == {"sector/leather", "synonym/boiler"}
    assert not found(finder, "repair of a fairground")


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("CO in gas", True),
        ("co-operation", False),
        ("Co", False),
        ("CO2 capture", False),
        ("COD", False),
        ("DOCO", False),
    ],
)
def test_a_two_letter_abbreviation_counts_in_its_own_case_as_a_whole_word(text, hit):
    assert bool(found(tiny(("parameter/co", "en", "CO")), text)) is hit


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("COD", True),
        ("cod 800", True),
        ("cod<75", True),
        ("COD900", True),
        ("cod fish", False),
        ("Cod liver", False),
    ],
)
def test_a_three_letter_abbreviation_may_be_small_before_a_number(text, hit):
    assert bool(found(tiny(("parameter/cod", "en", "COD")), text)) is hit


def test_a_word_is_read_in_the_language_of_the_text():
    finder = tiny(("medium/air", "en", "air"), ("medium/water", "ms", "air"), ("medium/water", "id", "air"))
    assert found(finder, "air limbah", "ms") == {"medium/water"}
    assert found(finder, "clean air", "en") == {"medium/air"}
    assert found(finder, "air", "vi") == {"medium/air"}


def test_a_word_of_another_latin_language_is_another_word():
    assert not found(tiny(("parameter/colour", "vi", "mau")), "mau", "id")
    assert found(tiny(("parameter/colour", "zh", "色度")), "the 色度 of it", "en")


def test_vietnamese_without_marks_is_understood():
    finder = tiny(("medium/water", "vi", "nước thải"))
    assert found(finder, "xu ly nuoc thai", "vi") == {"medium/water"}
    assert without_marks("Đất nước") == "Dat nuoc"


def test_look_alike_spellings_are_one():
    khmer = tiny(("synonym/x", "km", "បណ្តាញ"))
    assert found(khmer, "បណ្ដាញអគ្គិសនី", "km")
    lao = tiny(("medium/water", "lo", "ນ້ຳ"))
    assert found(lao, "ນໍ້າ", "lo")
    assert found(tiny(("parameter/bod5", "en", "BOD5")), "ＢＯＤ５")


def test_a_syllable_is_not_cut():
    finder = tiny(
        ("medium/water", "th", "น้ำ"), ("synonym/boiler", "th", "หม้อไอน้ำ"), ("parameter/colour", "th", "สี")
    )
    assert found(finder, "หม้อไอน้ำ", "th") == {"synonym/boiler"}
    assert not found(finder, "ก๊าซเสีย", "th")
    assert found(finder, "ค่าสีของน้ำ", "th") == {"parameter/colour", "medium/water"}


def test_an_unconfirmed_name_is_trusted_less():
    finder = ConceptFinder([ConceptTerm("parameter/cod", "km", "តម្រូវការ", sure=False)])
    assert [trust for _, trust in finder.find_with_trust("តម្រូវការ", "km")] == [0.6]


@pytest.mark.parametrize("code", COUNTRY_NAMES)
@pytest.mark.parametrize("language", ["en", "zh", "vi", "th", "id", "ms", "fil", "km", "lo", "my"])
def test_every_country_has_a_name_in_every_language(finder, code, language):
    for name in COUNTRY_NAMES[code][language].split("|"):
        assert f"country/{code}" in found(finder, name, language)


def test_the_thai_word_for_thai_is_no_country_inside_another_word(finder):
    assert "country/TH" not in found(finder, "ไทยแลนด์เล็ก ๆ ในมาเลเซีย".replace("ไทยแลนด์", ""), "th")


@given(st.text(max_size=60))
def test_folding_keeps_the_way_back(text):
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@given(st.text(max_size=60), st.sampled_from(["en", "vi", "th", "km", "zh"]))
def test_every_passage_is_where_it_is_said_to_be(finder, text, language):
    given_text = f"{text} wastewater {text}"
    for finding in finder.find(given_text, language):
        assert given_text[finding.start : finding.end] == finding.passage

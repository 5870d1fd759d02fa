"""The words of a reason are those that the asker wrote, in passages that a reader knows again."""

import pytest

from matching.core.profiles import NeedProfile
from matching.presenting.said import said_words
from search.analysis import analyse, units


def words_shown(text, shared, language="en"):
    """What a reader sees of the tokens that a sheet shares with a need."""
    return said_words(NeedProfile("n", "", text, language=language)).passages(shared, 6)


def test_reasons_show_the_words_that_were_written_without_everyday_ones():
    text = "Dyeing wastewater from the d mill to COD 75"
    shown = words_shown(text, analyse(text))
    assert shown == ["Dyeing", "wastewater", "mill", "COD"]


def test_words_come_in_the_order_in_which_they_weigh():
    assert words_shown("mill of dyeing", analyse("dyeing mill")) == ["dyeing", "mill"]


@pytest.mark.parametrize(
    ("language", "text", "shared", "shown"),
    [
        ("zh", "纺织印染废水处理，回用", "印染废水", ["印染废水"]),
        ("th", "บำบัดน้ำเสียโรงงาน", "น้ำเสีย", ["น้ำเสีย"]),
        ("km", "ទឹកសំណល់ពីរោងចក្រ", "រោងចក្រ", ["រោងចក្រ"]),
        ("vi", "Nước thải dệt nhuộm của nhà máy", "dệt nhuộm nước thải", ["Nước thải dệt nhuộm"]),
    ],
)
def test_neighbours_are_shown_as_the_passage_they_make(language, text, shared, shown):
    assert words_shown(text, analyse(shared), language) == shown


def test_a_passage_ends_where_the_sheet_says_something_else():
    pairs = [unit.terms[0] for unit in units("印染") + units("回用")]
    assert words_shown("印染废水处理回用", pairs, "zh") == ["印染", "回用"]


def test_a_word_said_twice_is_shown_once():
    assert words_shown("Sludge and sludge", analyse("sludge")) == ["Sludge"]

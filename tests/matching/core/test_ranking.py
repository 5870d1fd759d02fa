"""The first ranking keeps the contract of all rankers, and its own promises about points."""

import numpy as np
import pytest

from matching.core import ranking, signals

from .ranker_contract import DYEING, RankerContract, catalogue, question


class TestFirstRanking(RankerContract):
    ranker = staticmethod(ranking.rank)


def test_all_points_sum_to_a_hundred():
    assert sum(signals.POINTS.values()) == 100


def test_a_sector_read_from_the_text_earns_less_than_one_that_was_chosen():
    read = signals.points_for(question("x", sectors=frozenset({"textile"})).need)
    chosen = signals.points_for(question("x", **DYEING).need)
    assert read["sectors"] < chosen["sectors"] == signals.POINTS["sectors"]


def test_the_shared_words_are_named_heaviest_first():
    match = ranking.rank(question("dyeing colour wastewater treatment"), catalogue(), 1)[0]
    words = [word for _, word in next(r.because for r in match.reasons if r.part == "lexical")]
    assert set(words) == {"dyeing", "colour", "wastewater", "treatment"}
    assert words.index("colour") < words.index("wastewater")


@pytest.mark.parametrize("scores", [[0.0, 0.0], [3.0, 3.0, 3.0]])
def test_equal_scores_tell_nothing(scores):
    assert not signals.scaled(np.asarray(scores)).any()


def test_scaling_keeps_the_order_and_stays_between_none_and_one():
    values = signals.scaled(np.asarray([0.1, 0.4, 0.9, 0.2]), 0.5)
    assert values.min() == 0
    assert values.max() == 1
    assert np.argmax(values) == 2


def test_the_encoder_speaks_only_where_it_was_measured_to_help():
    shelf = catalogue()
    shelf.encoded = np.ones((len(shelf), 4, 3), np.float32)
    for language, heard in (("en", True), ("km", False)):
        asked = question("dyeing", language=language)
        asked = signals.Question(asked.need, asked.tokens, np.ones((1, 3), np.float32))
        assert ("semantic" in signals.word_signals(asked, shelf)) is heard

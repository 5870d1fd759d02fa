"""The metrics, on rankings whose scores can be worked out by hand."""

import math

import pytest

from matching.core import metrics

GRADES = {"a": 3, "b": 2, "c": 1}


def test_a_perfect_order_scores_one():
    assert metrics.ndcg(["a", "b", "c"], GRADES) == 1
    assert metrics.recall(["a", "b"], GRADES) == 1
    assert metrics.reciprocal_rank(["a"], GRADES) == 1


def test_ndcg_discounts_by_place():
    found = 3 / math.log2(2) + 7 / math.log2(3)
    ideal = 7 / math.log2(2) + 3 / math.log2(3) + 1 / math.log2(4)
    assert metrics.ndcg(["b", "a"], GRADES) == pytest.approx(found / ideal)


def test_a_grade_of_one_is_not_good():
    assert metrics.reciprocal_rank(["c", "x", "b"], GRADES) == pytest.approx(1 / 3)
    assert metrics.recall(["c"], GRADES) == 0


def test_only_the_first_places_count():
    filler = [str(n) for n in range(10)]
    assert metrics.ndcg([*filler, "a"], GRADES) == 0


def test_needs_without_a_good_technology_measure_nothing():
    assert set(metrics.judged({"n": GRADES, "m": {"c": 1}})) == {"n"}


def test_a_missing_ranking_scores_nothing():
    assert metrics.scores({"n": GRADES}, {})["nDCG@10"] == [0.0]


def test_the_interval_holds_the_mean_and_repeats():
    values = [0.1, 0.5, 0.9, 0.4]
    low, high = metrics.interval(values)
    assert low <= metrics.mean(values) <= high
    assert metrics.interval(values) == (low, high)

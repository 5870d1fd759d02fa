"""The learned ranking: without anything to learn from it is the prior; with it, better fit still never loses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone

from matching.core.learning import LISTWISE, PAIRWISE, PointsRanker
from matching.core.points import POINTS

PRIOR = (40.0, 30.0, 20.0, 10.0)


def lists(seed=0, needs=12, rows=30, deciding=2):
    """Needs whose grades follow one signal alone."""
    draw = np.random.default_rng(seed)
    table = draw.random((needs * rows, len(PRIOR)))
    grades = np.digitize(table[:, deciding], [0.7, 0.85, 0.95])
    return table, grades, np.repeat(np.arange(needs), rows)


def ranker(**given):
    return PointsRanker(PRIOR, **{"strength": 0.01, **given})


@pytest.mark.parametrize("loss", [LISTWISE, PAIRWISE])
def test_nothing_to_learn_from_leaves_the_prior(loss):
    empty = ranker(loss=loss).fit(np.zeros((0, 4)), np.zeros(0), np.zeros(0, int))
    assert tuple(empty.coef_) == PRIOR
    table, _, needs = lists()
    alike = ranker(loss=loss).fit(table, np.zeros(len(table)), needs)
    assert tuple(alike.coef_) == PRIOR


@pytest.mark.parametrize("loss", [LISTWISE, PAIRWISE])
def test_the_signal_that_decides_gains_and_the_points_still_sum_to_a_hundred(loss):
    fitted = ranker(loss=loss).fit(*lists())
    assert fitted.coef_.argmax() == 2
    assert fitted.coef_[2] > PRIOR[2] + 10
    assert fitted.coef_.sum() == pytest.approx(100)


@pytest.mark.parametrize("loss", [LISTWISE, PAIRWISE])
def test_a_prior_that_is_held_strongly_hardly_moves(loss):
    fitted = ranker(loss=loss, strength=1e4).fit(*lists())
    assert fitted.coef_ == pytest.approx(PRIOR, abs=0.1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([LISTWISE, PAIRWISE]), st.floats(0, 1), st.integers(0, 3))
def test_a_better_signal_never_earns_fewer_points(seed, loss, more, signal):
    fitted = ranker(loss=loss).fit(*lists(seed, needs=4, rows=12, deciding=seed % 4))
    assert (fitted.coef_ >= 0).all()
    row = np.full((1, 4), 0.3)
    better = row.copy()
    better[0, signal] += 0.7 * more
    assert fitted.predict(better)[0] >= fitted.predict(row)[0] - 1e-9


def test_the_order_of_the_rows_does_not_matter():
    table, grades, needs = lists()
    mixed = np.random.default_rng(1).permutation(len(table))
    once, again = ranker().fit(table, grades, needs), ranker().fit(table[mixed], grades[mixed], needs[mixed])
    assert once.coef_ == pytest.approx(again.coef_, rel=1e-3)


def test_a_need_that_weighs_nothing_teaches_nothing():
    table, grades, needs = lists()
    weights = np.zeros(len(table))
    assert tuple(ranker().fit(table, grades, needs, sample_weight=weights).coef_) == PRIOR


@pytest.mark.parametrize(
    ("table", "grades", "needs"),
    [((3, 4), 2, 3), ((3, 4), 3, 2), ((3, 3), 3, 3), ((12,), 12, 12)],
)
def test_what_does_not_belong_together_is_refused(table, grades, needs):
    with pytest.raises(ValueError, match="do not belong together"):
        ranker().fit(np.zeros(table), np.zeros(grades), np.zeros(needs, int))


def test_it_is_an_estimator_that_can_be_cloned_and_names_its_points():
    fitted = clone(ranker()).fit(*lists())
    assert list(fitted.points("abcd")) == list("abcd")
    assert sum(POINTS.values()) == 100

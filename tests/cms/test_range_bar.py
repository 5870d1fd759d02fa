"""The range bar: where an offer stands against a limit."""

import re

import pytest
from django.template import engines
from django.utils.translation import override

from cms.presenters.range_bar import LAST, range_bar


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def render(source, **context):
    return engines["django"].from_string("{% load estuary %}" + source).render(context)


def places(bar):
    return [(s.kind, float(s.x.rstrip("%")), float(s.width.rstrip("%"))) for s in bar.segments]


class TestRangeBar:
    def test_a_range_inside_ends_left_of_the_limit(self):
        assert places(range_bar(30, 60, 75)) == [("in", 16.0, 16.0)]

    def test_a_range_that_crosses_the_limit_is_split_at_forty_per_cent(self):
        assert places(range_bar(45, 117, 75)) == [("in", 24.0, 16.0), ("out", 40.0, 22.4)]

    def test_a_range_outside_is_all_out(self):
        assert places(range_bar(90, 160, 75)) == [("out", 48.0, 37.3)]

    def test_a_range_that_runs_past_the_edge_ends_with_an_arrow(self):
        bar = range_bar(50, 300, 75)
        assert bar.right is not None
        assert not bar.right.far
        assert sum(places(bar)[-1][1:]) == pytest.approx(LAST)

    def test_a_range_wholly_past_the_edge_is_an_arrow_alone(self):
        bar = range_bar(360, 675, 75)
        assert bar.segments == ()
        assert bar.right.far

    def test_nothing_stated_is_silent(self):
        bar = range_bar(None, None, 50)
        assert bar.silent
        assert bar.limit == "40%"

    def test_a_borrowed_figure_is_hollow_where_it_is_inside_only(self):
        assert [s.kind for s in range_bar(27, 90, 75, borrowed=True).segments] == ["borrowed", "out"]

    def test_at_least_is_mirrored_so_that_left_stays_inside(self):
        better, worse = range_bar(95, 99, 90, "at-least"), range_bar(50, 70, 90, "at-least")
        assert [s.kind for s in better.segments] == ["in"]
        assert [s.kind for s in worse.segments] == ["out"]
        assert places(better)[0][1] < 40 < places(worse)[0][1]

    def test_far_more_than_at_least_runs_past_the_left_edge_and_is_inside(self):
        bar = range_bar(10, 50, 20, "at-least")
        assert bar.left.inside
        assert [s.kind for s in bar.segments] == ["in", "out"]

    def test_a_capacity_that_holds_the_need_is_drawn_on_a_log_scale(self):
        bar = range_bar(20, 60000, 3000, "holds")
        assert places(bar) == [("in", 13.9, 41.7)]
        assert bar.need == "40%"

    @pytest.mark.parametrize(("low", "high"), [(5000, 60000), (1, 200)])
    def test_a_capacity_that_misses_the_need_is_out(self, low, high):
        assert [s.kind for s in range_bar(low, high, 3000, "holds").segments] == ["out"]

    def test_an_open_end_runs_on(self):
        assert range_bar(60, None, 75).right is not None
        assert places(range_bar(None, 60, 75)) == [("in", 0.0, 32.0)]

    def test_a_single_number_is_seen_and_stays_on_its_side(self):
        ((kind, x, width),) = places(range_bar(75, 75, 75))
        assert kind == "in"
        assert width > 0
        assert x + width == pytest.approx(40)

    @pytest.mark.parametrize("limit", [0, -1])
    @pytest.mark.parametrize("direction", ["at-most", "at-least", "holds"])
    def test_a_limit_of_zero_or_less_divides_nothing(self, limit, direction):
        range_bar(0, 5, limit, direction)

    def test_swapped_ends_draw_the_same_bar(self):
        assert range_bar(60, 30, 75) == range_bar(30, 60, 75)

    def test_an_unknown_direction_is_refused(self):
        with pytest.raises(ValueError, match="sideways"):
            range_bar(1, 2, 3, "sideways")

    @pytest.mark.parametrize("direction", ["at-most", "at-least", "holds"])
    def test_every_segment_stays_on_the_bar(self, direction):
        ends = [None, 0, 0.001, 1, 40, 99.9, 100, 101, 249, 250, 251, 1e9]
        for low in ends:
            for high in ends:
                for _kind, x, width in places(range_bar(low, high, 100, direction)):
                    assert x >= 0
                    assert width > 0
                    assert x + width <= 100.1

    def test_places_are_written_for_svg_in_every_language(self):
        with override("vi"):
            html = render("{% range_bar 45.5 117.2 75 %}")
        assert 'x="24.3%"' in html
        assert not re.search(r'="[\d.]*,\d', html)

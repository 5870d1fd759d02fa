"""What every engine must do with performance lines and with vectors of meaning; a part of the engine contract."""

import pytest

from search.documents import Line
from search.fields import VECTOR_DIMENSIONS
from search.params import LineAsk, SearchParams

from .world import document


class NumbersContract:
    """Uses `bare`, `engine`, `ids` and `counts` of `EngineContract`."""

    # Performance lines

    @pytest.mark.parametrize(
        ("ask", "found"),
        [
            (LineAsk("cod", "removal", 90, "%"), {"strong"}),
            (LineAsk("cod", "removal", 85, "%"), {"strong", "weak"}),
            (LineAsk("cod", "removal", 99, "%"), set()),
            (LineAsk("cod", "outlet", 50, "mg/L"), {"strong"}),
            (LineAsk("cod", "outlet", 5, "mg/L"), set()),
            (LineAsk("cod", "outlet", 500, "mg/Nm3"), set()),
            (LineAsk("bod", "removal", 90, "%"), {"weak"}),
            (LineAsk("tn", "removal", 0, "%"), set()),
        ],
    )
    def test_a_line_answers_by_parameter_unit_and_number_together_and_not_stated_never_does(
        self, bare, ask, found
    ):
        bare.rebuild(
            [
                document(
                    "t:1",
                    id="strong",
                    lines=(Line("cod", "removal", 90, 95, "%"), Line("cod", "outlet", 30, 80, "mg/L")),
                ),
                document(
                    "t:2",
                    id="weak",
                    lines=(Line("cod", "removal", 70, 85, "%"), Line("bod", "removal", 95, 98.5, "%")),
                ),
                document("t:3", id="silent"),
            ]
        )
        assert set(self.ids(bare, lines=(ask,))) == found

    def test_every_line_that_is_asked_must_be_answered_and_facets_count_under_them(self, bare):
        lines = (Line("cod", "removal", 90, 95, "%"), Line("bod", "removal", 80, 90, "%"))
        bare.rebuild(
            [
                document("t:1", id="both", lines=lines, facets={"medium": ("water",)}),
                document("t:2", id="one", lines=lines[:1], facets={"medium": ("air",)}),
            ]
        )
        asks = (LineAsk("cod", "removal", 90, "%"), LineAsk("bod", "removal", 85, "%"))
        assert self.ids(bare, lines=asks) == ["both"]
        assert self.counts(bare, "medium", lines=asks) == {"water": 1}
        assert set(self.ids(bare, lines=asks[:1])) == {"both", "one"}

    # Nearness in meaning

    @staticmethod
    def direction(*numbers):
        return (*numbers, *[0.0] * (VECTOR_DIMENSIONS - len(numbers)))

    def test_the_nearest_in_meaning_come_first_among_those_that_the_filters_let_through(self, bare):
        bare.rebuild(
            [
                document("t:1", id="east", vector=self.direction(1, 0), facets={"medium": ("water",)}),
                document("t:2", id="north-east", vector=self.direction(1, 1), facets={"medium": ("air",)}),
                document("t:3", id="north", vector=self.direction(0, 2), facets={"medium": ("water",)}),
                document("t:4", id="without"),
            ]
        )
        found = bare.nearest(self.direction(3, 1), SearchParams(), 3)
        assert [hit.id for hit in found] == ["east", "north-east", "north"]
        assert found[0].score == pytest.approx(3 / 10**0.5, abs=0.01)
        water = SearchParams(filters={"medium": ("water",)})
        assert [hit.id for hit in bare.nearest(self.direction(1, 1.1), water, 2)] == ["north", "east"]
        assert [hit.id for hit in bare.nearest(self.direction(3, 1), SearchParams(), 1)] == ["east"]

    def test_nothing_is_near_in_an_index_without_vectors(self, engine):
        assert engine.nearest(self.direction(1), SearchParams(), 5) == ()

"""How facts are shown: numbers, dates, plots, comparisons."""

import pytest
from django.utils.translation import override

from cms.presenters.bar_chart import ChartValue, bar_chart
from cms.presenters.compliance import Limit, StatedOutlet, compliance_cells, outcome_of
from cms.presenters.dates import format_period, format_stated_date
from cms.presenters.log_plot import PlotLine, Span, log_plot
from cms.presenters.navigation import language_links
from cms.presenters.numbers import format_number, format_quantity, format_range, format_unit, plain_quantity
from cms.presenters.pagination import page_numbers
from cms.presenters.recognition import state_of
from cms.presenters.requirements import RequirementRow


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


class TestNumbers:
    @pytest.mark.parametrize(
        ("language", "shown"),
        [
            ("en", "12\u202f500.5"),
            ("zh-hans", "12\u202f500.5"),
            ("th", "12\u202f500.5"),
            ("ms", "12\u202f500.5"),
            ("fil", "12\u202f500.5"),
            ("my", "12\u202f500.5"),
            ("vi", "12.500,5"),
            ("id", "12.500,5"),
            ("km", "12\u202f500.5"),
            ("lo", "12.500,5"),
        ],
    )
    def test_signs_are_those_of_the_language(self, language, shown):
        with override(language):
            assert format_number(12500.5) == shown

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (0, "0"),
            (1000, "1\u202f000"),
            (999, "999"),
            (0.1 + 0.2, "0.3"),
            (1e-7, "0.0000001"),
            (1.2e9, "1\u202f200\u202f000\u202f000"),
            (-5, "\u22125"),
            (0.50, "0.5"),
        ],
    )
    def test_numbers_are_written_out_without_noise(self, value, shown):
        assert format_number(value) == shown

    def test_ranges_take_an_en_dash_and_do_not_break(self):
        assert format_range(10, 500) == "10\u2013\u2060500"
        assert format_range(5, 5) == "5"
        assert format_range(None, 40) == "≤\u202f40"
        assert format_range(40, None) == "≥\u202f40"
        assert format_range(None, None) == ""
        assert format_range(-5, 10) == "\u22125 \u2013\u2060 10"

    @pytest.mark.parametrize(
        ("unit", "shown"),
        [
            ("m3/d", "m³/d"),
            ("USD/(m3/d)", "USD per m³/d"),
            ("USD/(Nm3/h)/year", "USD per Nm³/h per year"),
            ("ug/m3", "µg/m³"),
            ("m2 of raft per m2 of water", "m² of raft per m² of water"),
            ("t CO2e/year", "t CO₂e/year"),
            ("log10", "log₁₀"),
            ("kWh/km", "kWh/km"),
            ("CFU/100mL", "CFU/100mL"),
            ("km2", "km²"),
            ("pH", ""),
            ("units", "units"),
            ("", ""),
            (None, ""),
        ],
    )
    def test_units_are_printed_as_a_reader_writes_them(self, unit, shown):
        assert format_unit(unit) == shown

    def test_a_quantity_is_a_range_with_a_quiet_unit(self):
        assert format_quantity(1, 5, "mg/L") == '1\u2013\u20605\u202f<span class="unit">mg/L</span>'
        assert "not stated" in format_quantity(None, None, "mg/L")
        assert plain_quantity(1, 5, "m3/d") == "1\u20135\u202fm³/d"

    def test_html_in_a_unit_is_escaped(self):
        assert "<script>" not in format_quantity(1, 2, "<script>alert(1)</script>")


class TestDates:
    def test_a_date_is_as_exact_as_it_was_stated(self):
        assert format_stated_date("2014") == "2014"
        assert format_stated_date("2014-04") == "April 2014"
        assert format_stated_date("2014-04-16") == "16 April 2014"
        assert format_stated_date("spring 2014") == "spring 2014"
        assert format_stated_date("2014-13-99") == "2014-13-99"
        assert format_stated_date(None) == ""

    def test_a_period_with_an_open_end_says_so(self):
        assert format_period(2011, 2014) == "2011 – 2014"
        assert format_period("2014-04", None) == "since April 2014"
        assert format_period(None, 2014) == "until 2014"
        assert format_period(None, None) == ""


class TestPlots:
    def test_inlet_and_outlet_share_whole_powers_of_ten(self):
        plot = log_plot([PlotLine(Span(100, 500), Span(1, 5), "mg/L"), PlotLine(None, Span(0.1, 0.5), "NTU")])
        assert (plot.low, plot.high) == (0.1, 1000)
        hollow, solid = plot.rows[0]
        assert (hollow.kind, hollow.x) == ("borrowed", "75%")
        assert (solid.kind, solid.x, solid.width) == ("in", "25%", "17.5%")

    def test_a_range_from_zero_starts_at_the_edge(self):
        plot = log_plot([PlotLine(Span(100, 500), Span(0, 2), "mg/L")])
        assert plot.rows[0][1].x == "0%"

    def test_units_of_very_different_size_do_not_share_an_axis(self):
        cod = PlotLine(Span(100, 500), Span(1, 5), "mg/L")
        plot = log_plot([cod, cod, PlotLine(Span(1e6, 1e9), Span(10, 100), "CFU/100mL")])
        assert plot.high == 1000
        assert plot.rows[2] == ()

    def test_without_a_number_there_is_no_plot(self):
        assert log_plot([PlotLine(None, Span(None, None), "mg/L")]) is None
        assert log_plot([]) is None

    def test_bars_leave_room_for_their_number(self):
        chart = bar_chart([ChartValue("Before", 700, 900, True), ChartValue("After", 40, 75, False)])
        assert float(chart.bars[0].text_x.rstrip("%")) == pytest.approx(82)
        assert chart.bars[0].rest_x
        assert [tick.text for tick in chart.ticks] == ["0", "200", "400", "600", "800"]

    @pytest.mark.parametrize("top", [0.03, 1, 7, 99, 1234567])
    def test_an_axis_has_two_to_five_round_ticks(self, top):
        ticks = bar_chart([ChartValue("x", top, top, True)]).ticks
        assert 2 <= len(ticks) <= 6

    def test_nothing_above_zero_is_no_chart(self):
        assert bar_chart([]) is None
        assert bar_chart([ChartValue("x", 0, 0, True)]) is None


class TestCompliance:
    outlet = StatedOutlet("cod", 15, 40, "mg/L")

    @pytest.mark.parametrize(
        ("limit", "outcome"), [(40, "met"), (75, "met"), (30, "part"), (15, "part"), (14.9, "not-met")]
    )
    def test_the_whole_range_must_keep_a_ceiling(self, limit, outcome):
        assert outcome_of(self.outlet, Limit("cod", None, limit, "mg/L")) == outcome

    def test_a_range_of_limits_binds_on_both_sides(self):
        ph = Limit("ph", 6, 9, "pH")
        assert outcome_of(StatedOutlet("ph", 6.5, 8, "pH"), ph) == "met"
        assert outcome_of(StatedOutlet("ph", 5, 8, "pH"), ph) == "part"
        assert outcome_of(StatedOutlet("ph", 3, 5, "pH"), ph) == "not-met"

    def test_another_unit_or_another_substance_is_not_compared(self):
        ammonia = StatedOutlet("nh3-n", 1, 2, "mg/L")
        cells = compliance_cells(
            [self.outlet, ammonia],
            [Limit("cod", None, 75, "g/L"), Limit("nh3-n", None, 5, "mg/L", expressed_as="NH3")],
        )
        assert cells == (None, None)

    def test_ammonia_as_nitrogen_is_compared(self):
        (cell,) = compliance_cells(
            [StatedOutlet("nh3-n", 1, 2, "mg/L")], [Limit("nh3-n", None, 5, "mg/L", "N")]
        )
        assert cell.outcome == "met"


class TestRequirementRow:
    def test_it_says_what_was_asked_and_what_is_offered(self):
        row = RequirementRow("COD", "part", 45, 117, 75, "mg/L")
        assert row.asked == '≤\u202f75\u202f<span class="unit">mg/L</span>'
        assert row.sentence == "COD: offered 45\u2013117\u202fmg/L, asked ≤ 75\u202fmg/L"

    def test_without_a_number_it_shows_words_and_no_bar(self):
        row = RequirementRow("Service", "met", asked_words="in Viet Nam", offered_words="<b>Hanoi</b>")
        assert not row.has_bar
        assert row.offered == "&lt;b&gt;Hanoi&lt;/b&gt;"


def test_an_agreement_counts_only_where_there_are_criteria():
    assert state_of(criteria=False, confirmed=False, named=True) == "none"
    assert state_of(criteria=True, confirmed=True, named=True) == "ring"
    assert state_of(criteria=True, confirmed=False, named=False) == "doubt"


def test_page_numbers_show_ends_and_neighbours():
    assert page_numbers(7, 14) == [1, None, 6, 7, 8, None, 14]
    assert page_numbers(3, 4) == [1, 2, 3, 4]
    assert page_numbers(1, 1) == [1]


def test_a_very_long_query_is_not_repeated_in_every_language_link(rf):
    links = language_links(rf.get("/en/search/", {"q": "x" * 20_000}))
    assert all(len(link.url) < 100 for link in links)
    assert "q=short" in language_links(rf.get("/en/search/", {"q": "short"}))[0].url

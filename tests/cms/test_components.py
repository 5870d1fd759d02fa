"""The shared look, piece by piece: geometry, numbers, and every component with sample data."""

import math
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from cms import stylesheet
from cms.presenters.bar_chart import ChartValue, bar_chart
from cms.presenters.compliance import Limit, StatedOutlet, compliance_cells, outcome_of
from cms.presenters.dates import format_period, format_stated_date
from cms.presenters.log_plot import PlotLine, Span, log_plot
from cms.presenters.numbers import format_number, format_quantity, format_range, format_unit, plain_quantity
from cms.presenters.pagination import page_numbers
from cms.presenters.range_bar import LAST, range_bar
from cms.presenters.recognition import GridCell, GridColumn, GridRow, state_of
from cms.presenters.requirements import RequirementRow

COMPONENTS = Path(__file__).parents[2] / "cms" / "templates" / "cms" / "components"


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


@pytest.mark.parametrize(
    ("outcome", "word"),
    [("met", "Met"), ("part", "Met in part"), ("not-met", "Not met"), ("not-stated", "Not stated")],
)
def test_a_verdict_has_a_class_and_a_word(outcome, word):
    html = render("{% verdict outcome %}", outcome=outcome)
    assert f"verdict--{outcome}" in html
    assert word in html


def test_a_foreign_passage_carries_its_language_and_ours_does_not():
    assert render("{% foreign text 'zh' %}", text="膜") == '<span lang="zh-Hans">膜</span>'
    assert render("{% foreign 'sludge' 'en' %}") == "<span>sludge</span>"


def test_a_notice_of_an_error_speaks_up_and_escapes_its_title():
    html = render("{% notice 'error' title %}Row 14{% endnotice %}", title="<i>No</i>")
    assert 'role="alert"' in html
    assert "&lt;i&gt;No" in html


SOURCE = {
    "title": "EPA",
    "url": "https://a.example/x",
    "supports": "BOD",
    "page_date": "2007-09",
    "seen": False,
}
GRID_ROW = GridRow("Paints", (GridCell("ring", "/x", "China, paints"), GridCell("none"), GridCell("doubt")))
PAGE = Paginator(range(60), 20).page(2)
SAMPLES = {
    "badge": {"text": "sample", "kind": "doubt"},
    "breadcrumb": {"trail": [("Home", "/"), ("Here", "/here/")]},
    "card": {
        "title": "Can Tho",
        "url": "/x",
        "number": "400",
        "unit": "t/d",
        "foot": "4 sources",
        "badge": "sample",
    },
    "chart": {"chart": bar_chart([ChartValue("Before", 1, 2000, True)]), "title": "t", "id": "c"},
    "chip": {
        "key": "Flow",
        "value": "3 000",
        "edit_url": "/e",
        "remove_url": "/r",
        "kind": "assumed",
        "origin": "x",
    },
    "empty": {"title": "Nothing", "text": "Try", "links": [("Drop the limit", "/x")]},
    "facet": {
        "name": "Medium",
        "values": [
            {"label": "Water", "count": 1250, "url": "?a", "active": True},
            {"label": "Air", "count": 0},
        ],
    },
    "fact": {"low": 10, "high": 500, "unit": "m3/d", "name": "capacity"},
    "facts_list": {"pairs": [("Since", "2012"), ("None", "")], "lang": "en"},
    "footer": {},
    "form_field": {
        "field": {"id_for_label": "f", "label": "Flow", "errors": ["No"], "auto_id": "f"},
        "unit": "m3/d",
    },
    "header": {"languages": []},
    "loading": {},
    "messages": {"messages": [{"level_tag": "success", "__str__": "x"}, {"level_tag": "error"}]},
    "meter": {
        "stated": 4,
        "of": 8,
        "parts": [{"name": "Flow", "done": True}, {"name": "Area", "why": "land"}],
    },
    "notice": {"kind": "caution", "title": "Care", "body": "b", "icon": "caution"},
    "notice_expired": {"date": "2026-06-30"},
    "notice_translation": {"original": False},
    "notice_unavailable": {"what": "Search", "browse_url": "/x"},
    "notice_unclaimed": {"claim_url": "/c"},
    "pagination": {"page": PAGE},
    "path": {
        "stops": [
            {"name": "A", "hop": {"title": "Hop 1", "text": "t", "source": "/s"}},
            {"name": "B", "badge": "goal"},
        ]
    },
    "patterns": {},
    "plot_line": {"segments": range_bar(1, 2, 3).segments, "label": "In 1 to 2"},
    "range_bar": {"bar": range_bar(1, 400, 75), "label": "COD"},
    "recognition_grid": {"columns": [GridColumn("CN", "China")], "rows": [GRID_ROW]},
    "recognition_legend": {},
    "requirement_table": {"rows": [RequirementRow("COD", "part", 45, 117, 75, "mg/L")], "label": "Train"},
    "search_box": {"action": "/m", "label": "Ask", "button": "Match", "error": "No unit", "value": "<b>"},
    "source_details": {"sources": []},
    "source_list": {"sources": [SOURCE]},
    "sources": {"sources": []},
    "train": {"stations": [{"label": "In", "value": "900"}, {"label": "Step", "value": "MBR", "step": True}]},
    "verdict": {"outcome": "met", "word": "Met"},
}


def test_every_component_has_sample_data():
    assert set(SAMPLES) == {path.stem for path in COMPONENTS.glob("*.html")}


@pytest.mark.parametrize("language", ["en", "vi", "my"])
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_component_renders(name, language):
    request = RequestFactory().get("/en/x/?q=a&page=2")
    with override(language):
        html = render_to_string(f"cms/components/{name}.html", SAMPLES[name], request=request)
    assert "<" in html
    assert "None" not in re.sub(r"<[^>]*>", "", html)
    assert "style=" not in html
    assert "<script" not in html


def test_pagination_keeps_the_query():
    html = render_to_string(
        "cms/components/pagination.html", {"page": PAGE}, request=RequestFactory().get("/?q=a&page=2")
    )
    assert "?q=a&amp;page=3" in html
    assert "21–40 of 60" in html


def test_a_question_is_shown_as_text():
    html = render_to_string("cms/components/search_box.html", {**SAMPLES["search_box"], "value": "<script>"})
    assert "&lt;script&gt;" in html


class TestStylesheet:
    def test_it_joins_every_file_of_the_import_list(self):
        css = stylesheet.joined_css()
        assert "@import" not in css
        assert ".range-bar__limit" in css
        assert "--surface:" in css

    def test_every_component_file_is_imported(self):
        files = set((stylesheet.CSS_DIR / "components").glob("*.css"))
        assert files <= set(stylesheet.imported_files())

    def test_it_is_found_under_its_address_and_rebuilt_when_stale(self, settings, tmp_path):
        settings.VAR_DIR = tmp_path
        finder = stylesheet.StylesheetFinder()
        built = Path(finder.find("cms/estuary.css"))
        built.write_text("old")
        assert Path(finder.find("cms/estuary.css")).read_text() == stylesheet.joined_css()
        assert [name for name, _storage in finder.list([])] == ["cms/estuary.css"]
        assert finder.find("cms/other.css") == []

    def test_django_finds_it(self):
        assert finders.find("cms/estuary.css")

    def test_a_name_without_a_file_is_an_error(self, tmp_path):
        listing = tmp_path / "list.css"
        listing.write_text('@import url("gone.css");')
        with pytest.raises(FileNotFoundError, match=r"gone\.css"):
            stylesheet.joined_css(listing)

    def test_dark_by_system_and_dark_by_choice_are_the_same(self):
        css = (stylesheet.CSS_DIR / "tokens.css").read_text()
        blocks = re.findall(r"color-scheme: dark;(.*?)\}", css, re.DOTALL)
        assert len(blocks) == 2
        assert blocks[0].split() == blocks[1].split()

    def test_components_know_semantic_names_only(self):
        palette = re.compile(r"var\(--(?:water|ink|paper|clay|moss|ochre|brick)-?\w*\)|#[0-9a-f]{6}\b")
        for path in (stylesheet.CSS_DIR / "components").glob("*.css"):
            assert not palette.search(path.read_text()), path.name

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_text_stands_out_from_its_ground(self, theme):
        """WCAG 2.2 AA: 4.5 to 1 for text, also on tints; computed from the tokens."""
        colours = theme_colours(theme)
        for text, ground in [
            ("text", "surface"),
            ("text-quiet", "surface"),
            ("text-quiet", "surface-sunk"),
            ("link", "surface"),
            ("on-action", "action"),
            ("met", "met-tint"),
            ("part", "part-tint"),
            ("not-met", "not-met-tint"),
            ("not-stated", "not-stated-tint"),
        ]:
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


def theme_colours(theme):
    css = (stylesheet.CSS_DIR / "tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): ([^;]+);", css.split("@media (prefers-color-scheme: dark)")[0]))
    dark = dict(
        re.findall(r"--([\w-]+): ([^;]+);", re.search(r"color-scheme: dark;(.*?)\}", css, re.DOTALL)[1])
    )
    colours = light if theme == "light" else {**light, **dark}
    while any(value.startswith("var(") for value in colours.values()):
        colours = {k: colours.get(v[6:-1], "") if v.startswith("var(") else v for k, v in colours.items()}
    return colours


def contrast(one, other):
    def luminance(colour):
        colour = colour.lstrip("#")
        colour = "".join(c * 2 for c in colour) if len(colour) == 3 else colour
        channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.03928 else math.pow((c + 0.055) / 1.055, 2.4) for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)

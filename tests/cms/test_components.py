"""Every component of the shared look, with sample data."""

import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from cms.presenters.bar_chart import ChartValue, bar_chart
from cms.presenters.range_bar import range_bar
from cms.presenters.recognition import GridCell, GridColumn, GridRow
from cms.presenters.requirements import RequirementRow

COMPONENTS = Path(__file__).parents[2] / "cms" / "templates" / "cms" / "components"


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def render(source, **context):
    return engines["django"].from_string("{% load estuary %}" + source).render(context)


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

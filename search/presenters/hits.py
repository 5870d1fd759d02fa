"""Answers as their template reads them."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.countries import country_name
from cms.languages import html_language
from search.params import Hit
from search.presenters.labels import KIND_LABELS, MARK_LABELS

COUNTRIES = 4  # named beside an answer


def shown_hit(hit: Hit) -> dict[str, object]:
    """An answer with its address, its names and its passage."""
    return {
        "url": reverse(hit.route[0], args=hit.route[1:]),
        "title": hit.title,
        "title_language": hit.title_language,
        "kind": KIND_LABELS.get(hit.kind, hit.kind),
        "note": hit.note,
        "countries": [country_name(code) for code in hit.countries[:COUNTRIES]],
        "snippet": _marked(hit),
        "snippet_language": html_language(hit.snippet.language),
        "machine_translated": hit.machine_translated,
        "badges": [MARK_LABELS[mark] for mark in hit.marks if mark in MARK_LABELS],
    }


def _marked(hit: Hit) -> SafeString:
    """The snippet as HTML, what answers the question in `<mark>`."""
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", text) if found else text,) for text, found in hit.snippet.parts),
    )

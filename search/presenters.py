"""The search page as its template reads it: sentences, links and labels, no I/O but one look at the
vocabulary.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.countries import country_name
from cms.languages import html_language
from cms.presenters.navigation import link_to
from cms.presenters.numbers import format_number, plain_quantity
from cms.vocabulary import Label, label
from search.fields import CAPACITY_BANDS, CAPACITY_NUMBERS, FACETS
from search.normal import looks_like_zawgyi
from search.params import Hit, SearchParams, SearchResults

FACET_LABELS = {
    "kind": _("Kind"),
    "medium": _("Medium"),
    "group": _("Technology group"),
    "sector": _("Sector"),
    "parameter": _("Parameter"),
    "country": _("Country"),
    "maturity": _("Maturity"),
    "capacity": _("Capacity"),
    "evidence": _("Evidence"),
}
KIND_LABELS = {
    "technology": _("Technology"),
    "supplier": _("Supplier"),
    "demonstration-base": _("Demonstration base"),
    "demonstration": _("Demonstration project"),
    "label-scheme": _("Eco-label"),
    "product": _("Certified product"),
    "country": _("Country"),
    "article": _("Article"),
    "event": _("Event"),
    "training": _("Training"),
    "need": _("Need"),
}
SORT_LABELS = {"relevance": _("Best match"), "newest": _("Newest"), "title": _("Title")}
MARK_LABELS = {
    "unclaimed": ("gone", _("unclaimed profile")),
    "sample": ("doubt", _("sample")),
    "doubtful": ("doubt", _("a figure is doubtful")),
}
NUMBER_LABELS = {"trl": _("Technology readiness level"), "year": _("Year")}
SHOWN_VALUES = 8  # of a facet, before 'show all'
_BAND_RE = re.compile(r"(?P<unit>[^:]+):(?P<low>[0-9]{0,9})-(?P<high>[0-9]{0,9})")
_SCHEMES = {facet.name: facet.scheme for facet in FACETS}


def query_string(params: SearchParams, **more: str) -> str:
    """`?…` for a question, first page: the address that every link of the page is made of."""
    text = [("q", params.text)] if params.text else []
    return "?" + urlencode([*text, *narrowing(params), *more.items()])


def narrowing(params: SearchParams) -> list[tuple[str, str]]:
    """All of a question but its words: what another question of the same page keeps."""
    pairs = [(name, value) for name in FACET_LABELS for value in params.filters.get(name, ())]
    for name, (low, high) in params.ranges.items():
        pairs += [
            (f"{end}_{name}", f"{value:g}")
            for end, value in (("min", low), ("max", high))
            if value is not None
        ]
    if params.sort != "relevance":
        pairs.append(("sort", params.sort))
    return pairs


def with_value(params: SearchParams, facet: str, value: str) -> SearchParams:
    """The question with a facet's value added, or taken away where it is there."""
    present = params.filters.get(facet, ())
    values = tuple(v for v in present if v != value) if value in present else (*present, value)
    filters = {**params.filters, facet: values}
    return replace(params, filters={name: kept for name, kept in filters.items() if kept}, page=1)


def value_label(facet: str, value: str) -> Label:
    """A facet's value in the reader's language; the code itself where nobody knows it."""
    if facet == "kind":
        return Label(str(KIND_LABELS.get(value, value)), "")
    if facet == "country":
        return Label(country_name(value), "")
    if facet == "capacity":
        return Label(_band_label(value), "")
    found = label(_SCHEMES[facet], value)
    return Label(f"{found.text} ({found.english})", found.language) if found.english else found


def _band_label(code: str) -> str:
    band = _BAND_RE.fullmatch(code)
    if band is None or band["unit"] not in CAPACITY_BANDS or not (band["low"] or band["high"]):
        return code
    low, high = (int(band[end]) if band[end] else None for end in ("low", "high"))
    return plain_quantity(low, high, band["unit"])


class UnavailablePage:
    """What is shown where the index cannot be asked: the question is kept."""

    status = 503
    available = False

    def __init__(self, params: SearchParams) -> None:
        self.params = params
        self.narrowing = narrowing(params)
        self.browse_url = link_to("wagtail_serve", "technologies/")


class ResultsPage:
    """One page of answers, ready to be read by `search/results.html`."""

    status = 200
    available = True

    def __init__(self, results: SearchResults, query: Mapping[str, str], too_long: bool = False) -> None:
        self.results = results
        self.params = results.params
        self.too_long = too_long
        self.zawgyi = looks_like_zawgyi(results.params.text)
        self._expanded = query.get("all", "")
        self.page: Page = Paginator(range(results.total), self.params.page_size).get_page(self.params.page)
        self.beyond = results.total > 0 and not results.hits
        self.narrowing = narrowing(self.params)
        self.first_page_url = query_string(self.params)

    @property
    def summary(self) -> str:
        """One sentence: how many, for which words, under which filters, in which order."""
        total = self.results.total
        found = ngettext("%(count)s result", "%(count)s results", total) % {"count": format_number(total)}
        if self.params.text:
            words = self.params.text if len(self.params.text) <= 80 else f"{self.params.text[:80]}…"
            found = gettext("%(results)s for “%(words)s”") % {"results": found, "words": words}
        filters = "; ".join(
            f"{FACET_LABELS[name]}: {', '.join(str(value_label(name, value)) for value in values)}"
            for name, values in self.params.filters.items()
        )
        order = gettext("sorted by: %(order)s") % {"order": SORT_LABELS[self.params.sort]}
        return "; ".join(part for part in (found, filters, order) if part) + "."

    def chips(self) -> Iterator[dict[str, object]]:
        """Every filter that is on, with the address without it."""
        for name, values in self.params.filters.items():
            for value in values:
                url = query_string(with_value(self.params, name, value))
                yield {"key": FACET_LABELS[name], "value": str(value_label(name, value)), "remove_url": url}
        for name, (low, high) in self.params.ranges.items():
            units = {number: unit for unit, number in CAPACITY_NUMBERS.items()}
            ranges = {other: ends for other, ends in self.params.ranges.items() if other != name}
            yield {
                "key": NUMBER_LABELS.get(name, _("Capacity")),
                "value": plain_quantity(low, high, units.get(name, "")),
                "remove_url": query_string(replace(self.params, ranges=ranges, page=1)),
            }

    def facets(self) -> Iterator[dict[str, object]]:
        """Every facet that has values, each value with its count and the address that adds or removes it."""
        for name, title in FACET_LABELS.items():
            values = self._values(name)
            if not values:
                continue
            shown = (
                values
                if self._expanded == name
                else [value for place, value in enumerate(values) if place < SHOWN_VALUES or value["active"]]
            )
            more_url = query_string(self.params, all=name) if len(shown) < len(values) else ""
            yield {"name": title, "values": shown, "count": len(values), "more_url": more_url}

    def _values(self, name: str) -> list[dict[str, object]]:
        active = self.params.filters.get(name, ())
        counts = {count.value: count.count for count in self.results.facets.get(name, ())}
        counts |= {value: 0 for value in active if value not in counts}
        if name == "capacity":
            counts = dict(sorted(counts.items(), key=lambda item: _band_place(item[0])))
        found = []
        for value, count in counts.items():
            text = value_label(name, value)
            url = query_string(with_value(self.params, name, value))
            found.append(
                {
                    "label": text.text,
                    "lang": text.language,
                    "count": count,
                    "url": url,
                    "active": value in active,
                }
            )
        return found

    def sorts(self) -> Iterator[dict[str, object]]:
        """The orders, each with its address; the present one is current."""
        for name, title in SORT_LABELS.items():
            url = query_string(replace(self.params, sort=name, page=1))
            yield {"label": title, "url": url, "current": name == self.params.sort}

    def hits(self) -> Iterator[dict[str, object]]:
        """The answers of this page."""
        return map(_shown_hit, self.results.hits)

    @property
    def did_you_mean_url(self) -> str:
        """The same question with the suggested words."""
        return query_string(replace(self.params, text=self.results.did_you_mean or "", page=1))

    def ways_out(self) -> list[tuple[str, str]]:
        """Where to go when nothing was found: label and address."""
        ways = []
        if self.params.filters or self.params.ranges:
            ways.append(
                (
                    gettext("Remove all filters"),
                    query_string(replace(self.params, filters={}, ranges={}, page=1)),
                )
            )
        if match := link_to("matching:match"):
            ways.append(
                (gettext("Describe your problem instead"), f"{match}?{urlencode({'q': self.params.text})}")
            )
        ways.append(
            (
                gettext("Browse all technologies"),
                query_string(SearchParams(filters={"kind": ("technology",)})),
            )
        )
        return ways


def _band_place(code: str) -> tuple[int, int]:
    """By unit, then by size; what is no band comes last."""
    band = _BAND_RE.fullmatch(code)
    order = list(CAPACITY_BANDS)
    if band is None or band["unit"] not in order:
        return (len(order), 0)
    return (order.index(band["unit"]), int(band["low"] or 0))


def _shown_hit(hit: Hit) -> dict[str, object]:
    return {
        "url": reverse(hit.route[0], args=hit.route[1:]),
        "title": hit.title,
        "title_language": hit.title_language,
        "kind": KIND_LABELS.get(hit.kind, hit.kind),
        "note": hit.note,
        "countries": [country_name(code) for code in hit.countries[:4]],
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

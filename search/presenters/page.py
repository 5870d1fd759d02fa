"""The page of answers, and the page that says that there are none to be had."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext, ngettext

from cms.presenters.navigation import link_to
from cms.presenters.numbers import format_number
from search.forms import SearchForm
from search.normal import looks_like_zawgyi
from search.numbers_form import NumbersForm
from search.params import SearchParams, SearchResults
from search.presenters.addresses import (
    kept_beside_numbers,
    narrowing,
    query_string,
    with_value,
    without_line,
    without_narrowing,
    without_range,
)
from search.presenters.hits import shown_hit
from search.presenters.labels import (
    FACET_LABELS,
    SORT_LABELS,
    band_place,
    line_label,
    range_label,
    value_label,
)

SHOWN_VALUES = 8  # of a facet, before 'show all'


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

    def __init__(self, results: SearchResults, form: SearchForm) -> None:
        self.results = results
        self.params = results.params
        self.too_long = form.too_long
        self.unread = form.unread
        self.zawgyi = looks_like_zawgyi(results.params.text)
        self._form = form
        self._expanded = str(form.data.get("all", ""))
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
        filters = [
            f"{FACET_LABELS[name]}: {', '.join(str(value_label(name, value)) for value in values)}"
            for name, values in self.params.filters.items()
        ]
        numbers = [f"{key} {figure}" for key, figure, _without in self._numbers()]
        order = gettext("sorted by: %(order)s") % {"order": SORT_LABELS[self.params.sort]}
        return "; ".join((found, *filters, *numbers, order)) + "."

    @property
    def narrowed(self) -> bool:
        """Whether anything but words is asked for."""
        return bool(self.params.filters or self.params.ranges or self.params.lines)

    def chips(self) -> Iterator[dict[str, object]]:
        """Every filter that is on, with the address without it."""
        for name, values in self.params.filters.items():
            for value in values:
                url = query_string(with_value(self.params, name, value))
                yield {"key": FACET_LABELS[name], "value": str(value_label(name, value)), "remove_url": url}
        for key, figure, without in self._numbers():
            yield {"key": key, "value": figure, "remove_url": query_string(without)}

    def _numbers(self) -> Iterator[tuple[str, str, SearchParams]]:
        """Every range and condition: what it is about, its figure, and the question without it."""
        for name, ends in self.params.ranges.items():
            yield *range_label(name, ends), without_range(self.params, name)
        for ask in self.params.lines:
            yield *line_label(ask), without_line(self.params, ask)

    @cached_property
    def numbers(self) -> NumbersForm:
        """The form of numbers: as it was sent where something in it is wrong, else ready for the next."""
        typed = self._form.typed
        return typed if typed is not None and typed.errors else NumbersForm.showing(self.params)

    @property
    def kept_beside_numbers(self) -> list[tuple[str, str]]:
        """Hidden fields of that form."""
        return kept_beside_numbers(self.params)

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
            counts = dict(sorted(counts.items(), key=lambda item: band_place(item[0])))
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
        return map(shown_hit, self.results.hits)

    @property
    def did_you_mean_url(self) -> str:
        """The same question with the suggested words."""
        return query_string(replace(self.params, text=self.results.did_you_mean or "", page=1))

    def ways_out(self) -> list[tuple[str, str]]:
        """Where to go when nothing was found: label and address."""
        ways = []
        if self.narrowed:
            ways.append((gettext("Remove all filters"), query_string(without_narrowing(self.params))))
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

"""Questions as addresses: every link of the search page asks a question that differs in one thing."""

from dataclasses import replace
from urllib.parse import urlencode

from search.asks import line_text, plain_number
from search.fields import FACET_NAMES
from search.numbers_form import capacity_of
from search.params import LineAsk, SearchParams

Pairs = list[tuple[str, str]]


def query_string(params: SearchParams, **more: str) -> str:
    """`?…` for a question, first page: the address that every link of the page is made of."""
    return "?" + urlencode([*_words(params), *narrowing(params), *more.items()])


def narrowing(params: SearchParams) -> Pairs:
    """All of a question but its words: what another question of the same page keeps."""
    pairs = [(name, value) for name in FACET_NAMES for value in params.filters.get(name, ())]
    for name, ends in params.ranges.items():
        for end, value in zip(("min", "max"), ends, strict=True):
            if value is not None:
                pairs.append((f"{end}_{name}", plain_number(value)))
    pairs += [("line", line_text(ask)) for ask in params.lines]
    if params.sort != "relevance":
        pairs.append(("sort", params.sort))
    return pairs


def kept_beside_numbers(params: SearchParams) -> Pairs:
    """What the form of numbers sends beside its own fields: all of a question but the capacity that it shows itself."""
    shown = capacity_of(params)
    rest = without_range(params, shown.number) if shown else params
    return [*_words(params), *narrowing(rest)]


def with_value(params: SearchParams, facet: str, value: str) -> SearchParams:
    """The question with a facet's value added, or taken away where it is there."""
    present = params.filters.get(facet, ())
    values = tuple(v for v in present if v != value) if value in present else (*present, value)
    filters = {**params.filters, facet: values}
    return replace(params, filters={name: kept for name, kept in filters.items() if kept}, page=1)


def without_range(params: SearchParams, number: str) -> SearchParams:
    """The question without one range."""
    ranges = {name: ends for name, ends in params.ranges.items() if name != number}
    return replace(params, ranges=ranges, page=1)


def without_line(params: SearchParams, ask: LineAsk) -> SearchParams:
    """The question without one condition on a parameter."""
    return replace(params, lines=tuple(line for line in params.lines if line != ask), page=1)


def without_narrowing(params: SearchParams) -> SearchParams:
    """The words alone."""
    return replace(params, filters={}, ranges={}, lines=(), page=1)


def _words(params: SearchParams) -> Pairs:
    return [("q", params.text)] if params.text else []

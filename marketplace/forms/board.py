"""The board's address read as a query. What nobody could have chosen is left out, never an error."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.http import QueryDict

from marketplace.selectors.board import FACETS, BoardQuery

# Nobody ticks more; a longer list is a machine's, and would make the database work for it.
MOST_VALUES = 20


def read_board(params: QueryDict, known: Mapping[str, Collection[str]]) -> BoardQuery:
    """The filters of an address. ``known`` holds the possible values by facet; others are dropped."""
    return BoardQuery(
        {
            name: tuple(dict.fromkeys(v for v in params.getlist(name) if v in known[name]))[:MOST_VALUES]
            for name in FACETS
        }
    )


def board_address(query: BoardQuery, facet: str, value: str) -> str:
    """The query string with one value added, or taken away where it was chosen; back on the first page."""
    params = QueryDict(mutable=True)
    for name in FACETS:
        chosen = list(query.of(name))
        if name == facet:
            chosen = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
        if chosen:
            params.setlist(name, chosen)
    return f"?{params.urlencode()}" if params else "?"

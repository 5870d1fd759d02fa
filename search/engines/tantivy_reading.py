"""Asking tantivy: how many hits, which of them in a total order, counts of facets, nearest vectors."""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import tantivy
from tantivy import Order, Query

from search.documents import tie_of
from search.engines.tantivy_queries import QueryBuilder
from search.fields import FACET_NAMES, MOST_VALUES
from search.params import FacetCount, SearchParams
from search.queries import TextQuery

TIES = 500  # hits read beyond those wanted, to see where equal scores end; to read them is cheap, to ask again is not

Address = tantivy.DocAddress
Ranked = list[tuple[float, Address]]


def how_many(searcher: tantivy.Searcher, query: Query) -> int:
    """All hits, counted."""
    return int(searcher.search(query, 1).count)  # type: ignore[attr-defined]  # the stub does not know it


def stored(row: tantivy.Document, field: str) -> Any:
    """The one value of a stored field."""
    return row.get_first(field)


def payload(row: tantivy.Document) -> dict[str, Any]:
    """What a page of results shows of a hit."""
    return json.loads(bytes(stored(row, "payload")))


def by_meaning(rows: list[tantivy.Document], vector: Sequence[float]) -> list[tuple[float, tantivy.Document]]:
    """`(cosine, row)`, nearest first, equal ones by tie-breaker."""
    if not rows:
        return []
    matrix = np.frombuffer(b"".join(bytes(stored(row, "vector")) for row in rows), "<f4").reshape(
        len(rows), -1
    )
    asked = np.asarray(vector, np.float32)
    cosines = matrix @ asked / (np.linalg.norm(matrix, axis=1) * np.linalg.norm(asked))
    ranked = [(round(float(cosine), 4), row) for cosine, row in zip(cosines, rows, strict=True)]
    return sorted(ranked, key=lambda pair: (-pair[0], tie_of(stored(pair[1], "record"))))


def page_of(
    searcher: tantivy.Searcher, query: Query, params: SearchParams, *, ranked: bool
) -> tuple[int, Ranked]:
    """How many hits there are, and `(score, address)` of those of a page, in a total order."""
    start, size = params.offset, params.page_size
    if params.sort == "relevance" and ranked:
        total, best = best_of(searcher, query, start + size)
        return total, best[start : start + size]
    field, order = {
        "relevance": ("tie", Order.Asc),
        "newest": ("newest", Order.Desc),
        "title": (f"sort_{params.language}", Order.Asc),
    }[params.sort]
    total = how_many(searcher, query)
    if start >= total:
        return total, []
    found = searcher.search(query, size, offset=start, order_by_field=field, order=order, count=False)
    return total, [(0.0, address) for _, address in found.hits]


def best_of(searcher: tantivy.Searcher, query: Query, upto: int) -> tuple[int, Ranked]:
    """How many hits there are, and at least the best `upto` by score, equal scores by tie-breaker.

    tantivy breaks ties by place in the index, which changes with every write: so it is asked for more until
    the last score is below that of the last hit wanted. Scores are compared to four decimals, since the order
    in which a segment adds its parts moves the last bits.
    """
    limit = min(upto, searcher.num_docs) + TIES
    while True:
        found = searcher.search(query, limit)
        hits = [(round(score, 4), address) for score, address in found.hits]
        if len(hits) < limit or hits[-1][0] < hits[upto - 1][0]:
            break
        limit *= 8
    ties = searcher.fast_field_values("tie", [address for _, address in hits])
    order = sorted(range(len(hits)), key=lambda place: (-hits[place][0], ties[place]))
    return int(found.count), [hits[place] for place in order]  # type: ignore[attr-defined]


def facets(
    searcher: tantivy.Searcher, builder: QueryBuilder, params: SearchParams, text: TextQuery, query: Query
) -> dict[str, tuple[FacetCount, ...]]:
    """Counts of every facet; one with a filter is counted without it."""
    active = [name for name, values in params.filters.items() if values]
    counts = _count(searcher, query, [name for name in FACET_NAMES if name not in active])
    for name in active:
        counts |= _count(searcher, builder.full_query(params.without(name), text), [name])
    return counts


def _count(searcher: tantivy.Searcher, query: Query, names: list[str]) -> dict[str, tuple[FacetCount, ...]]:
    if not names:
        return {}
    asked = {name: {"terms": {"field": f"facet_{name}", "size": MOST_VALUES}} for name in names}
    answer = searcher.aggregate(query, asked)
    return {
        name: tuple(
            FacetCount(bucket["key"], bucket["doc_count"])
            for bucket in sorted(answer[name]["buckets"], key=lambda b: (-b["doc_count"], b["key"]))
        )
        for name in names
    }

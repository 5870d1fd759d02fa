"""A question in Elasticsearch's terms, clause by clause the same as `tantivy_queries`. No I/O."""

from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.query import Query

from search.fields import FACET_NAMES, MOST_VALUES, TIE, WEIGHTS, WHOLE_NAME
from search.params import LineAsk, SearchParams
from search.queries import WeighedQuery

RELEVANCE: list[Any] = [{"_score": "desc"}, {"tie": "asc"}]


def token(value: str) -> Query:
    """A token in any text field: the best field counts whole, the others by TIE."""
    fields = [Q("term", **{name: {"value": value, "boost": weight}}) for name, weight in WEIGHTS.items()]
    return Q("dis_max", queries=fields, tie_breaker=TIE)


def any_of(tokens: Iterable[str]) -> Query:
    """Any of the tokens; scores add up."""
    return Q("bool", should=[token(value) for value in tokens], minimum_should_match=1)


def text(weighed: WeighedQuery) -> Query:
    """The required share of the units that say something, and all that adds to the score."""
    asked = Q(
        "bool",
        should=[any_of(unit.terms) for unit in weighed.asked],
        minimum_should_match=weighed.required,
    )
    named = Q("term", name={"value": weighed.name, "boost": WHOLE_NAME})
    adding = [token(value) for value in weighed.adding]
    return Q("bool", must=[asked], should=[named, *adding])


def candidates(tokens: Sequence[str], kind: str | None) -> Query:
    """Documents that hold any of the tokens, of one kind or of all."""
    kinds = [facet("kind", (kind,))] if kind else []
    return Q("bool", must=[any_of(tokens)], filter=kinds)


def facet(name: str, values: Iterable[str]) -> Query:
    """Any of the values of one facet."""
    return Q("terms", **{f"facet_{name}": list(values)})


def overlap(name: str, low: float | None, high: float | None) -> Query:
    """Documents whose range overlaps the asked one."""
    ends = [Q("exists", field=f"{name}_low")]
    if low is not None:
        ends.append(Q("range", **{f"{name}_high": {"gte": low}}))
    if high is not None:
        ends.append(Q("range", **{f"{name}_low": {"lte": high}}))
    return Q("bool", filter=ends)


def line(ask: LineAsk) -> Query:
    """Documents with a performance line that answers: parameter, unit and number in one line."""
    reached = {"lines.high": {"gte": ask.bound}} if ask.at_least else {"lines.low": {"lte": ask.bound}}
    parts = [
        Q("term", **{"lines.parameter": ask.parameter}),
        Q("term", **{"lines.measure": ask.measure}),
        Q("term", **{"lines.unit": ask.unit}),
        Q("range", **reached),
    ]
    return Q("nested", path="lines", query=Q("bool", filter=parts))


def numbers(params: SearchParams) -> list[Query]:
    """The ranges and lines of a question."""
    ranges = [overlap(name, low, high) for name, (low, high) in params.ranges.items()]
    return ranges + [line(ask) for ask in params.lines]


def facets(params: SearchParams) -> dict[str, Query]:
    """The facet filters of a question, by facet."""
    return {name: facet(name, values) for name, values in params.filters.items() if values}


def matching(params: SearchParams, weighed: WeighedQuery | None) -> Query:
    """What a question finds, facets left out; all documents where it names nothing."""
    filters = numbers(params)
    if weighed is None:
        return Q("bool", filter=filters) if filters else Q("match_all")
    return Q("bool", must=[text(weighed)], filter=filters)


def full(params: SearchParams, weighed: WeighedQuery | None) -> Query:
    """What a question finds."""
    filters = [*facets(params).values(), *numbers(params)]
    must = [text(weighed)] if weighed else []
    return Q("bool", must=must, filter=filters)


def order(params: SearchParams, *, ranked: bool) -> list[Any]:
    """A total order: the tie-breaker decides between equals."""
    if params.sort == "newest":
        return [{"newest": "desc"}]
    if params.sort == "title":
        return [{f"sort_{params.language}": "asc"}]
    return RELEVANCE if ranked else [{"tie": "asc"}]


def request(params: SearchParams, weighed: WeighedQuery | None) -> dict[str, Any]:
    """The whole question in one request: facets are counted beside the answers, each blind to its own filter.

    Facet filters come after the query (`post_filter`), so that each facet can be counted under all filters but its own.
    Facets without a filter of their own share one count.
    """
    active = facets(params)
    search = Search().query(matching(params, weighed) if active else full(params, weighed))
    if active:
        search = search.post_filter(Q("bool", filter=list(active.values())))
    search = search.sort(*order(params, ranked=weighed is not None)).extra(track_total_hits=True)
    search = search.source(["payload"])
    shared = [name for name in FACET_NAMES if name not in active]
    for others, names in [(list(active.values()), shared)] + [
        ([query for other, query in active.items() if other != name], [name]) for name in active
    ]:
        bucket: Any = search.aggs
        if others:
            bucket = bucket.bucket(f"under_{names[0]}", A("filter", Q("bool", filter=others)))
        for name in names:
            bucket.bucket(name, A("terms", field=f"facet_{name}", size=MOST_VALUES))
    return search.to_dict()


def nearest(vector: Sequence[float], params: SearchParams, limit: int) -> dict[str, Any]:
    """The documents nearest in meaning among those that the question's filters let through."""
    filters = [query.to_dict() for query in (*facets(params).values(), *numbers(params))]
    knn = {
        "field": "vector",
        "query_vector": list(vector),
        "k": limit,
        "num_candidates": max(50, 5 * limit),
        "filter": filters,
    }
    return {"knn": knn, "size": limit, "_source": ["payload"], "sort": RELEVANCE}

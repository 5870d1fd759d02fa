"""The Elasticsearch engine: a server or a cluster. Reads are values in, values out; `elasticsearch_writing` writes."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from elasticsearch import Elasticsearch

from search.documents import SearchDocument
from search.engines import elasticsearch_queries as queries
from search.engines.base import WriteReport
from search.engines.elasticsearch_client import ANSWER_SECONDS, Servers
from search.engines.elasticsearch_words import WordStatistics
from search.engines.elasticsearch_writing import Filling, Writer
from search.entries import hit
from search.fields import FACET_NAMES
from search.params import FacetCount, Hit, SearchParams, SearchResults, SearchUnavailable
from search.queries import TextQuery, WeighedQuery, text_query, tokens, weigh
from search.suggest import corrected

logger = logging.getLogger(__name__)

WINDOW = 10_000  # hits that Elasticsearch gives by counting from the first; behind them it is walked
STEP = 5_000
KEEP = "2m"
DEEP_SECONDS = 4 * ANSWER_SECONDS
SCAN_SECONDS = 30.0


class ElasticsearchEngine:
    """`SearchEngine` over the cluster that `options` name (see `marketplace.settings.base`)."""

    parallel = True

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.servers = Servers(options)
        self.writer = Writer(self.servers, options)
        self._words = WordStatistics(self.servers, self.writer.alias)

    # Writing

    def index(self, documents: Iterable[SearchDocument], version: int | None = None) -> WriteReport:
        """See `SearchEngine.index`."""
        report = self.writer.index(documents, version)
        self._words.forget()
        return report

    def delete(self, records: Iterable[str], version: int | None = None) -> None:
        """See `SearchEngine.delete`."""
        self.writer.delete(records, version)
        self._words.forget()

    def replacement(self) -> AbstractContextManager[Filling]:
        """See `SearchEngine.replacement`."""
        self._words.forget()
        return self.writer.replacement()

    def filling(self, place: str) -> Filling:
        """See `SearchEngine.filling`."""
        return Filling(self.writer, place)

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """See `SearchEngine.rebuild`."""
        with self.replacement() as fresh:
            written = fresh.index(documents).written
        self._words.forget()
        return written

    # Reading

    def search(self, params: SearchParams) -> SearchResults:
        """See `SearchEngine.search`."""
        text = text_query(params.text)
        if params.text.strip() and not text.units:
            self._words.documents()  # raises where there is no index: that is another thing than nothing found
            return SearchResults(params, 0, (), dict.fromkeys(FACET_NAMES, ()))
        deep = params.offset + params.page_size > WINDOW
        with self.servers.budget(DEEP_SECONDS if deep else ANSWER_SECONDS):
            weighed = self._weigh(text)
            body = queries.request(params, weighed)
            body |= {"from": 0, "size": 0} if deep else {"from": params.offset, "size": params.page_size}
            answer = self._ask(body)
            total = int(answer["hits"]["total"]["value"])
            found = self._deep(params, weighed, total) if deep else answer["hits"]["hits"]
            hits = tuple(_hit(row, text, params.language) for row in found)
            hint = self._did_you_mean(params, text, total)
        return SearchResults(params, total, hits, _facets(answer.get("aggregations", {})), hint)

    def candidates(
        self, text: str, kind: str | None = None, limit: int = 200, language: str | None = None
    ) -> list[tuple[str, float]]:
        """See `SearchEngine.candidates`."""
        wanted = tokens(text)
        if not wanted or limit < 1:
            self._words.documents()
            return []
        body = {
            "query": queries.candidates(wanted, kind).to_dict(),
            "size": min(limit, WINDOW),
            "sort": queries.RELEVANCE,
            "_source": False,
            "docvalue_fields": ["id"],
        }
        with self.servers.budget():
            found = self._ask(body)["hits"]["hits"]
        return [(row["fields"]["id"][0], round(row["_score"], 4)) for row in found]

    def nearest(self, vector: Sequence[float], params: SearchParams, limit: int = 10) -> tuple[Hit, ...]:
        """See `SearchEngine.nearest`."""
        if limit < 1:
            return ()
        with self.servers.budget():
            found = self._ask(queries.nearest(vector, params, limit))["hits"]["hits"]
        nothing = text_query("")
        # Elasticsearch moves the cosine from [-1, 1] to [0, 1].
        return tuple(
            hit(row["_source"]["payload"], round(2 * row["_score"] - 1, 4), nothing, params.language)
            for row in found
        )

    def versions(self) -> dict[str, str]:
        """See `SearchEngine.versions`."""
        fields = {"_source": False, "docvalue_fields": ["record", "version"], "track_total_hits": False}
        with self.servers.budget(3600):
            return {
                row["fields"]["record"][0]: row["fields"]["version"][0]
                for row in self._walk(fields | {"sort": ["_shard_doc"], "size": STEP})
            }

    def _ask(self, body: dict[str, Any], index: str | None = None, **options: Any) -> Mapping[str, Any]:
        """The answer to one search request, whole or not at all."""
        index = index or self.writer.alias

        def ask(client: Elasticsearch) -> Mapping[str, Any]:
            return client.search(
                index=index,
                body=body,
                allow_partial_search_results=False,
                # Words are weighed by the whole index, however many shards it has.
                search_type="dfs_query_then_fetch" if self.writer.shards > 1 else None,
            ).body

        answer = self.servers.read(ask, **options)
        if answer.get("timed_out"):
            raise SearchUnavailable("the servers are too slow")
        return answer

    def _weigh(self, text: TextQuery) -> WeighedQuery | None:
        if not text.units:
            return None
        self._words.look_up(term for unit in text.units for term in unit.terms)
        return weigh(text, lambda unit: self._words.share(unit.terms), self._words.documents())

    def _walk(self, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """All hits of a request, in steps of its `size`, as they were when it began (a point in time)."""
        alias = self.writer.alias
        opened = self.servers.read(
            lambda client: client.open_point_in_time(index=alias, keep_alive=KEEP).body, SCAN_SECONDS
        )
        place = opened["id"]
        try:
            after: dict[str, Any] = {}
            while True:
                request = {**body, **after, "pit": {"id": place, "keep_alive": KEEP}}
                answer = self.servers.read(
                    lambda client, request=request: (
                        client.search(  # type: ignore[misc]
                            body=request, allow_partial_search_results=False
                        ).body
                    ),
                    SCAN_SECONDS,
                )
                place = answer["pit_id"]
                found = answer["hits"]["hits"]
                yield from found
                if len(found) < body["size"]:
                    return
                after = {"search_after": found[-1]["sort"]}
        finally:
            self.servers.read(lambda client: client.close_point_in_time(id=place), SCAN_SECONDS)

    def _deep(self, params: SearchParams, weighed: WeighedQuery | None, total: int) -> list[dict[str, Any]]:
        """The hits of a page behind the window."""
        if params.offset >= total:
            return []
        body = {
            "query": queries.full(params, weighed).to_dict(),
            "sort": queries.order(params, ranked=weighed is not None),
            "track_total_hits": False,
            "_source": False,
            "size": STEP,
        }
        names = []
        for place, row in enumerate(self._walk(body)):
            if place >= params.offset:
                names.append((row["_id"], row["_score"]))
            if len(names) == params.page_size:
                break
        return self._shown(names)

    def _shown(self, names: list[tuple[str, float | None]]) -> list[dict[str, Any]]:
        """Payloads of records by name, in the given order; those that went meanwhile are left out."""
        body = {
            "query": {"ids": {"values": [name for name, _ in names]}},
            "_source": ["payload"],
            "size": len(names),
        }
        rows = {row["_id"]: row for row in self._ask(body)["hits"]["hits"]}
        return [{**rows[name], "_score": score} for name, score in names if name in rows]

    def _did_you_mean(self, params: SearchParams, text: TextQuery, total: int) -> str | None:
        """The question with unknown words replaced, where that finds more under the same filters.

        A hint is no reason to fail: where the servers are too slow for it there is none.
        """
        if not text.units:
            return None
        try:
            other = corrected(params.text, self._words.known, self._words.near)
            if other is None:
                return None
            query = queries.full(params, self._weigh(text_query(other)))
            body = {"query": query.to_dict(), "size": 0, "track_total_hits": True}
            found = int(self._ask(body)["hits"]["total"]["value"])
        except SearchUnavailable as error:
            logger.warning("no suggestion: %s", error)
            return None
        return other if found > total else None


def _hit(row: Mapping[str, Any], text: TextQuery, language: str) -> Hit:
    return hit(row["_source"]["payload"], round(row["_score"] or 0.0, 4), text, language)


def _facets(answered: Mapping[str, Any]) -> dict[str, tuple[FacetCount, ...]]:
    """Counts by facet, those under a filter of their own lifted out."""
    flat: dict[str, Any] = {}
    for name, answer in answered.items():
        flat |= answer if name.startswith("under_") else {name: answer}
    return {
        name: tuple(FacetCount(bucket["key"], bucket["doc_count"]) for bucket in flat[name]["buckets"])
        for name in FACET_NAMES
    }

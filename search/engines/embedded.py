"""The embedded engine: tantivy, a folder next to the database, no server. Reads are values in, values out."""

import contextlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Order, Query

from search.documents import SearchDocument, Words
from search.engines.directory import IndexDirectory
from search.engines.tantivy_queries import QueryBuilder
from search.engines.tantivy_schema import SCHEMA_VERSION, build_schema, title_in, to_tantivy
from search.fields import FACET_NAMES
from search.params import FacetCount, Hit, SearchParams, SearchResults, SearchUnavailable
from search.queries import TextQuery, text_query, tokens
from search.snippets import snippet
from search.suggest import corrected

HEAP = 30_000_000  # bytes; with one thread, enough for a rebuild of some thousand records in one segment
MOST_VALUES = 1000  # of one facet

Address = tantivy.DocAddress


class EmbeddedEngine:
    """`SearchEngine` over a tantivy directory at `options["PATH"]`."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._directory = IndexDirectory(Path(options["PATH"]), SCHEMA_VERSION)
        self._schema = build_schema()
        self._lock = threading.Lock()
        self._open: tuple[tuple[str, int], tantivy.Index] | None = None

    # Writing

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """See `SearchEngine.index`."""
        written = 0
        with self._directory.writing(), self._writer(self._directory.current()) as writer:
            for document in documents:
                writer.delete_documents_by_term("record", document.record)
                writer.add_document(to_tantivy(document))
                written += 1
        return written

    def delete(self, records: Iterable[str]) -> None:
        """See `SearchEngine.delete`."""
        with self._directory.writing(), self._writer(self._directory.current()) as writer:
            for record in records:
                writer.delete_documents_by_term("record", record)

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """See `SearchEngine.rebuild`. Other writers wait or come back later, so that the swap loses no write."""
        written = 0
        with (
            self._directory.writing(),
            self._directory.replacement() as folder,
            self._writer(folder) as writer,
        ):
            for document in documents:
                writer.add_document(to_tantivy(document))
                written += 1
        return written

    @contextlib.contextmanager
    def _writer(self, folder: Path) -> Iterator[tantivy.IndexWriter]:
        """A writer that commits at the end of the block and takes everything back if it raises."""
        with _failures():
            writer = tantivy.Index(self._schema, path=str(folder)).writer(HEAP, 1)
        try:
            yield writer
            with _failures():
                writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            with _failures():
                writer.wait_merging_threads()

    # Reading

    def search(self, params: SearchParams) -> SearchResults:
        """See `SearchEngine.search`."""
        searcher = self._searcher()
        builder = QueryBuilder(self._schema, searcher)
        text = text_query(params.text)
        nothing = bool(params.text.strip()) and not text.units
        with _failures():
            query = Query.empty_query() if nothing else builder.full_query(params, text)
            total = _how_many(searcher, query)
            page = _page(searcher, query, params, total, ranked=bool(text.units))
            hits = tuple(_hit(searcher.doc(address), score, text, params.language) for score, address in page)
            facets = {} if nothing else _facets(searcher, builder, params, text, query)
            hint = self._did_you_mean(searcher, builder, params, total) if text.units else None
        return SearchResults(params, total, hits, {name: facets.get(name, ()) for name in FACET_NAMES}, hint)

    def candidates(
        self, text: str, kind: str | None = None, limit: int = 200, language: str | None = None
    ) -> list[tuple[str, float]]:
        """See `SearchEngine.candidates`."""
        searcher = self._searcher()
        builder = QueryBuilder(self._schema, searcher)
        wanted = tokens(text)
        if not wanted or limit < 1:
            return []
        with _failures():
            query = builder.any_of(wanted)
            if kind:
                query = Query.boolean_query(
                    [(Occur.Must, query), (Occur.Must, builder.facet("kind", (kind,)))]
                )
            ranked = _ranked(searcher, query, limit)[:limit]
            return [(_stored(searcher.doc(address), "id"), score) for score, address in ranked]

    def versions(self) -> dict[str, str]:
        """See `SearchEngine.versions`."""
        searcher = self._searcher()
        with _failures():
            found = searcher.search(Query.all_query(), max(1, searcher.num_docs)).hits
            stored = (searcher.doc(address) for _, address in found)
            return {_stored(entry, "record"): bytes(_stored(entry, "version")).decode() for entry in stored}

    def _searcher(self) -> tantivy.Searcher:
        """The present state of the index in use, whichever process wrote it."""
        folder = self._directory.current()
        with self._lock, _failures():
            state = (folder.name, (folder / "meta.json").stat().st_mtime_ns)
            if self._open is None or self._open[0] != state:
                if self._open is not None and self._open[0][0] == folder.name:
                    index = self._open[1]
                    index.reload()
                else:
                    index = tantivy.Index.open(str(folder))
                self._open = (state, index)
            return self._open[1].searcher()

    def _did_you_mean(
        self, searcher: tantivy.Searcher, builder: QueryBuilder, params: SearchParams, total: int
    ) -> str | None:
        """The question with unknown words replaced, where that finds more under the same filters."""

        def known(word: str) -> bool:
            return any(builder.frequency(unit.terms) for unit in text_query(word).units)

        def vocabulary(letter: str) -> list[tuple[str, int]]:
            return searcher.terms_with_prefix("words", letter)

        other = corrected(params.text, known, vocabulary)
        if other is None:
            return None
        query = builder.full_query(params, text_query(other))
        return other if _how_many(searcher, query) > total else None


def _how_many(searcher: tantivy.Searcher, query: Query) -> int:
    return int(searcher.search(query, 1).count)  # type: ignore[attr-defined]  # the stub does not know it


def _stored(entry: tantivy.Document, field: str) -> Any:
    """The one value of a stored field that every document has."""
    return entry.get_first(field)


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """What tantivy and the disk raise, in the words of the protocol."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise SearchUnavailable(f"the index cannot be used: {error}") from error


def _page(
    searcher: tantivy.Searcher, query: Query, params: SearchParams, total: int, *, ranked: bool
) -> list[tuple[float, Address]]:
    """`(score, address)` of the hits of a page, in a total order."""
    start, size = params.offset, params.page_size
    if start >= total:
        return []
    if params.sort == "relevance" and ranked:
        return _ranked(searcher, query, start + size)[start : start + size]
    field, order = {
        "relevance": ("tie", Order.Asc),
        "newest": ("newest", Order.Desc),
        "title": (f"sort_{params.language}", Order.Asc),
    }[params.sort]
    found = searcher.search(query, size, offset=start, order_by_field=field, order=order, count=False)
    return [(0.0, address) for _, address in found.hits]


def _ranked(searcher: tantivy.Searcher, query: Query, upto: int) -> list[tuple[float, Address]]:
    """At least the best `upto` hits by score, equal scores by tie-breaker.

    tantivy breaks ties by place in the index, which changes with every write: so it is asked for more until
    the last score is below that of the last hit wanted. Scores are compared to four decimals, since the order
    in which a segment adds its parts moves the last bits.
    """
    limit = upto + 20
    while True:
        hits = [
            (round(score, 4), address) for score, address in searcher.search(query, limit, count=False).hits
        ]
        if len(hits) < limit or hits[-1][0] < hits[upto - 1][0]:
            break
        limit *= 4
    ties = searcher.fast_field_values("tie", [address for _, address in hits])
    order = sorted(range(len(hits)), key=lambda place: (-hits[place][0], ties[place]))
    return [hits[place] for place in order]


def _facets(
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


def _hit(entry: tantivy.Document, score: float, text: TextQuery, language: str) -> Hit:
    """What a result page shows of a stored document."""
    content = json.loads(bytes(_stored(entry, "payload")))
    words = {code: Words(**{**w, "terms": tuple(w["terms"])}) for code, w in content["words"].items()}
    title, title_language = title_in(words, language)
    passage = snippet(words, text, language)
    return Hit(
        kind=content["kind"],
        id=content["id"],
        title=title,
        title_language=title_language,
        score=score,
        route=tuple(content["route"]),
        snippet=passage,
        countries=tuple(content["countries"]),
        machine_translated=words[title_language].machine or words[passage.language].machine,
        note=content["note"],
        marks=tuple(content["marks"]),
    )

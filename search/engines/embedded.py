"""The embedded engine: tantivy, a folder next to the database, no server. Reads are values in, values out."""

import contextlib
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur, Query

from search.documents import SearchDocument
from search.engines import tantivy_reading as reading
from search.engines.base import WriteReport
from search.engines.directory import IndexDirectory
from search.engines.tantivy_queries import QueryBuilder
from search.engines.tantivy_schema import SCHEMA_VERSION, build_schema, to_tantivy
from search.entries import hit
from search.fields import FACET_NAMES
from search.params import Hit, SearchParams, SearchResults, SearchUnavailable
from search.queries import text_query, tokens
from search.suggest import corrected

HEAP = 30_000_000  # bytes; with one thread, enough for a rebuild of some thousand records in one segment


class EmbeddedEngine:
    """`SearchEngine` over a tantivy directory at `options["PATH"]`. One process writes at a time, so that versions of
    writes have nothing to decide.
    """

    parallel = False

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._directory = IndexDirectory(Path(options["PATH"]), SCHEMA_VERSION)
        self._schema = build_schema()
        self._lock = threading.Lock()
        self._open: tuple[tuple[str, int], tantivy.Index] | None = None

    # Writing

    def index(self, documents: Iterable[SearchDocument], version: int | None = None) -> WriteReport:
        """See `SearchEngine.index`."""
        with self._directory.writing(), self._writer(self._directory.current()) as writer:
            return WriteReport(_add(writer, documents))

    def delete(self, records: Iterable[str], version: int | None = None) -> None:
        """See `SearchEngine.delete`."""
        with self._directory.writing(), self._writer(self._directory.current()) as writer:
            for record in records:
                writer.delete_documents_by_term("record", record)

    @contextlib.contextmanager
    def replacement(self) -> Iterator["Filling"]:
        """See `SearchEngine.replacement`. Other writers wait or come back later, so that the swap loses no write."""
        with (
            self._directory.writing(),
            self._directory.replacement() as folder,
            self._writer(folder) as writer,
        ):
            yield Filling(writer, str(folder))

    def filling(self, place: str) -> "Filling":
        """Not offered: one process fills this index."""
        raise NotImplementedError("the embedded index is filled by one process")

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """See `SearchEngine.rebuild`."""
        with self.replacement() as fresh:
            return fresh.index(documents).written

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
            total, page = reading.page_of(searcher, query, params, ranked=bool(text.units))
            hits = tuple(
                hit(reading.payload(searcher.doc(address)), score, text, params.language)
                for score, address in page
            )
            facets = {} if nothing else reading.facets(searcher, builder, params, text, query)
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
            ranked = reading.best_of(searcher, query, limit)[1][:limit]
            return [(reading.stored(searcher.doc(address), "id"), score) for score, address in ranked]

    def nearest(self, vector: Sequence[float], params: SearchParams, limit: int = 10) -> tuple[Hit, ...]:
        """See `SearchEngine.nearest`. Every vector is compared: exact, and quick for the thousands that fit here."""
        searcher = self._searcher()
        builder = QueryBuilder(self._schema, searcher)
        with _failures():
            query = builder.full_query(replace(params, text=""), text_query(""))
            found = searcher.search(query, max(1, searcher.num_docs), count=False).hits
            rows = [row for _, address in found if (row := searcher.doc(address)).get_first("vector")]
            ranked = reading.by_meaning(rows, vector)[: max(0, limit)]
            nothing = text_query("")
            return tuple(hit(reading.payload(row), score, nothing, params.language) for score, row in ranked)

    def versions(self) -> dict[str, str]:
        """See `SearchEngine.versions`."""
        searcher = self._searcher()
        with _failures():
            found = searcher.search(Query.all_query(), max(1, searcher.num_docs)).hits
            stored = (searcher.doc(address) for _, address in found)
            return {
                reading.stored(entry, "record"): bytes(reading.stored(entry, "version")).decode()
                for entry in stored
            }

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

        def vocabulary(word: str) -> list[tuple[str, int]]:
            return searcher.terms_with_prefix("words", word[0])

        other = corrected(params.text, known, vocabulary)
        if other is None:
            return None
        query = builder.full_query(params, text_query(other))
        return other if reading.how_many(searcher, query) > total else None


class Filling:
    """The folder that a rebuild fills. See `search.engines.base.Replacement`."""

    def __init__(self, writer: tantivy.IndexWriter, place: str) -> None:
        self._writer = writer
        self.place = place

    def index(self, documents: Iterable[SearchDocument], version: int | None = None) -> WriteReport:
        """Write documents into it."""
        return WriteReport(_add(self._writer, documents))


def _add(writer: tantivy.IndexWriter, documents: Iterable[SearchDocument]) -> int:
    written = 0
    for document in documents:
        writer.delete_documents_by_term("record", document.record)
        writer.add_document(to_tantivy(document))
        written += 1
    return written


@contextlib.contextmanager
def _failures() -> Iterator[None]:
    """What tantivy and the disk raise, in the words of the protocol."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise SearchUnavailable(f"the index cannot be used: {error}") from error

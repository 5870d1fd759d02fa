"""What every engine offers. One contract test suite (tests/search/engine_contract.py) runs against all of
them.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from search.documents import SearchDocument
from search.params import Hit, SearchParams, SearchResults


@dataclass(frozen=True, slots=True)
class WriteReport:
    """What a write did. `rejected` says for each record that the index refuses for what it holds why it does."""

    written: int = 0
    rejected: Mapping[str, str] = field(default_factory=dict)


class Replacement(Protocol):
    """A new index that is being filled. `place` is how another process finds it (`SearchEngine.filling`)."""

    place: str

    def index(self, documents: Iterable[SearchDocument], version: int | None = None) -> WriteReport:
        """Write documents into it."""
        ...


class SearchEngine(Protocol):
    """An index of documents. Every method raises `SearchUnavailable` where the index cannot be reached or
    read.

    `version` orders writes of the same record where several processes write: one that was read earlier never
    replaces one that was read later. Without it the last to come wins.
    """

    parallel: bool  # whether several processes may fill a replacement side by side

    def index(self, documents: Iterable[SearchDocument], version: int | None = None) -> WriteReport:
        """Write documents, replacing those of the same record. Visible to the next search. An error while
        `documents` is read writes none of them.
        """
        ...

    def delete(self, records: Iterable[str], version: int | None = None) -> None:
        """Take out the documents of the named records; names that are not there are no error."""
        ...

    def search(self, params: SearchParams) -> SearchResults:
        """One page of answers in a total order, with every facet counted blind to itself."""
        ...

    def candidates(
        self, text: str, kind: str | None = None, limit: int = 200, language: str | None = None
    ) -> list[tuple[str, float]]:
        """`(id, score)` of the documents that hold any token of `text`, best first, for the matcher to rank."""
        ...

    def nearest(self, vector: Sequence[float], params: SearchParams, limit: int = 10) -> tuple[Hit, ...]:
        """The documents nearest in meaning to `vector` (VECTOR_DIMENSIONS numbers, not all zero) among those that the
        filters, ranges and lines of `params` let through, best first; `score` is the cosine.
        """
        ...

    def versions(self) -> Mapping[str, str]:
        """The version of every document by record name, to compare with the database."""
        ...

    def replacement(self) -> AbstractContextManager[Replacement]:
        """A new, empty index. When the block ends it takes the place of the old one at once, and holds every write that
        was made meanwhile. If the block raises, nothing changes.
        """
        ...

    def filling(self, place: str) -> Replacement:
        """The replacement that another process began; only where `parallel`."""
        ...

    def rebuild(self, documents: Iterable[SearchDocument]) -> int:
        """Fill a new index with exactly `documents` and swap it in at once; how many. Interrupted, nothing
        changes.
        """
        ...


def get_engine() -> SearchEngine:
    """The engine that `settings.SEARCH` names, one per process and configuration."""
    return _engine(tuple(sorted((key, str(value)) for key, value in settings.SEARCH.items())))


@lru_cache(maxsize=8)
def _engine(configuration: tuple[tuple[str, str], ...]) -> SearchEngine:
    options: dict[str, Any] = dict(configuration)
    return import_string(options.pop("ENGINE"))(options)

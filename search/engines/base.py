"""What every engine offers. One contract test suite (tests/search/engine_contract.py) runs against all of
them.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from search.documents import SearchDocument
from search.params import SearchParams, SearchResults


class SearchEngine(Protocol):
    """An index of documents. Every method raises `SearchUnavailable` where the index cannot be reached or
    read.
    """

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Write documents, replacing those of the same record, in one commit; how many. Visible to the next
        search.
        """
        ...

    def delete(self, records: Iterable[str]) -> None:
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

    def versions(self) -> Mapping[str, str]:
        """The version of every document by record name, to compare with the database."""
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

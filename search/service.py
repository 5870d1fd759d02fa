"""What the rest of the product asks of search. Views and higher packages call this, never an engine."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from search import outbox
from search.documents import SearchDocument, all_documents, count_records, source_of
from search.engines.base import get_engine
from search.models import OutboxEntry
from search.params import SearchParams, SearchResults

# Turns the documents and how many to expect into the same documents, showing progress.
Progress = Callable[[Iterable[SearchDocument], int], Iterable[SearchDocument]]


def search(params: SearchParams) -> SearchResults:
    """One page of answers. Raises `SearchUnavailable`, which is not the same as nothing found."""
    return get_engine().search(params)


def candidates(
    text: str, kind: str | None = "technology", limit: int = 200, language: str | None = None
) -> list[tuple[str, float]]:
    """`(id, score)` of documents that share any token with `text`, best first. Raises `SearchUnavailable`."""
    return get_engine().candidates(text, kind, limit, language)


def rebuild(progress: Progress | None = None) -> int:
    """Fill a new index from the database and swap it in; how many documents. Interrupted, the old one stays.

    Changes noted before it began are in the new index and forgotten; those made while it runs wait in the
    outbox and are carried over at the end.
    """
    noted = list(OutboxEntry.objects.values_list("token", flat=True))
    documents: Iterable[SearchDocument] = all_documents()
    if progress is not None:
        documents = progress(documents, count_records())
    written = get_engine().rebuild(documents)
    outbox.forget(noted)
    outbox.drain(everything=True)
    return written


@dataclass(frozen=True, slots=True)
class Difference:
    """Records in which index and database differ, by name. `waiting` are notes in the outbox, which explain
    some.
    """

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    surplus: tuple[str, ...]
    waiting: int

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.surplus)

    def records(self) -> Iterator[str]:
        """All of them."""
        yield from (*self.missing, *self.stale, *self.surplus)


def check() -> Difference:
    """Compare the index with what the database would give now. Raises `SearchUnavailable`."""
    held = dict(get_engine().versions())
    missing, stale = [], []
    for document in all_documents():
        version = held.pop(document.record, None)
        if version is None:
            missing.append(document.record)
        elif version != document.version:
            stale.append(document.record)
    return Difference(tuple(missing), tuple(stale), tuple(sorted(held)), OutboxEntry.objects.count())


def repair(difference: Difference) -> outbox.DrainReport:
    """Make the index equal to the database in the records that differ, through the outbox."""
    known = [name for name in difference.records() if source_of(name.rpartition(":")[0])]
    unknown = set(difference.records()) - set(known)
    if unknown:  # of an app that is no longer installed
        get_engine().delete(unknown)
    with outbox.deferred():
        outbox.enqueue_records(known)
        return outbox.drain(everything=True)

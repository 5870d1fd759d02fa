"""What the rest of the product asks of search. Views and higher packages call this, never an engine."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Count

from search import outbox
from search.documents import CHUNK, batched, count_records, prepared, source_of, sources, vector_of
from search.draining import DrainReport, drain, read_documents
from search.engines.base import get_engine
from search.filling import fill
from search.leases import LeaseLost, LeaseTaken, lease
from search.models import OutboxEntry
from search.params import Hit, SearchParams, SearchResults

__all__ = [
    "Difference", "LeaseLost", "LeaseTaken", "Progress", "candidates", "check", "rebuild", "repair", "search", "similar",
]  # fmt: skip

# Called with how many records are done more, and how many there are in all.
Progress = Callable[[int, int], None]


def search(params: SearchParams) -> SearchResults:
    """One page of answers. Raises `SearchUnavailable`, which is not the same as nothing found."""
    return get_engine().search(params)


def candidates(
    text: str, kind: str | None = "technology", limit: int = 200, language: str | None = None
) -> list[tuple[str, float]]:
    """`(id, score)` of documents that share any token with `text`, best first. Raises `SearchUnavailable`."""
    return get_engine().candidates(text, kind, limit, language)


def similar(record: str, params: SearchParams, limit: int = 5) -> tuple[Hit, ...]:
    """The records nearest in meaning to one (`cms.technologypage:12`), itself left out, under the filters of `params`.

    Empty where the record has no vector. Raises `SearchUnavailable`.
    """
    vector = vector_of(record)
    if not vector or math.sqrt(sum(x * x for x in vector)) < 1e-6:
        return ()
    found = get_engine().nearest(vector, params, limit + 1)
    return tuple(hit for hit in found if hit.record != record)[:limit]


def rebuild(progress: Progress | None = None, workers: int = 1) -> int:
    """Fill a new index from the database and swap it in; how many documents. Interrupted, the old one stays.

    Changes noted before it began are in the new index and forgotten; those made while it runs are in both indices, or
    wait in the outbox and are carried over at the end. `workers` processes fill it where the engine can. Raises
    `LeaseTaken` where another rebuild is running.
    """
    with lease("search_rebuild") as held:
        noted = list(OutboxEntry.objects.values_list("token", flat=True))
        engine = get_engine()
        total = count_records()

        def tell(done: int) -> None:
            held.renew()
            if progress is not None:
                progress(done, total)

        with engine.replacement() as fresh:
            written = fill(engine, fresh, tell, workers)
            held.confirm()
        outbox.forget(noted)
    drain(everything=True)
    return written


@dataclass(frozen=True, slots=True)
class Difference:
    """Records in which index and database differ, by name. `unreadable` ones make no document; `waiting` and `parked`
    are notes in the outbox, which explain some.
    """

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    surplus: tuple[str, ...]
    unreadable: tuple[str, ...]
    waiting: int
    parked: int

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.surplus)

    def records(self) -> Iterator[str]:
        """All of them."""
        yield from (*self.missing, *self.stale, *self.surplus)


def check() -> Difference:
    """Compare the index with what the database would give now. Raises `SearchUnavailable`."""
    held = dict(get_engine().versions())
    missing, stale = [], []
    errors: dict[str, str] = {}
    for source in sources():
        for rows in batched(source.visible().iterator(chunk_size=CHUNK), CHUNK):
            for document in prepared(read_documents(source, rows, errors)):
                version = held.pop(document.record, None)
                if version is None:
                    missing.append(document.record)
                elif version != document.version:
                    stale.append(document.record)
    surplus = sorted(set(held) - set(errors))
    notes = OutboxEntry.objects.aggregate(waiting=Count("pk"), parked=Count("parked"))
    return Difference(tuple(missing), tuple(stale), tuple(surplus), tuple(errors), **notes)


def repair(difference: Difference) -> DrainReport:
    """Make the index equal to the database in the records that differ, through the outbox."""
    known = [name for name in difference.records() if source_of(name.rpartition(":")[0])]
    unknown = set(difference.records()) - set(known)
    if unknown:  # of an app that is no longer installed
        get_engine().delete(unknown)
    with outbox.deferred():
        outbox.enqueue_records(known)
        return drain(everything=True)

"""Filling a new index from the database, in slices that one process or several take.

A slice is a stretch of primary keys of one model. Whoever takes it draws a ticket and then reads: what a worker writes
meanwhile to the index that is being filled is kept, since its ticket is higher or it was read here already.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context

from django.conf import settings
from django.db import connection

from search import outbox, spawned
from search.documents import CHUNK, batched, prepared, source_of, sources
from search.draining import read_documents
from search.engines.base import Replacement, SearchEngine, get_engine
from search.models import IndexTicket

SLICE = 500  # records
WAITING = 3  # slices for each process, handed out ahead

Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of a model from one primary key to another, both inclusive."""

    label: str
    first: int | str
    last: int | str
    rows: int


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a slice. `failed` are records that make no document or that the index refuses."""

    rows: int
    written: int
    failed: tuple[str, ...]


def slices() -> Iterator[Slice]:
    """Every row that ought to be in the index.

    Each slice is a query of its own: on SQLite, who still reads cannot write once another process has written.
    """
    for source in sources():
        keys = source.visible().order_by("pk").values_list("pk", flat=True)
        some = list(keys[:SLICE])
        while some:
            yield Slice(source.model._meta.label_lower, some[0], some[-1], len(some))
            some = list(keys.filter(pk__gt=some[-1])[:SLICE])


def fill_slice(replacement: Replacement, part: Slice) -> Filled:
    """Read the rows of a slice and write their documents."""
    source = source_of(part.label)
    if source is None:
        raise LookupError(f"not registered: {part.label}")
    version = IndexTicket.draw()  # before the rows are read
    errors: dict[str, str] = {}
    written = 0
    rows = source.visible().filter(pk__gte=part.first, pk__lte=part.last)
    for some in batched(rows.iterator(chunk_size=CHUNK), CHUNK):
        report = replacement.index(prepared(read_documents(source, some, errors)), version)
        written += report.written
        errors |= report.rejected
    return Filled(part.rows, written, tuple(errors))


def fill(engine: SearchEngine, replacement: Replacement, tell: Tell, workers: int = 1) -> int:
    """Fill the replacement with every row; how many documents were written. `tell` hears how many rows are done.

    A record that cannot be indexed stops nothing: it is noted in the outbox, which tries it again and shows the error.
    """
    several = workers > 1 and engine.parallel
    done = _side_by_side(replacement.place, workers) if several else _alone(replacement)
    written = 0
    failed: list[str] = []
    for filled in done:
        written += filled.written
        failed += filled.failed
        tell(filled.rows)
    outbox.note(failed)  # and not drained here: the index in use may be locked until the swap
    return written


def _alone(replacement: Replacement) -> Iterator[Filled]:
    for part in slices():
        yield fill_slice(replacement, part)


def _side_by_side(place: str, workers: int) -> Iterator[Filled]:
    """Slices in processes of their own, which share nothing but the servers; few are handed out ahead of time."""
    names = (dict(settings.SEARCH), connection.settings_dict["NAME"])
    # Spawned, not forked: connections and threads of this process are not theirs.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), spawned.begin, names)
    try:
        yield from _results(pool, place, slices(), WAITING * workers)
    except BaseException:
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


def _results(pool: ProcessPoolExecutor, place: str, parts: Iterable[Slice], ahead: int) -> Iterator[Filled]:
    running: set[Future[Filled]] = set()
    for part in parts:
        running.add(pool.submit(_fill_in_process, place, part))
        if len(running) >= ahead:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in finished)
    while running:
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in finished)


def _fill_in_process(place: str, part: Slice) -> Filled:
    return fill_slice(get_engine().filling(place), part)

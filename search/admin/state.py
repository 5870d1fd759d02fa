"""How the index is, and how much it has yet to learn."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from search import service
from search.engines.base import get_engine
from search.models import OutboxEntry
from search.params import SearchParams, SearchUnavailable


@dataclass(frozen=True, slots=True)
class IndexState:
    """`documents` is None and `error` says why where the index cannot be asked. `oldest` is the time of the change that
    waits longest, None where none waits.
    """

    engine: str
    documents: int | None
    error: str
    waiting: int
    oldest: datetime | None
    parked: int


def index_state() -> IndexState:
    """One question to the index and one to the database. Never raises for the index."""
    documents, error = None, ""
    try:
        documents = service.search(SearchParams(page_size=1)).total
    except SearchUnavailable as failure:
        error = str(failure)
    waits = Q(parked=None)
    notes = OutboxEntry.objects.aggregate(
        waiting=Count("pk", filter=waits), oldest=Min("created", filter=waits), parked=Count("parked")
    )
    engine = type(get_engine()).__name__.removesuffix("Engine")
    return IndexState(engine=engine, documents=documents, error=error, **notes)

"""The way of a change into the index: noted with the record, carried over after the commit, tried until it is
there.

Writing a note is one statement in the transaction of the record, so that both stand or fall together.
Carrying over (`drain`) reads the record as it is then: the order of notes never matters, and a note too many
costs nothing.
"""

import contextlib
import contextvars
import logging
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, models, transaction
from django.utils import timezone

from search.documents import SearchDocument, Source, record_name, source_of
from search.engines.base import get_engine
from search.models import OutboxEntry
from search.params import IndexMissing, SearchUnavailable

logger = logging.getLogger(__name__)

BATCH = 500
FIRST_WAIT = timedelta(seconds=10)  # before the second attempt; doubled with each further one
LONGEST_WAIT = timedelta(hours=1)

_deferred: contextvars.ContextVar[bool] = contextvars.ContextVar("search_outbox_deferred", default=False)


@dataclass(slots=True)
class DrainReport:
    """What one drain did, in records. `failed` ones stay in the outbox."""

    indexed: int = 0
    deleted: int = 0
    failed: int = 0


def enqueue(rows: Iterable[models.Model], *, action: str = OutboxEntry.Action.SAVE) -> None:
    """Note that the documents of `rows` may have changed, and have the outbox drained once after the commit."""
    enqueue_records([record_name(row) for row in rows], action=action)


def enqueue_records(records: Iterable[str], *, action: str = OutboxEntry.Action.SAVE) -> None:
    """The same by name (`cms.technologypage:12`). Records of models that nobody registered raise
    `ValueError`.
    """
    names = sorted(set(records))
    unknown = [name for name in names if source_of(name.rpartition(":")[0]) is None]
    if unknown:
        raise ValueError(f"not registered: {', '.join(unknown)}")
    now = timezone.now()
    entries = [
        OutboxEntry(model_label=label, object_id=pk, action=action, token=uuid.uuid4(), created=now, due=now)
        for label, pk in (name.split(":", 1) for name in names)
    ]
    OutboxEntry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["model_label", "object_id"],
        update_fields=["action", "token", "due", "attempts", "last_error"],
    )
    if entries and not _deferred.get():
        _drain_after_commit()


@contextlib.contextmanager
def deferred() -> Iterator[None]:
    """Changes in the block are noted as ever and drained once at its end, for whoever writes much without a
    transaction.
    """
    token = _deferred.set(True)
    try:
        yield
    finally:
        _deferred.reset(token)
    _drain_after_commit()


class _DrainOnce:
    """A drain to start after the commit. Every change of a transaction asks for the same one; the first that is
    called starts it. Each asks for itself since a savepoint that is rolled back forgets what was asked inside.
    """

    def __init__(self) -> None:
        self.started = False

    def __call__(self) -> None:
        if self.started:
            return
        self.started = True
        from search.tasks import drain_outbox  # tasks imports this module

        drain_outbox.enqueue()


def _drain_after_commit() -> None:
    """One drain for each transaction, however many records it changed."""
    asked = (entry[1] for entry in reversed(connection.run_on_commit))
    drain_once = next((each for each in asked if isinstance(each, _DrainOnce)), None)
    if drain_once is None or drain_once.started:
        drain_once = _DrainOnce()
    # Robust: whatever goes wrong with the index, the save that brought us here has succeeded and must say so.
    transaction.on_commit(drain_once, robust=True)


def drain(limit: int | None = None, *, everything: bool = False) -> DrainReport:
    """Carry noted changes over to the index; those that are due, or `everything`. At most `limit` records.

    Never raises for the index or for a record that cannot be read: those entries stay, with the error and a
    later due time.
    """
    report = DrainReport()
    entries = OutboxEntry.objects.order_by("pk")
    if not everything:
        entries = entries.filter(due__lte=timezone.now())
    last, tried = 0, 0
    while limit is None or tried < limit:
        size = BATCH if limit is None else min(BATCH, limit - tried)
        batch = list(entries.filter(pk__gt=last)[:size])
        if not batch:
            break
        last, tried = batch[-1].pk, tried + len(batch)
        _drain_batch(batch, report)
    return report


def _drain_batch(batch: list[OutboxEntry], report: DrainReport) -> None:
    documents, unreadable = _read(batch)
    good = [entry for entry in batch if entry.record not in unreadable]
    gone = [entry.record for entry in good if entry.record not in documents]
    try:
        engine = get_engine()
        if documents:
            engine.index(documents.values())
        if gone:
            engine.delete(gone)
    except SearchUnavailable as error:
        # Before the first rebuild this is how things are, and no reason to alarm anybody.
        level = logging.INFO if isinstance(error, IndexMissing) else logging.WARNING
        logger.log(level, "the index could not be written, %d records wait: %s", len(good), error)
        _postpone(good, str(error))
        report.failed += len(good)
    else:
        forget([entry.token for entry in good])
        report.indexed += len(documents)
        report.deleted += len(gone)
    for entry in batch:
        if entry.record in unreadable:
            _postpone([entry], unreadable[entry.record])
    report.failed += len(unreadable)


def _read(batch: list[OutboxEntry]) -> tuple[dict[str, SearchDocument], dict[str, str]]:
    """Documents of the records as they are now, and errors of those that make none, by record name."""
    documents: dict[str, SearchDocument] = {}
    errors: dict[str, str] = {}
    by_label: dict[str, list[str]] = defaultdict(list)
    for entry in batch:
        by_label[entry.model_label].append(entry.object_id)
    for label, ids in by_label.items():
        source = source_of(label)
        if source is None:  # the app that registered it is gone: so are its documents
            continue
        for row in source.rows(ids):
            document = _document(source, row, errors)
            if document is not None:
                documents[document.record] = document
    return documents, errors


def _document(source: Source, row: models.Model, errors: dict[str, str]) -> SearchDocument | None:
    try:
        return source.to_document(row)
    except Exception as error:
        logger.exception("no document from %s", record_name(row))
        errors[record_name(row)] = f"{type(error).__name__}: {error}"
        return None


def forget(tokens: list[uuid.UUID]) -> None:
    """Delete the entries that still hold one of the tokens: nobody wrote to them since these were read."""
    for start in range(0, len(tokens), BATCH):
        OutboxEntry.objects.filter(token__in=tokens[start : start + BATCH]).delete()


def _postpone(entries: list[OutboxEntry], error: str) -> None:
    now = timezone.now()
    for entry in entries:
        wait = min(FIRST_WAIT * 2 ** min(entry.attempts, 20), LONGEST_WAIT)
        OutboxEntry.objects.filter(pk=entry.pk, token=entry.token).update(
            attempts=entry.attempts + 1, last_error=error[:500], due=now + wait
        )

"""Carrying noted changes over to the index, by any number of workers side by side.

A worker claims a batch in a short transaction (`select for update skip locked`, so that workers never wait for each
other), draws a ticket, reads the records, writes them to the index with the ticket as version, and deletes the notes that
did not change meanwhile. No lock is held while the index is spoken to: a slow index never holds up a save.

- A worker that dies keeps its claim until it runs out; another carries on from there. If the first one was only asleep,
  its late write has a lower version, and the index refuses it.
- A change made while its record is being carried over leaves the note with another token; it is carried over next.
- A record that fails for what it holds is tried `PARK_AFTER` times and then parked; an index that is down parks nothing.
"""

import logging
import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from search.documents import SearchDocument, Source, prepared, record_name, source_of
from search.engines.base import get_engine
from search.models import IndexTicket, OutboxEntry
from search.outbox import BATCH, forget
from search.params import IndexMissing, SearchUnavailable

logger = logging.getLogger(__name__)

FIRST_WAIT = timedelta(seconds=10)  # before the second attempt; doubled with each further one
LONGEST_WAIT = timedelta(hours=1)
CLAIM = timedelta(minutes=5)  # longer than the longest write, with its retries
PARK_AFTER = 5  # attempts
DIED = "the worker stopped while it carried this record over"


@dataclass(slots=True)
class DrainReport:
    """What one drain did, in records. `failed` ones stay in the outbox; of these, `parked` ones are not tried again."""

    indexed: int = 0
    deleted: int = 0
    failed: int = 0
    parked: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries that this worker carries over, and the claim that says so."""

    claim: uuid.UUID
    entries: list[OutboxEntry]


def drain(limit: int | None = None, *, everything: bool = False) -> DrainReport:
    """Carry noted changes over to the index; those that are due, or `everything` that is not parked. At most about
    `limit` records.

    Never raises for the index or for a record that cannot be read: those entries stay, with the error and a later due
    time. Where the index is down it stops after the first batch: the others stay due.
    """
    report = DrainReport()
    if everything:
        OutboxEntry.objects.filter(parked=None, due__gt=timezone.now()).update(due=timezone.now())
    tried = 0
    while limit is None or tried < limit:
        batch = _claim(BATCH if limit is None else min(BATCH, limit - tried))
        if batch is None:
            break
        tried += len(batch.entries)
        if not _carry_over(batch, report):
            break
    return report


def _claim(size: int) -> Batch | None:
    """Take up to `size` due entries that nobody else has; None where there are none.

    What a worker died over is taken one by one, so that a record that kills its worker takes no others with it.
    """
    now = timezone.now()
    claim = uuid.uuid4()
    due = OutboxEntry.objects.filter(parked=None, due__lte=now).order_by("due", "pk")
    with transaction.atomic():
        lock = due.select_for_update(skip_locked=True)
        abandoned = list(lock.filter(claimed_until__lte=now)[:1])
        entries = abandoned or list(lock.filter(claim=None)[:size])
        mine = OutboxEntry.objects.filter(pk__in=[entry.pk for entry in entries])
        mine.update(claim=claim, claimed_until=now + CLAIM)
        if abandoned:
            mine.update(attempts=models.F("attempts") + 1, last_error=DIED)
    for entry in abandoned:
        entry.attempts += 1
    return Batch(claim, entries) if entries else None


def _carry_over(batch: Batch, report: DrainReport) -> bool:
    """Read, write, and settle the entries; whether the index took it."""
    try:
        return _settle(batch, report)
    finally:
        # Whatever is left of the batch is anybody's again: changed since, failed, or given up by an interrupt.
        OutboxEntry.objects.filter(claim=batch.claim).update(claim=None, claimed_until=None)


def _settle(batch: Batch, report: DrainReport) -> bool:
    dying = [e for e in batch.entries if e.attempts >= PARK_AFTER and e.claimed_until is not None]
    for entry in dying:
        _fail(entry, DIED, report, parkable=True)
    entries = [entry for entry in batch.entries if entry not in dying]
    version = IndexTicket.draw()  # before the records are read
    documents, errors = _read(entries)
    good = [entry for entry in entries if entry.record not in errors]
    gone = [entry.record for entry in good if entry.record not in documents]
    reached = True
    try:
        engine = get_engine()
        if documents:
            errors |= engine.index(documents.values(), version).rejected
        if gone:
            engine.delete(gone, version)
    except SearchUnavailable as error:
        # Before the first rebuild this is how things are, and no reason to alarm anybody.
        level = logging.INFO if isinstance(error, IndexMissing) else logging.WARNING
        logger.log(level, "the index could not be written, %d records wait: %s", len(good), error)
        reached = False
        for entry in good:
            _fail(entry, str(error), report, parkable=False)
    else:
        done = [entry for entry in good if entry.record not in errors]
        forget([entry.token for entry in done])
        report.indexed += sum(entry.record in documents for entry in done)
        report.deleted += len(gone)
    for entry in entries:
        if entry.record in errors:
            _fail(entry, errors[entry.record], report, parkable=True)
    return reached


def _read(batch: list[OutboxEntry]) -> tuple[dict[str, SearchDocument], dict[str, str]]:
    """Documents of the records as they are now, and errors of those that make none, by record name."""
    documents: list[SearchDocument] = []
    errors: dict[str, str] = {}
    by_label: dict[str, list[str]] = defaultdict(list)
    for entry in batch:
        by_label[entry.model_label].append(entry.object_id)
    for label, ids in by_label.items():
        source = source_of(label)
        if source is not None:  # else the app that registered it is gone: so are its documents
            documents += read_documents(source, list(source.rows(ids)), errors)
    return {document.record: document for document in prepared(documents)}, errors


def read_documents(source: Source, rows: list[models.Model], errors: dict[str, str]) -> list[SearchDocument]:
    """The documents of some rows; what a row's document fails with goes into `errors` by record name."""
    source.prepare(rows)
    found = (_document(source, row, errors) for row in rows)
    return [document for document in found if document is not None]


def _document(source: Source, row: models.Model, errors: dict[str, str]) -> SearchDocument | None:
    try:
        return source.to_document(row)
    except Exception as error:
        logger.exception("no document from %s", record_name(row))
        errors[record_name(row)] = f"{type(error).__name__}: {error}"
        return None


def _fail(entry: OutboxEntry, error: str, report: DrainReport, *, parkable: bool) -> None:
    """Keep the entry with its error for a later attempt, or park it."""
    now = timezone.now()
    wait = min(FIRST_WAIT * 2 ** min(entry.attempts, 20), LONGEST_WAIT)
    attempts = entry.attempts + 1
    parked = now if parkable and attempts >= PARK_AFTER else None
    mine = OutboxEntry.objects.filter(Q(pk=entry.pk), Q(token=entry.token))
    mine.update(attempts=attempts, last_error=error[:500], due=now + wait, parked=parked)
    report.failed += 1
    if parked:
        report.parked += 1
        logger.error("parked after %d attempts: %s: %s", attempts, entry.record, error)

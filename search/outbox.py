"""The way of a change into the index: noted with the record, carried over after the commit, tried until it is
there.

Writing a note is one statement in the transaction of the record, so that both stand or fall together. `search.draining`
carries notes over: it reads the record as it is then, so that the order of notes never matters and a note too many costs
nothing.
"""

import contextlib
import contextvars
import uuid
from collections.abc import Iterable, Iterator

from django.db import connection, models, transaction
from django.utils import timezone

from search.documents import record_name, source_of
from search.models import OutboxEntry

BATCH = 500

_deferred: contextvars.ContextVar[bool] = contextvars.ContextVar("search_outbox_deferred", default=False)


def enqueue(rows: Iterable[models.Model], *, action: str = OutboxEntry.Action.SAVE) -> None:
    """Note that the documents of `rows` may have changed, and have the outbox drained once after the commit."""
    enqueue_records([record_name(row) for row in rows], action=action)


def enqueue_records(records: Iterable[str], *, action: str = OutboxEntry.Action.SAVE) -> None:
    """The same by name (`cms.technologypage:12`). Records of models that nobody registered raise
    `ValueError`.
    """
    if note(records, action=action) and not _deferred.get():
        _drain_after_commit()


def note(records: Iterable[str], *, action: str = OutboxEntry.Action.SAVE) -> int:
    """Write the notes alone, for whoever drains later by himself; how many. Raises as `enqueue_records`."""
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
        # Whoever carries the earlier change over keeps the claim, and finds that the token is another one.
        update_fields=["action", "token", "due", "attempts", "last_error", "parked"],
    )
    return len(entries)


def forget(tokens: list[uuid.UUID]) -> None:
    """Delete the entries that still hold one of the tokens: nobody wrote to them since these were read."""
    for start in range(0, len(tokens), BATCH):
        OutboxEntry.objects.filter(token__in=tokens[start : start + BATCH]).delete()


def retry(entries: models.QuerySet[OutboxEntry]) -> int:
    """Have parked or failing entries tried again at once; how many."""
    count = entries.update(parked=None, attempts=0, due=timezone.now())
    _drain_after_commit()
    return count


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
        from search.tasks import drain_outbox  # tasks imports what imports this module

        drain_outbox.enqueue()


def _drain_after_commit() -> None:
    """One drain for each transaction, however many records it changed."""
    asked = (entry[1] for entry in reversed(connection.run_on_commit))
    drain_once = next((each for each in asked if isinstance(each, _DrainOnce)), None)
    if drain_once is None or drain_once.started:
        drain_once = _DrainOnce()
    # Robust: whatever goes wrong with the index, the save that brought us here has succeeded and must say so.
    transaction.on_commit(drain_once, robust=True)

"""One process at a time: a lease in the database, the same on every database and for every engine."""

import contextlib
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from search.models import Lease

SECONDS = 120.0
RENEW_AFTER = 10.0


class LeaseTaken(Exception):  # noqa: N818 - a state, not a fault
    """Another process does this work now, `since` when it began."""

    def __init__(self, work: str, since: datetime) -> None:
        super().__init__(work)
        self.work, self.since = work, since


class LeaseLost(Exception):  # noqa: N818
    """The lease ran out, and another process took it."""


class Held:
    """A lease that is held."""

    def __init__(self, work: str, holder: uuid.UUID) -> None:
        self._work, self._holder = work, holder
        self._renewed = timezone.now()

    def renew(self) -> None:
        """Say that the work goes on; call it often, it costs little. Raises `LeaseLost`."""
        if (timezone.now() - self._renewed).total_seconds() >= RENEW_AFTER:
            self.confirm()

    def confirm(self) -> None:
        """Renew it now: before a step that only its holder may take. Raises `LeaseLost`."""
        now = timezone.now()
        mine = Lease.objects.filter(work=self._work, holder=self._holder)
        if not mine.update(until=now + timedelta(seconds=SECONDS)):
            raise LeaseLost(self._work)
        self._renewed = now


@contextlib.contextmanager
def lease(work: str) -> Iterator[Held]:
    """Hold the lease on `work` for the block. Raises `LeaseTaken` where another process holds it.

    A process that dies keeps it until `SECONDS` after it was last renewed.
    """
    holder = uuid.uuid4()
    now = timezone.now()
    until = now + timedelta(seconds=SECONDS)
    with transaction.atomic():
        Lease.objects.get_or_create(work=work, defaults={"holder": holder, "since": now, "until": now})
        free = Lease.objects.filter(work=work, until__lte=now)
        if not free.update(holder=holder, since=now, until=until):
            raise LeaseTaken(work, Lease.objects.get(work=work).since)
    try:
        yield Held(work, holder)
    finally:
        Lease.objects.filter(work=work, holder=holder).delete()

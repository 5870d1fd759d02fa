"""Several workers side by side, on a database that can lock rows; and the slices that processes of a rebuild take."""

import threading
import time
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import draining, filling
from search.documents import source_of
from search.engines.base import WriteReport
from search.models import OutboxEntry

RECORDS, WORKERS = 600, 4


class Ledger:
    """An index that takes its time and notes what it is told."""

    def __init__(self):
        self.deleted = Counter()
        self.batches = Counter()
        self._lock = threading.Lock()

    def index(self, documents, version):
        return WriteReport(len(list(documents)), {})

    def delete(self, records, version):
        time.sleep(0.05)  # so that the others come while this one is at work
        with self._lock:
            self.deleted.update(records)
            self.batches[threading.current_thread().name] += 1


@pytest.fixture
def locks_rows(transactional_db):
    # Asked after the database is open: what it can do depends on its version.
    if not connection.features.has_select_for_update_skip_locked:
        pytest.skip("this database locks itself as a whole")


def test_workers_side_by_side_do_each_record_once_and_share_the_work(locks_rows, monkeypatch):
    ledger = Ledger()
    monkeypatch.setattr(draining, "get_engine", lambda: ledger)
    monkeypatch.setattr(draining, "BATCH", 25)
    OutboxEntry.objects.all().delete()
    OutboxEntry.objects.bulk_create(
        OutboxEntry(model_label="cms.technologypage", object_id=str(10**9 + number))
        for number in range(RECORDS)
    )
    reports = []
    ready = threading.Barrier(WORKERS)

    def work():
        try:
            ready.wait(10)
            reports.append(draining.drain())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(ledger.deleted.values()) == [1] * RECORDS
    assert sum(report.deleted for report in reports) == RECORDS
    assert len(ledger.batches) == WORKERS
    assert not OutboxEntry.objects.exists()


def test_each_slice_is_a_query_of_its_own_so_that_others_may_write_meanwhile(
    library, add_technology, monkeypatch
):
    monkeypatch.setattr(filling, "SLICE", 2)
    monkeypatch.setattr(filling, "sources", lambda: [source_of("cms.technologypage")])
    pages = [add_technology(library, f"Filter {number}", f"filter-{number}") for number in range(5)]
    parts, taken = filling.slices(), []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            taken.append(next(parts))
        assert len(queries) >= 1
    assert next(parts, None) is None
    assert [part.rows for part in taken] == [2, 2, 1]
    assert (taken[0].first, taken[-1].last) == (pages[0].pk, pages[-1].pk)

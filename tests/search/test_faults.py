"""Servers fail; readers are told, savers notice nothing, and index and database agree again in the end."""

import logging
import threading
import time
import uuid

import pytest
from django.test import Client
from elasticsearch import Elasticsearch

from cms.models import Concept, Scheme
from search import draining, outbox, service
from search.documents import register, unregister
from search.engines import elasticsearch_writing
from search.engines.base import get_engine
from search.engines.elasticsearch_client import FAILURES, PAUSE_SECONDS
from search.models import Lease, OutboxEntry
from search.params import IndexMissing, SearchParams, SearchUnavailable

from .world import document, world

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]
ENGINE = "search.engines.elasticsearch_engine.ElasticsearchEngine"


@pytest.fixture
def server(settings, search_server, elasticsearch):
    """The site searches a real server, which a test may harm; it is well again for the next one."""
    settings.SEARCH = {**settings.SEARCH, **search_server, "ENGINE": ENGINE}
    yield elasticsearch
    (node,) = elasticsearch.nodes
    node.thaw()
    if not node.alive:
        elasticsearch.restart(node)


@pytest.fixture
def engine(server):
    engine = get_engine()
    engine.rebuild([])
    return engine


@pytest.fixture
def words(db):
    """Adds rows of a model that is registered for this test only; their documents are tiny."""

    def to_document(row):
        return document(f"cms.concept:{row.pk}", id=row.code)

    register(Concept, to_document, visible=lambda: Concept.objects.filter(code__startswith="word-"))

    def add(count):
        codes = [f"word-{uuid.uuid4().hex[:8]}" for _ in range(count)]
        Concept.objects.bulk_create([Concept(scheme=Scheme.SECTOR, code=c, label=c) for c in codes])
        rows = Concept.objects.filter(code__in=codes)
        with outbox.deferred():
            outbox.enqueue(rows)
        return [f"cms.concept:{row.pk}" for row in rows]

    yield add
    unregister(Concept)


def agrees():
    """Nothing is missing, stale or too much, and nothing waits."""
    difference = service.check()
    return not difference and not difference.waiting


# Killed


def test_a_server_killed_in_the_middle_of_a_bulk_loses_nothing(engine, server, words, monkeypatch):
    (node,) = server.nodes
    records = words(400)
    monkeypatch.setattr(elasticsearch_writing, "CHUNK_RECORDS", 50)
    original, made = elasticsearch_writing.to_source, []

    def killed_on_the_way(each):
        made.append(each.record)
        if len(made) == 180:  # three chunks are there, the fourth is not sent
            node.kill()
        return original(each)

    with monkeypatch.context() as fatal:
        fatal.setattr(elasticsearch_writing, "to_source", killed_on_the_way)
        report = draining.drain()
    assert (report.indexed, report.failed) == (0, 400)
    assert OutboxEntry.objects.filter(claim=None, parked=None, attempts=1).count() == 400
    server.restart(node)
    assert 0 < len(engine.versions()) < 400  # what was accepted before the death outlived it
    engine.servers.close_breakers()
    assert draining.drain(everything=True).indexed == 400
    assert set(engine.versions()) == set(records)
    assert agrees()


def test_a_killed_server_is_a_page_that_says_so_and_a_save_succeeds(
    engine, server, library, add_technology, django_capture_on_commit_callbacks, caplog
):
    server.nodes[0].kill()
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        page = add_technology(library, "Pump", "pump")
    response = Client().get("/en/search/", {"q": "pump"})
    assert response.status_code == 503
    assert "is not available at the moment" in response.content.decode()
    assert OutboxEntry.objects.filter(object_id=str(page.pk)).exists()


# Lost


def test_an_index_deleted_under_us_is_an_outage_until_a_rebuild(
    engine, server, library, add_technology, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        page = add_technology(library, "Pump", "pump")
    assert service.search(SearchParams("pump")).total == 1
    with Elasticsearch(server.url) as client:
        for name in client.indices.get(index=f"{engine.writer.alias}-*"):
            client.indices.delete(index=name)
        with pytest.raises(IndexMissing):
            service.search(SearchParams("pump"))
        page.title = "Contactor"
        with django_capture_on_commit_callbacks(execute=True):
            page.save()
        assert OutboxEntry.objects.get().attempts == 1
        assert not client.indices.get(index=f"{engine.writer.alias}*"), "a write made an index of its own"
    service.rebuild()
    assert service.search(SearchParams("contactor")).total == 1
    assert agrees()


# Full


def test_a_disk_that_takes_no_writes_still_answers_parks_nothing_and_is_caught_up(
    engine, server, words, monkeypatch
):
    monkeypatch.setattr(elasticsearch_writing, "FIRST_PAUSE", 0.01)
    engine.index([document("t:1", id="there")])
    words(3)
    block = {"index.blocks.read_only_allow_delete": True}  # what the flood stage sets
    with Elasticsearch(server.url) as client:
        client.indices.put_settings(index=engine.writer.alias, settings=block)
        for _ in range(draining.PARK_AFTER + 1):
            report = draining.drain(everything=True)
            assert (report.indexed, report.failed, report.parked) == (0, 3, 0)
        assert "read-only" in OutboxEntry.objects.first().last_error
        assert service.search(SearchParams()).total == 1
        client.indices.put_settings(
            index=engine.writer.alias, settings={"index.blocks.read_only_allow_delete": None}
        )
    assert draining.drain(everything=True).indexed == 3
    assert not OutboxEntry.objects.exists()


# Slow


def test_a_slow_server_is_a_page_within_three_seconds_and_costs_no_save(
    engine, server, settings, library, add_technology, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}  # as in production
    engine.index(world())
    client = Client()
    assert client.get("/en/search/", {"q": "dust"}).status_code == 200
    server.nodes[0].freeze()

    def asked():
        start = time.monotonic()
        response = client.get("/en/search/", {"q": "dust and wastewater"})
        assert response.status_code == 503
        assert ">dust and wastewater</textarea>" in response.content.decode()
        return time.monotonic() - start

    waits = [asked() for _ in range(FAILURES + 1)]
    assert max(waits) < 3
    assert waits[-1] < 0.5, "after some failures nobody waits"
    start = time.monotonic()
    with django_capture_on_commit_callbacks(execute=True):
        add_technology(library, "Pump", "pump")
    assert time.monotonic() - start < 1
    server.nodes[0].thaw()
    time.sleep(PAUSE_SECONDS)
    assert client.get("/en/search/", {"q": "dust"}).status_code == 200
    draining.drain()
    assert service.search(SearchParams("pump")).total == 1


# Two at once


def test_of_two_rebuilds_at_once_the_second_is_told_and_the_first_completes(engine, words):
    words(3)
    told = []

    def meanwhile(done, total):
        if not told:
            with pytest.raises(service.LeaseTaken) as taken:
                service.rebuild()
            told.append(taken.value.since)

    assert service.rebuild(meanwhile) == 3
    assert told
    assert agrees()
    assert len(engine.writer.indices(engine.writer.alias)) == 1
    assert not Lease.objects.exists()


@pytest.mark.parametrize(
    ("more", "told"), [(0, service.LeaseLost), (1, IndexMissing)], ids=["before the swap", "while filling"]
)
def test_a_rebuild_that_slept_until_its_lease_ran_out_does_not_replace_its_successor(
    engine, words, caplog, more, told
):
    words(3)
    asleep = []

    def overtaken(done, total):
        if not asleep:
            asleep.append(True)
            Lease.objects.update(until="2020-01-01T00:00:00Z")
            service.rebuild()
            words(more)
            draining.drain()

    with pytest.raises(told), caplog.at_level(logging.CRITICAL):
        service.rebuild(overtaken)
    assert agrees()
    assert len(engine.versions()) == 3 + more
    assert len(engine.writer.indices(engine.writer.alias)) == 1


# One of three


def test_one_of_three_nodes_is_killed_and_no_search_fails_and_no_write_is_lost(
    three_nodes, settings, words, caplog
):
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    # What is tested is the way to another node, not how fast a busy machine takes it.
    options = {"URL": three_nodes.url, "PREFIX": prefix, "REPLICAS": "1", "SHARDS": "3", "PATIENCE": "10"}
    settings.SEARCH = {**settings.SEARCH, **options, "ENGINE": ENGINE}
    engine = get_engine()
    engine.rebuild(world())
    questions = [SearchParams("dust"), SearchParams("wastewater"), SearchParams()]
    answered, failed, over = [], [], threading.Event()

    def search_on():
        while not over.is_set():
            for params in questions:
                try:
                    answered.append(engine.search(params).total)
                except SearchUnavailable as error:
                    failed.append(error)

    def until_answered(more):
        wanted, deadline = len(answered) + more, time.monotonic() + 60
        while len(answered) < wanted and not failed and time.monotonic() < deadline:
            time.sleep(0.1)
        assert failed or len(answered) >= wanted

    readers = [threading.Thread(target=search_on) for _ in range(2)]
    for reader in readers:
        reader.start()
    records = words(60)
    victim = three_nodes.nodes[1]
    try:
        draining.drain(limit=20)
        until_answered(6)
        victim.kill()
        records += words(60)
        deadline = time.monotonic() + 60
        while OutboxEntry.objects.exists() and time.monotonic() < deadline:
            draining.drain(everything=True)
        until_answered(20)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    try:
        assert not failed
        assert not OutboxEntry.objects.exists()
        assert set(engine.versions()) == {each.record for each in world()} | set(records)
    finally:
        three_nodes.restart(victim)

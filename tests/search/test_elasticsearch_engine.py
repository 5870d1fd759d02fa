"""The engine of production on a real Elasticsearch: the contract, and what only a server can show."""

import pytest
from elasticsearch import Elasticsearch

from search.engines import elasticsearch_engine, elasticsearch_writing
from search.engines.elasticsearch_engine import ElasticsearchEngine
from search.engines.elasticsearch_mapping import mapping
from search.fields import KINDS
from search.params import IndexMissing, IndexOutdated, SearchParams

from .engine_contract import EngineContract
from .world import document, world


class TestElasticsearchEngine(EngineContract):
    @pytest.fixture(autouse=True)
    def _server(self, search_server):
        self.options = search_server

    def make_engine(self, tmp_path):
        return ElasticsearchEngine(self.options)


@pytest.fixture
def engine(search_server):
    engine = ElasticsearchEngine(search_server)
    engine.rebuild(world())
    return engine


@pytest.fixture
def client(elasticsearch):
    with Elasticsearch(elasticsearch.url) as client:
        yield client


def ids(engine, **params):
    return [hit.id for hit in engine.search(SearchParams(**params)).hits]


# Writes in order


def test_a_write_that_was_read_earlier_never_replaces_one_that_was_read_later(engine):
    engine.index([document("t:9", id="newer")], version=20)
    assert engine.index([document("t:9", id="older")], version=19).rejected == {}
    assert "newer" in ids(engine)
    assert "older" not in ids(engine)


def test_a_late_write_does_not_bring_a_deleted_record_back(engine):
    engine.index([document("t:9", id="nine")], version=20)
    engine.delete(["t:9"], version=22)
    engine.index([document("t:9", id="nine")], version=21)
    assert "nine" not in ids(engine)
    engine.index([document("t:9", id="nine")], version=23)
    assert "nine" in ids(engine)


def test_what_the_index_refuses_is_told_by_record_and_holds_up_no_other(engine):
    report = engine.index(
        [document("t:7", facets={"sector": ("x" * 40_000,)}), document("t:8", id="fine")], version=5
    )
    assert set(report.rejected) == {"t:7"}
    assert "immense term" in report.rejected["t:7"]
    assert report.written == 1
    assert "fine" in ids(engine)


# Rebuilds


def test_a_write_during_a_rebuild_is_in_both_indices(engine):
    with engine.replacement() as fresh:
        fresh.index(world(), version=10)
        engine.index([document("t:9", id="meanwhile")], version=11)
        engine.delete(["t:1"], version=12)
        fresh.index([world()[0]], version=10)  # read before the delete, written after it
        assert "meanwhile" in ids(engine)
        assert "mbr" not in ids(engine)
    assert "meanwhile" in ids(engine)
    assert "mbr" not in ids(engine)


@pytest.mark.parametrize("after", [1, 2])
def test_a_write_that_a_swap_falls_into_is_in_the_new_index(engine, monkeypatch, after):
    rebuild = engine.replacement()
    rebuild.__enter__().index(world(), version=10)
    bulk, calls = engine.writer.bulk, []

    def swapped_meanwhile(*args, **options):
        calls.append(1)
        if len(calls) != after:
            return bulk(*args, **options)
        monkeypatch.setattr(engine.writer, "bulk", bulk)
        rebuild.__exit__(None, None, None)
        return bulk(*args, **options)

    monkeypatch.setattr(engine.writer, "bulk", swapped_meanwhile)
    engine.index([document("t:9", id="meanwhile")], version=11)
    assert "meanwhile" in ids(engine)


def test_readers_see_the_old_index_until_the_swap_and_one_index_stays(engine, client):
    with engine.replacement() as fresh:
        fresh.index(world()[:1])
        assert len(ids(engine)) == len(world())
    assert ids(engine) == ["mbr"]
    assert len(client.indices.get(index=f"{engine.writer.alias}-*")) == 1


def test_what_an_interrupted_rebuild_left_is_swept_by_the_next(engine, client):
    fresh = engine.writer.replacement()
    fresh.__enter__()  # and the process dies
    assert len(client.indices.get(index=f"{engine.writer.alias}-*")) == 2
    engine.rebuild(world())
    assert len(client.indices.get(index=f"{engine.writer.alias}-*")) == 1
    assert not client.indices.exists_alias(name=engine.writer.next)


def test_a_write_never_makes_an_index(search_server, client):
    bare = ElasticsearchEngine(search_server)
    with pytest.raises(IndexMissing):
        bare.index([document("t:1")])
    assert not client.indices.get(index=f"{search_server['PREFIX']}*")


def test_an_index_of_an_older_mapping_is_neither_asked_nor_written_and_serves_the_older_site(
    search_server, engine, client, monkeypatch
):
    monkeypatch.setattr(elasticsearch_writing, "MAPPING_VERSION", 2)
    newer = ElasticsearchEngine(search_server)
    with pytest.raises(IndexMissing):
        newer.search(SearchParams())
    with pytest.raises(IndexMissing):
        newer.index([document("t:9", id="nine")])
    assert "nine" not in ids(engine)
    newer.rebuild(world()[:2])
    assert len(ids(newer)) == 2
    assert len(ids(engine)) == len(world())  # the site that is not replaced yet
    newer.rebuild(world()[:2])
    with pytest.raises(IndexMissing):
        ids(engine)


def test_an_older_site_leaves_its_notes_to_a_newer_one_whose_index_is_being_filled(
    search_server, engine, monkeypatch
):
    with monkeypatch.context() as newer_code:
        newer_code.setattr(elasticsearch_writing, "MAPPING_VERSION", 2)
        rebuild = ElasticsearchEngine(search_server).replacement()
        rebuild.__enter__().index(world())
    with pytest.raises(IndexOutdated):
        engine.index([document("t:9", id="nine")])
    assert len(ids(engine)) == len(world())


# The mapping


def test_the_mapping_is_strict_and_versioned():
    made = mapping()
    assert made["dynamic"] == "strict"
    assert made["_meta"]["mapping_version"] == elasticsearch_writing.MAPPING_VERSION
    assert made["properties"]["lines"]["type"] == "nested"


def test_a_field_that_the_mapping_does_not_name_is_refused(engine, monkeypatch):
    original = elasticsearch_writing.to_source
    monkeypatch.setattr(
        elasticsearch_writing, "to_source", lambda each: {**original(each), "colour": "green"}
    )
    report = engine.index([document("t:9")])
    assert "strict_dynamic_mapping_exception" in report.rejected["t:9"]


@pytest.mark.django_db
def test_every_kind_of_the_real_catalogue_fits_the_mapping(engine, full_catalogue):
    from search.documents import all_documents

    documents = list(all_documents())
    assert {each.kind for each in documents} >= set(KINDS) - {"need"}
    with engine.replacement() as fresh:
        report = fresh.index(documents)
    assert (report.written, report.rejected) == (len(documents), {})


# Far pages


@pytest.mark.parametrize("sort", ["relevance", "newest", "title"])
def test_pages_behind_the_window_go_on_where_the_window_ends(engine, monkeypatch, sort):
    documents = [document(f"t:{n}", date=f"2024-01-0{n % 3 + 1}") for n in range(57)]
    engine.rebuild(documents)
    near = [hit.record for hit in engine.search(SearchParams(page_size=100, sort=sort)).hits]
    monkeypatch.setattr(elasticsearch_engine, "WINDOW", 20)
    monkeypatch.setattr(elasticsearch_engine, "STEP", 7)
    pages = [engine.search(SearchParams(page=n, page_size=10, sort=sort)) for n in range(1, 8)]
    assert [hit.record for page in pages for hit in page.hits] == near
    assert {page.total for page in pages} == {57}

"""The embedded engine keeps the contract, and its own promises about the folder."""

import pytest

from search.engines.embedded import EmbeddedEngine
from search.params import SearchParams, SearchUnavailable

from .engine_contract import EngineContract
from .world import document, world


class TestEmbeddedEngine(EngineContract):
    def make_engine(self, tmp_path):
        return EmbeddedEngine({"PATH": tmp_path / "index"})


@pytest.fixture
def engine(tmp_path):
    engine = EmbeddedEngine({"PATH": tmp_path})
    engine.rebuild(world())
    return engine


def test_a_damaged_index_is_unavailable_and_a_rebuild_mends_it(engine, tmp_path):
    folder = tmp_path / (tmp_path / "current").read_text()
    (folder / "meta.json").write_text("{")
    with pytest.raises(SearchUnavailable):
        EmbeddedEngine({"PATH": tmp_path}).search(SearchParams("dust"))
    engine.rebuild(world())
    assert engine.search(SearchParams("dust")).total == 1


def test_an_index_of_another_version_is_not_opened(engine, tmp_path):
    folder = tmp_path / (tmp_path / "current").read_text()
    folder.rename(tmp_path / "v0-old")
    (tmp_path / "current").write_text("v0-old")
    with pytest.raises(SearchUnavailable):
        engine.search(SearchParams("dust"))


def test_a_rebuild_leaves_one_folder_and_an_interrupted_one_none(engine, tmp_path):
    def half():
        yield document("t:77")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.rebuild(half())
    engine.rebuild(world())
    assert len(list(tmp_path.glob("v*-*"))) == 1


def test_two_writers_do_not_meet(engine, tmp_path):
    with engine._directory.writing(), pytest.raises(SearchUnavailable), engine._directory.writing(wait=0):
        pass
    engine.index([document("t:78")])


def test_a_reader_keeps_its_answers_while_a_rebuild_swaps_the_index(engine):
    seen = []

    def slow():
        for each in world():
            seen.append(engine.search(SearchParams()).total)
            yield each
            yield document(f"x:{each.record[2:]}{each.kind}")

    engine.rebuild(slow())
    assert set(seen) == {len(world())}
    assert engine.search(SearchParams()).total == 2 * len(world())

"""What `make bench-search` says of sizes that nobody measured follows from those that somebody did."""

from dataclasses import replace

import pytest

from benchmarks.region.growth import Measured, keep, needed, show

SMALL = Measured(
    records=10_000, workers=2, seconds_a_thousand=4.0, index_bytes=25_000, database_bytes=8_000,
    rebuild_mb=280, search_ms=20.0, nearest_ms=8.0,
)  # fmt: skip
LARGE = replace(SMALL, records=110_000, search_ms=70.0, nearest_ms=16.0)


def test_a_million_takes_as_many_shards_as_keep_a_question_quick():
    need = needed([SMALL, LARGE], 1_000_000)  # half a ms for each thousand, and 15 ms in any case
    assert need.shards == 6
    assert need.search_ms == pytest.approx(15 + 500 / 6)
    assert (need.index_gb, need.database_gb) == (25, 8)
    assert need.hours == pytest.approx(4000 / 3600)


def test_where_time_does_not_grow_the_size_of_a_shard_decides():
    assert needed([SMALL, replace(LARGE, search_ms=20.0)], 10_000_000).shards == 7


def test_of_two_runs_of_a_size_the_later_counts_and_one_size_alone_foretells_nothing(tmp_path, capsys):
    keep(tmp_path, LARGE)
    assert [run.search_ms for run in keep(tmp_path, replace(LARGE, search_ms=60.0))] == [60.0]
    show(keep(tmp_path, LARGE))
    assert "run another" in capsys.readouterr().out
    assert [run.records for run in keep(tmp_path, SMALL)] == [10_000, 110_000]

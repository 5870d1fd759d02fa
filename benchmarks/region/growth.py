"""What a thousand records more cost, and what a million and ten million would need, from the sizes that were measured.

Figures of each run are kept in `var/bench/measured.json`. Time to fill, disk and database grow in proportion. A question
costs something fixed and something for each record of a shard, drawn as a line through the smallest and the largest size:
from it follows how many records a shard may hold for p95 to stay under `TARGET_MS`. With several shards each is asked at the
same time, on a processor of its own.
"""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

TARGET_MS = 100.0  # p95 of a faceted search
MOST_BYTES = 40e9  # of a shard; Elastic's advice is 10 to 50 GB
SIZES = (1_000_000, 10_000_000)


@dataclass(frozen=True, slots=True)
class Measured:
    """One run. `workers` filled the index; sizes are bytes for each record, times p95 in ms."""

    records: int
    workers: int
    seconds_a_thousand: float
    index_bytes: float
    database_bytes: float
    rebuild_mb: float
    search_ms: float
    nearest_ms: float


@dataclass(frozen=True, slots=True)
class Needed:
    """What a size would need. `shards` do not count their copies; `hours` are of `workers` like those measured."""

    records: int
    shards: int
    index_gb: float
    database_gb: float
    hours: float
    search_ms: float


def keep(folder: Path, run: Measured) -> list[Measured]:
    """Note a run; all runs, one for each size, smallest first."""
    place = folder / "measured.json"
    runs = {row["records"]: row for row in json.loads(place.read_text())} if place.exists() else {}
    runs[run.records] = asdict(run)
    place.write_text(json.dumps(list(runs.values()), indent=1))
    return [Measured(**runs[records]) for records in sorted(runs)]


def needed(runs: list[Measured], records: int) -> Needed:
    """What `records` would need, from at least two sizes."""
    small, large = runs[0], runs[-1]
    each = max(0.0, (large.search_ms - small.search_ms) / (large.records - small.records))
    fixed = max(0.0, small.search_ms - each * small.records)
    by_time = records * each / max(TARGET_MS - fixed, 1.0)
    by_size = records * large.index_bytes / MOST_BYTES
    shards = max(1, math.ceil(max(by_time, by_size)))
    return Needed(
        records=records,
        shards=shards,
        index_gb=records * large.index_bytes / 1e9,
        database_gb=records * large.database_bytes / 1e9,
        hours=records / 1000 * large.seconds_a_thousand / 3600,
        search_ms=fixed + each * records / shards,
    )


def show(runs: list[Measured]) -> None:
    """Print the sizes that were measured, and what follows."""
    print(
        "\nGrowth             s a thousand   index kB   database kB   rebuild MB   search p95   nearest p95"
    )
    for run in runs:
        print(
            f"  {run.records:>13,}{run.seconds_a_thousand:14.2f}{run.index_bytes / 1e3:11.1f}"
            f"{run.database_bytes / 1e3:14.1f}{run.rebuild_mb:13.0f}{run.search_ms:10.1f} ms{run.nearest_ms:11.1f} ms"
        )
    if len(runs) < 2:
        print("  What a larger catalogue needs follows from two sizes: run another, e.g. SIZE=10000.")
        return
    workers = runs[-1].workers
    print(
        f"\nWould need         shards   index GB   database GB   hours to fill by {workers}   search p95 then"
    )
    for need in (needed(runs, records) for records in SIZES):
        print(
            f"  {need.records:>13,}{need.shards:10}{need.index_gb:11.0f}{need.database_gb:14.0f}{need.hours:22.1f}"
            f"{need.search_ms:15.0f} ms"
        )

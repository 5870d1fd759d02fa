"""Search on a real Elasticsearch at the size of a region: ratios to the raw engine, side by side in one run.

    make bench-search                                        100,000 made-up technologies; half an hour
    make bench-search SIZE=10000                             a tenth of it

It starts an Elasticsearch of its own (tests/services) and makes a catalogue in a database of its own under `var/bench`,
from the facts that ship and `generate_catalogue`; both are kept for the next run and may be deleted. Every comparison
alternates its ways question by question, so that what else the machine does meets all of them.

- search     our faceted search, analysis to hits, against the same request body sent raw by the client
- nearest    filtered nearest neighbours (kNN, 384 numbers) through our engine, against the same request raw
- embedded   the embedded engine on the same catalogue, against tantivy with the same query
- database   Wagtail's own database search for the same words: time, and how often the right sheet is in its first ten
- index      writing documents through our engine, against `helpers.bulk` of ready-made dicts
- rebuild    a whole rebuild from the database: records a second, peak memory of the process that does it
- growth     what a thousand records cost at each size that was measured, and what a million and ten million would need
"""

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.elasticsearch import Elasticsearch
from tests.services.processes import cache_folder

from .growth import Measured, keep, show
from .measuring import Report
from .reading import bench_database, bench_embedded, bench_search
from .writing import bench_index, bench_rebuild, size_on_disk

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "var" / "bench"


def set_up(size: int, url: str) -> None:
    """Settings, database, facts and made-up catalogue; what is there from an earlier run is used again."""
    BENCH.mkdir(parents=True, exist_ok=True)
    environment = {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings.dev",
        "DATABASE_URL": f"sqlite:///{BENCH / f'catalogue-{size}.sqlite3'}",
        "ESTUARY_VAR": str(BENCH),
        "SEARCH_ENGINE": "search.engines.elasticsearch_engine.ElasticsearchEngine",
        "ELASTICSEARCH_URL": url,
        "ELASTICSEARCH_PREFIX": f"bench-{size}",
        "ELASTICSEARCH_REPLICAS": "0",
    }
    os.environ |= environment
    made = BENCH / f"catalogue-{size}.made"
    commands = [["migrate", "--verbosity=0"]]
    if not made.exists():
        commands += [["load_data"], ["fit_matcher"], ["generate_catalogue", str(size)]]
    for command in commands:
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
    made.touch()


@contextmanager
def server() -> Iterator[str]:
    """An Elasticsearch whose data are kept for the next run."""
    folder = cache_folder() / "bench-elasticsearch"
    folder.mkdir(parents=True, exist_ok=True)
    search = Elasticsearch(folder, heap="2g")
    print("Starting Elasticsearch …", flush=True)
    try:
        search.start()
        yield search.url
    finally:
        search.stop()


def main() -> int:
    """Measure and print; 1 where a bound does not hold at the full size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=100_000, help="made-up technologies")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2, help="processes of the rebuild")
    asked = parser.parse_args()
    with server() as url:
        set_up(asked.size, url)
        import django

        django.setup()
        report = Report(judged=asked.size >= 100_000)
        print(f"{asked.size:,} made-up technologies, {os.cpu_count()} processors")
        seconds, megabytes = bench_rebuild(report, asked.workers)
        records, index_bytes = size_on_disk(url)
        searched, nearest = bench_search(report, asked.rounds)
        bench_database(report)
        bench_index(report, url)
        bench_embedded(report, BENCH / f"embedded-{asked.size}", asked.rounds)
        database = (BENCH / f"catalogue-{asked.size}.sqlite3").stat().st_size / records
        run = Measured(records, asked.workers, seconds, index_bytes, database, megabytes, searched, nearest)
        show(keep(BENCH, run))
        print(
            f"\nPeak memory of this benchmark: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )
    return 0 if report.held or not report.judged else 1


if __name__ == "__main__":
    sys.exit(main())
